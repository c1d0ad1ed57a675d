import { expect } from 'chai';
import { createHorizon, ON_ITS_WAY } from '../../src/schedule/horizon.ts';
import { createTurns } from '../../src/schedule/turns.ts';

describe('How far time has come', () => {
  const NOW = 1_790_000_000;
  let waiting = 0;
  const begin = () => {
    waiting = 0;
    return createHorizon({ now: () => NOW, waiting: () => waiting });
  };

  it('is unknown before Telegram has told anything', () => {
    expect(begin()()).to.equal(null);
  });

  it('is the clock, less what an update needs on its way, when nothing waits', () => {
    const horizon = begin();
    horizon.caughtUp(true);
    expect(horizon()).to.equal(NOW - ON_ITS_WAY);
  });

  it('is the time of the last update handled while others wait, there or here', () => {
    const horizon = begin();
    horizon.handled(NOW - 5_000);
    expect(horizon(), 'a backlog at Telegram').to.equal(NOW - 5_000 - ON_ITS_WAY);
    horizon.handled(NOW - 6_000);
    expect(horizon(), 'never back').to.equal(NOW - 5_000 - ON_ITS_WAY);
    horizon.caughtUp(true);
    expect(horizon(), 'control: nothing waits').to.equal(NOW - ON_ITS_WAY);
    waiting = 1;
    expect(horizon(), 'a batch in this process').to.equal(NOW - 5_000 - ON_ITS_WAY);
    waiting = 0;
    horizon.caughtUp(false);
    expect(horizon(), 'Telegram out of reach').to.equal(NOW - 5_000 - ON_ITS_WAY);
  });

  it('is never ahead of the clock, whatever an update is dated', () => {
    const horizon = begin();
    horizon.handled(NOW + 1_000);
    expect(horizon()).to.equal(NOW - ON_ITS_WAY);
  });
});

describe('Turns', () => {
  it('runs one work at a time, in the order in which they came, and goes on after a failure', async () => {
    const turns = createTurns();
    const steps: string[] = [];
    const work = (name: string, fails = false) =>
      turns.take(async () => {
        steps.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        steps.push(`${name} ends`);
        if (fails) throw new Error(name);
      });
    const all = [work('batch', true), work('tick'), work('next batch')];
    expect(turns.waiting).to.equal(3);
    const ends = await Promise.allSettled(all);
    expect(ends.map(({ status }) => status)).to.deep.equal(['rejected', 'fulfilled', 'fulfilled']);
    const names = ['batch', 'tick', 'next batch'];
    expect(steps).to.deep.equal(names.flatMap((name) => [`${name} begins`, `${name} ends`]));
    expect(turns.waiting).to.equal(0);
  });
});
