import { expect } from 'chai';
import { ignoredBy, isOver, POLL_LIVES, type Poll, pollChance } from '../../src/experience/recognition.ts';

describe('The recognition poll', () => {
  const rules = { enabled: true, chance: 0.5 };
  const poll = (change: Partial<Poll> = {}): Poll => ({
    ...{ askedAt: 1_000, people: [], answered: false, ignored: 0 },
    ...change,
  });

  it('is likelier the more somebody has contributed, and rarer the more often it was ignored', () => {
    const samples: [characters: number, ignored: number, chance: number][] = [
      [0, 0, 0],
      [100, 0, 0.1],
      [400, 0, 0.25],
      [1_200, 0, 0.375],
      [400, 1, 0.125],
      [400, 3, 0.03125],
    ];
    for (const [characters, ignored, chance] of samples)
      expect(pollChance(rules, characters, ignored), `${characters}, ${ignored}`).to.be.closeTo(chance, 1e-9);
    expect(pollChance({ ...rules, enabled: false }, 400, 0)).to.equal(0);
  });

  it('comes no second time while the first can be answered', () => {
    expect(ignoredBy(null, 5_000)).to.equal(0);
    expect(ignoredBy(poll(), 1_000 + POLL_LIVES)).to.equal(null);
    expect(ignoredBy(poll({ ignored: 2 }), 1_001 + POLL_LIVES)).to.equal(3);
    expect(ignoredBy(poll({ ignored: 2, answered: true }), 5_000), 'an answer forgives').to.equal(0);
    expect(isOver(poll(), 1_000 + POLL_LIVES)).to.equal(false);
  });
});
