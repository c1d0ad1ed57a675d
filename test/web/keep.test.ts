import { expect } from 'chai';
import { createKeep } from '../../src/web/rating/keep.ts';

describe('What pages keep', () => {
  let now = 0;
  let reads = 0;
  /** An answer that takes so long. */
  const taking = (ms: number) => async () => {
    now += ms;
    reads += 1;
    return reads;
  };

  beforeEach(() => {
    now = 0;
    reads = 0;
  });

  it('is what took long, for a minute', async () => {
    const keep = createKeep<number>(() => now);
    expect(await keep('a', taking(200))).to.deep.equal({ value: 1, old: false });
    expect(await keep('a', taking(200))).to.deep.equal({ value: 1, old: true });
    expect(await keep('b', taking(200)), 'something else').to.deep.equal({ value: 2, old: false });
    now += 60_000;
    expect(await keep('a', taking(200))).to.deep.equal({ value: 3, old: false });
  });

  it('is nothing that is read at once, and nothing that failed', async () => {
    const keep = createKeep<number>(() => now);
    await keep('a', taking(10));
    expect(await keep('a', taking(10))).to.deep.equal({ value: 2, old: false });
    const failing = async (): Promise<number> => {
      now += 200;
      throw new Error('no');
    };
    const fault = await keep('b', failing).catch((error: Error) => error.message);
    expect(fault).to.equal('no');
    expect((await keep('b', taking(10))).old).to.equal(false);
  });

  it('is read once for all who ask at once', async () => {
    const keep = createKeep<number>(() => now);
    const answers = await Promise.all([
      keep('a', taking(200)),
      keep('a', taking(200)),
      keep('a', taking(200)),
    ]);
    expect(answers.map(({ value }) => value)).to.deep.equal([1, 1, 1]);
    expect(reads).to.equal(1);
  });
});
