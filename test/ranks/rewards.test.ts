import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Ladder } from '../../src/ranks/ladder.ts';
import {
  type Chain,
  diff,
  entitled,
  type Gifts,
  heldAfter,
  KEEPS,
  type Keep,
  NO_GIFTS,
  NOWHERE,
  type Passing,
  type Reward,
  type RewardsMode,
  type Standing,
  shownReward,
  standingOf,
  type Tier,
  tagOf,
} from '../../src/ranks/rewards.ts';
import { readRewards, storeRewards } from '../../src/ranks/rewards-stored.ts';

const LADDER: Ladder = [
  { id: 4, name: 'Helpful Soul', experience: null, reputation: 5 },
  { id: 2, name: 'Helper', experience: null, reputation: 25 },
  { id: 3, name: 'Legend', experience: 1000, reputation: 100 },
];

function chainOf(
  mode: RewardsMode,
  ...rewards: [tier: Tier, tag: string, keep: Keep, gone?: boolean][]
): Chain {
  const list: Reward[] = rewards.map(([tier, tag, keep, gone = false], index) => ({
    ...{ id: index + 1, for: tier, keep, gone },
    gifts: { ...NO_GIFTS, tag },
  }));
  return { rewards: { made: list.length, list }, ladder: LADDER, mode };
}

const at = (level: number, ...titles: number[]): Standing => ({ level, titles });
const level = (level: number): Tier => ({ level });
const title = (title: number): Tier => ({ title });

const tags = (held: readonly number[], { rewards }: Chain) =>
  held.map((id) => rewards.list.find((one) => one.id === id)?.gifts.tag).join(', ');

/** Holds what a way through standings leads to, from nothing, each step by itself. */
function walk(chain: Chain, way: readonly Standing[], passing: Passing = 'through'): readonly number[] {
  let held: readonly number[] = [];
  let before = at(1);
  for (const after of way) {
    held = heldAfter(held, before, after, chain, passing);
    before = after;
  }
  return held;
}

const GISELLE = [
  [level(5), 'Rookie', 'volatile'],
  [level(5), 'Known Member', 'persistent'],
  [level(7), 'Junior', 'default'],
  [level(10), 'Senior', 'default'],
] as [Tier, string, Keep][];

describe('Rewards held', () => {
  it('GiselleBot’s example, step by step, with the tag that is shown', () => {
    const chain = chainOf('replace', ...GISELLE);
    const steps: [number, string, string][] = [
      [4, '', ''],
      [5, 'Rookie, Known Member', 'Known Member'],
      [6, 'Known Member', 'Known Member'],
      [7, 'Known Member, Junior', 'Junior'],
      [8, 'Known Member, Junior', 'Junior'],
      [10, 'Known Member, Senior', 'Senior'],
      [8, 'Known Member, Junior', 'Junior'],
      [5, 'Known Member, Rookie', 'Rookie'],
      [4, 'Known Member', 'Known Member'],
      [12, 'Known Member, Senior', 'Senior'],
    ];
    let held: readonly number[] = [];
    let before = at(1);
    for (const [to, expected, shown] of steps) {
      held = heldAfter(held, before, at(to), chain, 'through');
      before = at(to);
      expect(tags(held, chain), `level ${to}`).to.equal(expected);
      expect(tagOf(shownReward(held, chain)), `shown at ${to}`).to.equal(shown);
    }
  });

  it('is told in docs/SCORING.md as it is', () => {
    const doc = readFileSync(new URL('../../docs/SCORING.md', import.meta.url), 'utf8');
    const cells = (name: string) =>
      (doc.split('\n').find((line) => line.startsWith(`| ${name} |`)) ?? '')
        .split('|')
        .slice(2, -1)
        .map((cell) => cell.trim().replace(/^–$/, ''));
    const levels = cells('level').map((cell) => at(Number(cell.replace('then ', ''))));
    expect(levels).to.have.lengthOf(7);
    const chain = chainOf('replace', ...GISELLE);
    levels.forEach((_, index) => {
      const held = walk(chain, levels.slice(0, index + 1));
      expect(tags(held, chain)).to.equal(cells('held')[index]);
      expect(tagOf(shownReward(held, chain))).to.equal(cells('shown')[index]);
    });
  });

  it('each keep under each mode: at its tier, past it, at a higher reward, and down again', () => {
    const table: [RewardsMode, Keep, string, string, string, string][] = [
      // at 5, at 6, at 7 where another comes, back at 4
      ['replace', 'volatile', 'A', '', 'B', ''],
      ['replace', 'persistent', 'A', 'A', 'A, B', 'A'],
      ['replace', 'default', 'A', 'A', 'B', ''],
      ['stack', 'volatile', 'A', '', 'B', ''],
      ['stack', 'persistent', 'A', 'A', 'A, B', 'A'],
      ['stack', 'default', 'A', 'A', 'A, B', ''],
    ];
    for (const [mode, keep, ...expected] of table) {
      const byLevel = chainOf(mode, [level(5), 'A', keep], [level(7), 'B', 'default']);
      const levels = [at(5), at(6), at(7), at(4)];
      const found = levels.map((_, index) => tags(walk(byLevel, levels.slice(0, index + 1)), byLevel));
      expect(found, `${mode} ${keep} by level`).to.deep.equal(expected);
      const byTitle = chainOf(mode, [title(4), 'A', keep], [title(3), 'B', 'default']);
      const titles = [at(1, 4), at(1, 4, 2), at(1, 4, 2, 3), at(1)];
      const reached = titles.map((_, index) => tags(walk(byTitle, titles.slice(0, index + 1)), byTitle));
      expect(reached, `${mode} ${keep} by title`).to.deep.equal(expected);
    }
  });

  it('two levels in one message pass through what lies between; set by hand they do not', () => {
    const chain = chainOf('replace', ...GISELLE);
    expect(tags(walk(chain, [at(10)]), chain)).to.equal('Known Member, Senior');
    expect(tags(walk(chain, [at(10)], 'final'), chain)).to.equal('Senior');
    expect(tags(walk(chain, [at(8)], 'final'), chain), 'as GiselleBot has it').to.equal('');
    expect(tags(walk(chain, [at(8)]), chain), 'control').to.equal('Known Member, Junior');
  });

  it('a title that is passed over without being reached brings nothing', () => {
    const chain = chainOf('stack', [title(4), 'Soul', 'persistent'], [title(2), 'Helper', 'persistent']);
    expect(tags(walk(chain, [at(1, 2)]), chain)).to.equal('Helper');
    expect(tags(walk(chain, [at(1, 4, 2)]), chain), 'control').to.equal('Soul, Helper');
  });

  it('levels and titles are two ways: neither takes what the other brought', () => {
    const chain = chainOf('replace', [level(5), 'Five', 'default'], [title(4), 'Soul', 'default']);
    const both = walk(chain, [at(5), at(5, 4), at(6, 4)]);
    expect(tags(both, chain)).to.equal('Five, Soul');
    expect(tagOf(shownReward(both, chain)), 'the latest').to.equal('Soul');
    expect(tagOf(shownReward(walk(chain, [at(1, 4), at(5, 4)]), chain))).to.equal('Five');
  });

  it('what an admin took away, and what a title that is no more brought, stays with who has it', () => {
    const held = [1, 2];
    const chain = chainOf('replace', [level(5), 'A', 'volatile', true], [title(99), 'B', 'default']);
    expect(heldAfter(held, at(5), at(9, 4), chain, 'through')).to.equal(held);
    expect(heldAfter(held, at(5, 4), at(1), chain, 'through')).to.equal(held);
    expect(entitled(at(9, 4), chain)).to.deep.equal([]);
  });

  it('come by a title that is really held, with those reached below it', () => {
    const switches = { useExperience: true, useReputation: true, demote: true };
    const points = { level: 3, experience: 0, reputation: 30, title: 2 };
    expect(standingOf(points, LADDER, switches)).to.deep.equal(at(3, 4, 2));
    expect(standingOf({ ...points, reputation: 3 }, LADDER, switches), 'held on').to.deep.equal(at(3, 2));
    expect(standingOf({ ...points, title: 77 }, LADDER, switches), 'no more').to.deep.equal(at(3));
  });

  it('a diff names what comes and what goes', () => {
    expect(diff([1, 2], [2, 3])).to.deep.equal({ give: [3], take: [1] });
  });
});

const tier = fc.oneof(
  fc.integer({ min: 0, max: 8 }).map(level),
  fc.constantFrom(...LADDER, { id: 99 }).map(({ id }) => title(id)),
);
const anyChain = fc
  .tuple(
    fc.constantFrom<RewardsMode>('replace', 'stack'),
    fc.array(fc.tuple(tier, fc.constant('T'), fc.constantFrom<Keep>(...KEEPS), fc.boolean()), {
      maxLength: 6,
    }),
  )
  .map(([mode, rewards]) => chainOf(mode, ...rewards));
const anyStanding = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 3 }))
  .map(([one, rungs]) => at(one, ...LADDER.slice(0, rungs).map(({ id }) => id)));

describe('Any rewards', () => {
  it('are the same whether a way up is gone at once or step by step, and again after a replay', () => {
    fc.assert(
      fc.property(anyChain, fc.array(anyStanding, { maxLength: 8 }), (chain, way) => {
        const held = walk(chain, way);
        expect(walk(chain, way)).to.deep.equal(held);
        const last = way.at(-1) ?? at(1);
        const up = at(last.level + 3, ...LADDER.map(({ id }) => id));
        const between = at(last.level + 1, ...last.titles);
        const atOnce = heldAfter(held, last, up, chain, 'through');
        const stepwise = heldAfter(
          heldAfter(held, last, between, chain, 'through'),
          between,
          up,
          chain,
          'through',
        );
        expect([...stepwise].sort()).to.deep.equal([...atOnce].sort());
      }),
    );
  });

  it('change nothing the second time, nor where nobody moves', () => {
    fc.assert(
      fc.property(
        anyChain,
        anyStanding,
        anyStanding,
        fc.constantFrom<Passing>('through', 'final'),
        (chain, from, to, how) => {
          const held = heldAfter(entitled(from, chain), from, to, chain, how);
          expect(heldAfter(held, to, to, chain, how)).to.equal(held);
          expect(diff(held, heldAfter(held, to, to, chain, how))).to.deep.equal({ give: [], take: [] });
          expect(new Set(held).size).to.equal(held.length);
        },
      ),
    );
  });

  it('that came from nothing are what one is entitled to; persistent ones never go, others not above their tier', () => {
    fc.assert(
      fc.property(anyChain, anyStanding, fc.array(anyStanding, { maxLength: 8 }), (chain, first, way) => {
        expect(heldAfter([], NOWHERE, first, chain, 'through')).to.deep.equal(entitled(first, chain));
        const byId = (id: number) => chain.rewards.list.find((one) => one.id === id) as Reward;
        let held = entitled(first, chain);
        let before = first;
        for (const after of way) {
          const now = heldAfter(held, before, after, chain, 'through');
          for (const id of diff(held, now).take) expect(byId(id).keep).to.not.equal('persistent');
          for (const id of now) {
            const { for: tier, keep } = byId(id);
            if (keep !== 'persistent' && 'level' in tier) expect(tier.level).to.be.at.most(after.level);
          }
          [held, before] = [now, after];
        }
      }),
    );
  });

  it('are stored and read again; what is no reward is left out', () => {
    const gifts: fc.Arbitrary<Gifts> = fc.record({
      ...{
        tag: fc.string(),
        short: fc.string(),
        link: fc.option(fc.integer(), { nil: null }),
        lift: fc.boolean(),
      },
      ...{
        vote: fc.boolean(),
        weight: fc.integer({ min: 1, max: 10 }),
        gifts: fc.nat(100),
        boost: fc.boolean(),
      },
    });
    fc.assert(
      fc.property(anyChain, gifts, ({ rewards }, given) => {
        const full = { ...rewards, list: rewards.list.map((one) => ({ ...one, gifts: given })) };
        expect(readRewards(storeRewards(full))).to.deep.equal(full);
      }),
    );
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"made":1}',
      '{"made":1,"list":[null,{"id":1},{"id":"2","level":3}]}',
    ])
      expect(readRewards(text).list, text).to.deep.equal([]);
  });
});
