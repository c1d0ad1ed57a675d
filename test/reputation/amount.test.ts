import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { diceFor } from '../../src/engine/roll.ts';
import { actualChange, award, complexAward, weighed } from '../../src/reputation/amount.ts';
import { CEILING } from '../../src/reputation/rules.ts';

const rules = { award: 'normal', awardMin: 1, awardMax: 10, complexFull: 1000 } as const;
const noDice = () => {
  throw new Error('nothing is to be drawn');
};

describe('A normal award', () => {
  it('is 1, whoever gives, and draws nothing', () => {
    for (const reputation of [-50, 0, 5, 5000]) expect(award(rules, reputation, noDice, 2)).to.equal(1);
  });
});

describe('A complex award', () => {
  const samples = [
    [-5, 1],
    [0, 1],
    [12, 1],
    [13, 2],
    [250, 5],
    [999, 9],
    [1000, 10],
    [5000, 10],
  ] as const;
  for (const [reputation, points] of samples) {
    it(`of a giver with ${reputation} is ${points}`, () => {
      expect(award({ ...rules, award: 'complex' }, reputation, noDice, 2)).to.equal(points);
    });
  }

  it('is worth what docs/SCORING.md tells', () => {
    const whole = readFileSync(new URL('../../docs/SCORING.md', import.meta.url), 'utf8');
    const [doc = ''] = whole.split('\n# How experience');
    const number = (cell: string) => Number(cell.trim().replace('−', '-'));
    const table = doc.split('\n').filter((line) => /^\| [−\d]+ \|/.test(line));
    expect(table).to.have.length.above(10);
    const [, , ...columns] =
      doc
        .split('\n')
        .find((line) => line.startsWith("| giver's"))
        ?.split('|') ?? [];
    const bounds = columns.flatMap((title) =>
      [...title.matchAll(/(\d+)…(\d+), full (\d+)/g)].map((match) => match.slice(1).map(Number)),
    );
    expect(bounds[0], 'the defaults').to.deep.equal([1, 10, 1000]);
    for (const line of table) {
      const [, reputation = '', ...points] = line.split('|');
      bounds.forEach(([awardMin = 0, awardMax = 0, complexFull = 0], column) => {
        const worth = complexAward({ awardMin, awardMax, complexFull, award: 'complex' }, number(reputation));
        expect(number(points[column] ?? ''), line).to.equal(worth);
      });
    }
  });

  it('weighs what docs/SCORING.md tells, once a reward multiplies it', () => {
    const whole = readFileSync(new URL('../../docs/SCORING.md', import.meta.url), 'utf8');
    const [, doc = ''] = whole.split('\n# Rewards');
    const table = doc.split('\n').filter((line) => /^\| \d+ \| \d+ \| \d+ \| \d+ \|$/.test(line));
    expect(table).to.have.lengthOf(3);
    for (const line of table) {
      const [worth = 0, weight = 0, gives = 0, takes = 0] = line.split('|').slice(1).map(Number);
      expect(weighed(worth, 'thanks', { weight }), line).to.equal(gives);
      expect(weighed(worth, 'minus', { weight }), line).to.equal(-takes);
    }
  });

  it('never falls as its giver rises, and keeps within its bounds', () => {
    const bounds = fc.record({
      awardMin: fc.integer({ min: 1, max: 1000 }),
      more: fc.nat(999),
      complexFull: fc.integer({ min: 1, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(bounds, fc.integer(), fc.nat(), ({ awardMin, more, complexFull }, reputation, rise) => {
        const own = { award: 'complex', awardMin, awardMax: awardMin + more, complexFull } as const;
        const lower = complexAward(own, reputation);
        const higher = complexAward(own, reputation + rise);
        expect(lower).to.be.within(own.awardMin, own.awardMax);
        expect(higher).to.be.within(lower, own.awardMax);
        expect(complexAward(own, complexFull)).to.equal(own.awardMax);
        expect(complexAward(own, 0)).to.equal(own.awardMin);
      }),
    );
  });
});

describe('A random award', () => {
  const random = { ...rules, award: 'random' } as const;
  const drawn = (message: number, receiver = 2, secret = 'secret', chat = -100) =>
    award(random, 0, diceFor(secret, chat, message), receiver);

  /** Pearson's sum over `bins` equally likely outcomes. */
  function chiSquare(bins: number, draws: number, draw: (n: number) => number): number {
    const counts = new Array<number>(bins).fill(0);
    for (let n = 0; n < draws; n += 1) {
      const bin = draw(n);
      expect(bin).to.be.within(0, bins - 1);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    const expected = draws / bins;
    return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  }
  /** Messages in a row, receivers in a row, chats in a row, secrets in a row: none may show in the draws. */
  const seeds: [string, (n: number) => ReturnType<typeof drawn>][] = [
    ['messages in a row', (n) => drawn(n + 1)],
    ['receivers in a row', (n) => drawn(7, n + 1)],
    ['chats in a row', (n) => drawn(7, 2, 'secret', -1_001_000_000_000 - n)],
    ['secrets in a row', (n) => drawn(7, 2, `secret ${n}`)],
  ];
  for (const [title, draw] of seeds) {
    it(`is uniform over 1…10, both included, over ${title}`, () => {
      // 9 degrees of freedom: a fair draw exceeds 27.9 once in 1,000; the seeds are fixed, so these never do.
      expect(chiSquare(10, 20_000, (n) => draw(n) - 1)).to.be.below(27.9);
    });
  }

  // Of as many outcomes a fair draw exceeds the bound once in 1,000.
  for (const [awardMin, awardMax, most] of [
    [1, 2, 10.8],
    [3, 7, 18.5],
    [1, 100, 149],
  ] as const) {
    it(`is uniform over ${awardMin}…${awardMax}`, () => {
      const own = { ...random, awardMin, awardMax };
      const draw = (n: number) => award(own, 0, diceFor('secret', -100, n), 2) - awardMin;
      expect(chiSquare(awardMax - awardMin + 1, 20_000, draw)).to.be.below(most);
    });
  }

  it('control: what is not uniform is found out', () => {
    const squared = (n: number) =>
      Math.min(9, Math.floor(diceFor('secret', -100, n)('award', 2) ** 1.1 * 10));
    expect(chiSquare(10, 20_000, squared)).to.be.above(27.9);
  });

  it('is fixed where smallest and largest are the same', () => {
    const own = { ...random, awardMin: 7, awardMax: 7 };
    for (let message = 1; message < 50; message += 1) {
      expect(award(own, 0, diceFor('secret', -100, message), 2)).to.equal(7);
    }
  });

  it('is the same for the same message, and another’s for another receiver, message, chat or secret', () => {
    const messages = Array.from({ length: 50 }, (_, index) => index + 1);
    const series = messages.map((message) => drawn(message));
    expect(messages.map((message) => drawn(message))).to.deep.equal(series);
    expect(messages.map((message) => drawn(message + 50))).to.not.deep.equal(series);
    expect(messages.map((message) => drawn(message, 3))).to.not.deep.equal(series);
    expect(messages.map((message) => drawn(message, 2, 'other'))).to.not.deep.equal(series);
    expect(messages.map((message) => drawn(message, 2, 'secret', -101))).to.not.deep.equal(series);
  });
});

describe('What really changes', () => {
  for (const [total, change, floor, actual] of [
    [5, 3, 0, 3],
    [5, -3, 0, -3],
    [2, -3, 0, -2],
    [0, -3, 0, 0],
    [-4, -3, 0, 0],
    [-4, 3, 0, 3],
    [2, -3, -CEILING, -3],
    [CEILING - 1, 3, 0, 1],
    [CEILING, 3, 0, 0],
    [CEILING + 5, 3, 0, 0],
  ] as const) {
    it(`is ${actual} for ${change} on ${total} with a floor of ${floor}`, () => {
      expect(actualChange(total, change, floor)).to.equal(actual);
    });
  }

  it('is never more than was given, never against its sign, and never leaves the bounds', () => {
    const number = fc.integer({ min: -2 * CEILING, max: 2 * CEILING });
    fc.assert(
      fc.property(number, number, fc.constantFrom(0, -CEILING), (total, change, floor) => {
        const actual = actualChange(total, change, floor);
        expect(Object.is(actual, -0)).to.equal(false);
        expect(Math.sign(actual)).to.be.oneOf([0, Math.sign(change)]);
        expect(Math.abs(actual)).to.be.at.most(Math.abs(change));
        if (actual > 0) expect(total + actual).to.be.at.most(CEILING);
        if (actual < 0) expect(total + actual).to.be.at.least(floor);
      }),
    );
  });
});
