import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { charactersOf, conversations } from '../../src/experience/conversations.ts';
import type { Earning, EarningPolicy } from '../../src/experience/policy.ts';
import type { Climate, Said, Span, Wake } from '../../src/experience/span.ts';
import {
  DEFAULT_USUAL,
  LEARNT_FROM,
  LEAST_USUAL,
  MOST_USUAL,
  PEAK,
} from '../../src/experience/window-figures.ts';
import { effortOf, learn, multiplierOf, teaches, usualOf, windows } from '../../src/experience/windows.ts';
import { userId } from '../../src/model/ids.ts';
import {
  ANNA,
  always,
  BORIS,
  codesOf,
  facts,
  gatheredFrom,
  NOON,
  sharedExamples,
  USUAL,
} from './policies.ts';

const PLAIN = { bonusChance: 0, bonusMultiplier: 2, boost: 0, boosts: [], gotPerDay: 500 };
type Change = Partial<Omit<Said, 'words'>> & { words?: readonly number[] };
const said = ({ words = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], ...change }: Change = {}): Said => ({
  ...{ at: NOON, counts: true, characters: 100, words: codesOf(words), answers: null },
  ...change,
});

/** The span of these messages. */
function spanOf(policy: EarningPolicy, all: readonly Said[]): Span {
  const span = all.reduce<Span | null>((open, one) => policy.spans?.add(open, one) ?? null, null);
  if (!span) throw new Error('nothing was said');
  return span;
}

function earnedBy(
  policy: EarningPolicy,
  all: readonly Said[],
  usual = USUAL,
  wake: Wake | null = null,
): readonly Earning[] {
  const { spans } = policy;
  if (!spans) throw new Error('no policy of spans');
  return spans.settle(facts(), ANNA, spanOf(policy, all), { usual, wake }, always(0.5)).earned;
}
const amountOf = (earned: readonly Earning[]) => earned.reduce((sum, { amount }) => sum + amount, 0);

describe('A reaction', () => {
  const react = { did: 'react', at: NOON, by: ANNA, to: BORIS } as const;
  const amounts = (policy: EarningPolicy, gotToday = 0) =>
    policy(facts({ [BORIS]: { gotToday } }), react, always(0.5)).map(({ member, amount }) => [
      member,
      amount,
    ]);

  it('is worth half a minute where seconds are earned, up to the daily cap', () => {
    expect(amounts(windows(PLAIN))).to.deep.equal([[BORIS, 30]]);
    expect(amounts(windows({ ...PLAIN, boost: 50 }))).to.deep.equal([[BORIS, 45]]);
    expect(amounts(windows(PLAIN), 490)).to.deep.equal([[BORIS, 10]]);
    expect(amounts(windows(PLAIN), 500)).to.deep.equal([]);
    expect(amounts(windows({ ...PLAIN, gotPerDay: 0 }), 10_000)).to.deep.equal([[BORIS, 30]]);
  });

  it('is worth nothing where characters are', () => {
    expect(amounts(conversations(PLAIN))).to.deep.equal([]);
  });
});

const doc = readFileSync(new URL('../../docs/SCORING.md', import.meta.url), 'utf8');

describe('Policy: windows', () => {
  const policy = windows(PLAIN);
  describe('as every policy', () => sharedExamples(gatheredFrom(policy)));

  it('closes a window two minutes after its first message, or a minute and a half after its last', () => {
    expect(spanOf(policy, [said()]).closesAt - NOON).to.equal(90);
    expect(spanOf(policy, [said(), said({ at: NOON + 20 })]).closesAt - NOON).to.equal(110);
    const long = [0, 50, 100, 119].map((at) => said({ at: NOON + at }));
    expect(spanOf(policy, long).closesAt - NOON).to.equal(120);
  });

  it('is not confused by dates of before it began', () => {
    const span = spanOf(policy, [said(), said({ at: NOON - 5_000 })]);
    expect([span.firstAt, span.closesAt]).to.deep.equal([NOON, NOON + 90]);
  });

  it('counts messages that say something, different words and people answered, each capped', () => {
    const effort = (...all: Said[]) => effortOf(spanOf(policy, all));
    expect(effort(said())).to.equal(13);
    expect(effort(said({ words: [1, 2, 3] })), 'says nothing').to.equal(0);
    expect(effort(said({ counts: false }))).to.equal(0);
    expect(effort(said(), said()), 'the same words').to.equal(16);
    expect(effort(said({ answers: BORIS }), said({ answers: BORIS, words: [11, 12, 13, 14] }))).to.equal(22);
    const flood = Array.from({ length: 500 }, (_, n) =>
      said({ words: [n, n + 1, n + 2, n + 3], answers: userId(n + 1) }),
    );
    expect(effort(...flood)).to.equal(3 * 40 + 40 + 2 * 3);
  });

  it('peaks for steady talk and falls for little effort and for bursts', () => {
    const samples: [ratio: number, times: number][] = [
      [0, 0],
      [0.4, 0.008],
      [0.7, 0.265],
      [1, 0.788],
      [1.3, 1],
      [2.5, 1],
      [4, 0.171],
      [6, 0.002],
    ];
    for (const [ratio, times] of samples)
      expect(multiplierOf(ratio), String(ratio)).to.be.closeTo(times * PEAK, 0.002);
  });

  it('is what docs/SCORING.md tells', () => {
    const rows = [...doc.matchAll(/^\| ([\d.]+) \| ([01]\.\d\d) \|$/gm)];
    expect(rows).to.have.length.above(5);
    for (const [row, ratio, times] of rows)
      expect(multiplierOf(Number(ratio)).toFixed(2), row).to.equal(times);
  });

  it('has a multiplier without jumps, which rises to its peak and falls after it', () => {
    let before = 0;
    for (let ratio = 0.01; ratio < 20; ratio += 0.01) {
      const times = multiplierOf(ratio);
      expect(times).to.be.within(0, PEAK);
      expect(Math.abs(times - before), String(ratio)).to.be.below(0.05);
      if (ratio < 1.3) expect(times).to.be.at.least(before);
      if (ratio > 2.5) expect(times).to.be.at.most(before);
      before = times;
    }
  });

  it('learns the median of the chat’s windows, and forgets', () => {
    let climate = policy.spans?.learns?.mildest as Climate;
    const teach = (windows: number, effort: (n: number) => number) => {
      for (let n = 0; n < windows; n += 1) climate = learn(climate, effort(n));
    };
    teach(LEARNT_FROM - 1, () => 25);
    expect(usualOf(climate), 'not enough seen').to.equal(DEFAULT_USUAL);
    teach(400, (n) => (n % 5 === 0 ? 160 : 22 + (n % 3)));
    expect(usualOf(climate), 'whatever a fifth of floods').to.be.within(20, 26);
    teach(100, () => 14);
    expect(usualOf(climate)).to.be.within(13, 15);
  });

  it('learns nothing from who says nothing, and stays within bounds', () => {
    const climate: Climate = { seen: 100, usual: 20 };
    expect(teaches(spanOf(policy, [said({ words: [1, 2, 3] })]))).to.equal(null);
    expect(teaches(spanOf(policy, [said()])), 'control').to.equal(13);
    expect(learn(climate, 160).usual).to.be.above(20);
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 300 }), (all) => {
        const end = all.reduce<Climate>(learn, climate);
        expect(end.usual).to.be.within(LEAST_USUAL, MOST_USUAL);
      }),
    );
  });

  it('never earns more seconds than have passed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(140), words: fc.array(fc.nat(500), { maxLength: 12 }) }), {
          minLength: 1,
        }),
        fc.integer({ min: LEAST_USUAL, max: MOST_USUAL }),
        (all, usual) => {
          const messages = all.map(({ at, words }) => said({ at: NOON + at, words: [...new Set(words)] }));
          const span = spanOf(policy, messages);
          const earned = amountOf(earnedBy(policy, messages, usual));
          expect(earned)
            .to.be.within(0, span.closesAt - span.firstAt)
            .and.to.be.at.most(120 * PEAK);
        },
      ),
    );
  });

  it('counts what follows a burst at once as part of it', () => {
    const talk = [said(), said({ at: NOON + 30, words: [11, 12, 13, 14, 15, 16] })];
    const since = (seconds: number) =>
      amountOf(earnedBy(policy, talk, undefined, { closedAt: NOON - seconds, most: 0.1 }));
    expect([since(0), since(90), since(91)]).to.deep.equal([12, 12, 120]);
  });

  it('multiplies by the chat’s boost', () => {
    const talk = [said(), said({ at: NOON + 30, words: [11, 12, 13, 14, 15, 16] })];
    expect(amountOf(earnedBy(policy, talk))).to.equal(120);
    expect(amountOf(earnedBy(windows({ ...PLAIN, boost: 50 }), talk))).to.equal(180);
  });
});

describe('Policy: conversations', () => {
  const policy = conversations(PLAIN);
  describe('as every policy', () => sharedExamples(gatheredFrom(policy)));

  const three = (seconds: number) => [0, seconds / 2, seconds].map((at) => said({ at: NOON + at }));
  const deleted = (span: Span, characters: number) => ({ ...span, deleted: characters });

  it('comes to the sums of its source, in their order', () => {
    const slow = spanOf(policy, three(120));
    const fast = spanOf(policy, three(60));
    const flat = 3 * 8;
    expect(charactersOf(slow) + flat, '300').to.equal(300);
    expect(charactersOf(deleted(slow, 100)) + flat, '300 − 110').to.equal(190);
    expect(charactersOf(deleted(slow, 100)), '190 − 24').to.equal(166);
    expect(charactersOf(fast) + flat, 'capped').to.equal(200);
    expect(charactersOf(deleted(fast, 100)) + flat, 'capped first, then less 110').to.equal(90);
    expect(charactersOf(deleted(fast, 100)), '90 − 24').to.equal(66);
    expect(charactersOf(deleted(fast, 300)), 'never below nothing').to.equal(0);
  });

  it('is what docs/SCORING.md tells', () => {
    const rows = [...doc.matchAll(/^\| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/gm)];
    expect(rows).to.have.length.above(5);
    for (const [row, ...figures] of rows) {
      const [messages = 0, characters = 0, minutes = 0, gone = 0, experience] = figures.map(Number);
      const at = (n: number) => NOON + (messages === 1 ? 0 : (n * minutes * 60) / (messages - 1));
      const all = Array.from({ length: messages }, (_, n) => said({ at: at(n), characters }));
      const { spans } = policy;
      const span = deleted(spanOf(policy, all), gone);
      const before = { usual: USUAL, wake: null };
      const earned = spans?.settle(facts(), ANNA, span, before, always(0.5)).earned ?? [];
      expect(amountOf(earned), row).to.equal(experience);
    }
  });

  it('rounds minutes up, and counts one at least', () => {
    const span = { characters: 10_000, deleted: 0, messages: 2, firstAt: NOON };
    const capOf = (seconds: number) => charactersOf({ ...span, lastAt: NOON + seconds }) + 16;
    expect([0, 1, 60, 61, 120, 121].map(capOf)).to.deep.equal([200, 200, 200, 400, 400, 600]);
  });

  it('ends ten minutes after the last message', () => {
    expect(spanOf(policy, three(120)).closesAt - NOON).to.equal(720);
  });

  it('settles from two messages and fifty characters on', () => {
    const two = (characters: number) => [said({ characters }), said({ at: NOON + 60, characters })];
    expect(amountOf(earnedBy(policy, two(33)))).to.equal(50);
    expect(amountOf(earnedBy(policy, two(32)))).to.equal(0);
    expect(amountOf(earnedBy(policy, [said({ characters: 150 })]))).to.equal(0);
  });

  it('takes no flood for a conversation', () => {
    const at = (n: number) => said({ at: NOON + n, characters: 17 });
    const messages = (count: number) => Array.from({ length: count }, (_, n) => at(n));
    expect(amountOf(earnedBy(policy, messages(12)))).to.equal(200 - 12 * 8);
    expect(amountOf(earnedBy(policy, messages(13)))).to.equal(0);
  });

  it('costs what says nothing', () => {
    const talk = [
      ...three(120),
      ...Array.from({ length: 10 }, (_, n) => said({ at: NOON + n, characters: 2 })),
    ];
    expect(amountOf(earnedBy(policy, talk))).to.equal(300 + 20 - 13 * 8);
  });
});
