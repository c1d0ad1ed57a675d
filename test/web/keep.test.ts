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
    expect(await keep('a', taking(200))).to.equal(1);
    expect(await keep('a', taking(200))).to.equal(1);
    expect(await keep('b', taking(200)), 'something else').to.equal(2);
    now += 60_000;
    expect(await keep('a', taking(200))).to.equal(3);
  });

  it('is nothing that is read at once, and nothing that failed', async () => {
    const keep = createKeep<number>(() => now);
    await keep('a', taking(10));
    expect(await keep('a', taking(10))).to.equal(2);
    const failing = async (): Promise<number> => {
      now += 200;
      throw new Error('no');
    };
    const fault = await keep('b', failing).catch((error: Error) => error.message);
    expect(fault).to.equal('no');
    expect(await keep('b', taking(10))).to.equal(3);
  });

  it('is read once for all who ask at once', async () => {
    const keep = createKeep<number>(() => now);
    const answers = await Promise.all([
      keep('a', taking(200)),
      keep('a', taking(200)),
      keep('a', taking(200)),
    ]);
    expect(answers).to.deep.equal([1, 1, 1]);
    expect(reads).to.equal(1);
  });
});
