import { expect } from 'chai';
import fc from 'fast-check';
import { heldBySync } from '../../src/ranks/resync.ts';
import { KEEPS, NO_GIFTS, type Rewards } from '../../src/ranks/rewards.ts';

const rewardsOf = (...keeps: (typeof KEEPS)[number][]): Rewards => ({
  made: keeps.length,
  list: keeps.map((keep, at) => ({ id: at + 1, for: { level: at + 1 }, keep, gifts: NO_GIFTS, gone: false })),
});

describe('Rewards by /sync', () => {
  const rewards = rewardsOf('persistent', 'volatile', 'default');
  for (const [held, due, exact, result] of [
    [[], [1, 3], false, [1, 3]],
    [[2], [3], false, [2, 3]],
    [[2], [3], true, [3]],
    [[1, 2], [3], true, [1, 3]],
    [[3, 1], [1, 3], true, [3, 1]],
    [[9, 3], [3], true, [3]],
    [[9, 3], [3], false, [9, 3]],
  ] as const) {
    it(`${held} held, ${due} due${exact ? ', exactly' : ''}: ${result}`, () => {
      expect(heldBySync(held, due, rewards, exact)).to.deep.equal(result);
    });
  }

  it('takes what is for good once an admin has removed it', () => {
    const [first, ...others] = rewards.list;
    const list = first ? [{ ...first, gone: true }, ...others] : [];
    expect(heldBySync([1, 2], [2], { ...rewards, list }, true)).to.deep.equal([2]);
    expect(heldBySync([1, 2], [2], { ...rewards, list }, false), 'control').to.deep.equal([1, 2]);
  });

  it('does nothing the second time, and never takes what is due', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 6 }));
    const any = fc
      .array(fc.constantFrom(...KEEPS), { minLength: 6, maxLength: 6 })
      .map((keeps) => rewardsOf(...keeps));
    fc.assert(
      fc.property(ids, ids, any, fc.boolean(), (held, due, all, exact) => {
        const once = heldBySync(held, due, all, exact);
        expect(once).to.include.members(due);
        expect(heldBySync(once, due, all, exact)).to.deep.equal(once);
        if (!exact) expect(once.slice(0, held.length)).to.deep.equal(held);
      }),
    );
  });
});
