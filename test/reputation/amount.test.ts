import { expect } from 'chai';
import fc from 'fast-check';
import { diceFor } from '../../src/engine/roll.ts';
import { actualChange, award, complexAward } from '../../src/reputation/amount.ts';
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

  it('is uniform over min…max, both included', () => {
    const counts = new Map<number, number>();
    const draws = 50_000;
    for (let message = 1; message <= draws; message += 1) {
      const points = drawn(message);
      counts.set(points, (counts.get(points) ?? 0) + 1);
    }
    expect([...counts.keys()].sort((a, b) => a - b)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const expected = draws / 10;
    const chiSquare = [...counts.values()].reduce(
      (sum, count) => sum + (count - expected) ** 2 / expected,
      0,
    );
    // 9 degrees of freedom: a fair draw exceeds 27.9 once in 1,000; the seed is fixed, so this one never does.
    expect(chiSquare).to.be.below(27.9);
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
