import { expect } from 'chai';
import fc from 'fast-check';
import {
  type ChatClimate,
  endOfKept,
  KEPT,
  learnt,
  PERIOD,
  periodOf,
  usualIn,
} from '../../src/experience/climate.ts';
import type { Climate } from '../../src/experience/span.ts';
import { userId } from '../../src/model/ids.ts';

/** Learns the last effort, so that one sees which it was. */
const last = ({ seen }: Climate, effort: number): Climate => ({ seen: seen + 1, usual: effort });
const usualOf = ({ usual }: Climate) => usual;
const lesson = (period: number, effort: number, by = 1, second = 0) => ({
  ...{ at: period * PERIOD + second, effort, by: userId(by) },
});
const BEGUN: ChatClimate = { seen: 0, usual: 16, period: 100, turn: 0, past: [[100, 16]] };

describe('The climate of a chat', () => {
  it('has a boundary at midnight of every time zone', () => {
    for (const zone of ['+00:00', '+05:30', '+05:45', '+12:45', '-03:30', '-09:30'])
      expect((Date.parse(`2026-11-26T00:00:00${zone}`) / 1000) % PERIOD, zone).to.equal(0);
  });

  it('learns in the order in which lessons ended, then of members', () => {
    const lessons = [lesson(100, 30, 1, 9), lesson(100, 20, 3, 5), lesson(100, 25, 2, 5)];
    const now = learnt(BEGUN, 101, lessons, last, usualOf);
    expect([now.seen, now.usual, now.period]).to.deep.equal([3, 30, 101]);
    const two = learnt(BEGUN, 101, lessons.slice(1), last, usualOf);
    expect(two.usual, 'at once: the higher number').to.equal(20);
  });

  it('sets what ended in a period against what was usual when it began', () => {
    const now = learnt(BEGUN, 104, [lesson(100, 20), lesson(102, 24)], last, usualOf);
    expect([99, 100, 101, 102, 103, 104].map((period) => usualIn(now, period))).to.deep.equal([
      ...[16, 16, 20, 20, 24, 24],
    ]);
  });

  it('remembers for as long as something may be set against it, and no longer', () => {
    let now = BEGUN;
    for (let period = 100; period < 200; period += 1)
      now = learnt(now, period + 1, [lesson(period, 10 + (period % 7))], last, usualOf);
    expect(now.past.length).to.be.at.most(KEPT + 2);
    const oldest = periodOf(endOfKept(now.period) + 1);
    expect(oldest).to.equal(now.period - KEPT);
    expect(usualIn(now, oldest)).to.equal(10 + ((oldest - 1) % 7));
  });

  it('comes to the same whether periods are learnt one by one or together', () => {
    const lessons = fc.array(
      fc.tuple(fc.integer({ min: 100, max: 106 }), fc.nat(60), fc.nat(5), fc.nat(899)),
    );
    fc.assert(
      fc.property(lessons, (all) => {
        const made = all.map(([period, effort, by, second]) => lesson(period, effort, by + 1, second));
        const together = learnt(BEGUN, 107, made, last, usualOf);
        let now = BEGUN;
        for (let period = 100; period < 107; period += 1) {
          const own = made.filter(({ at }) => periodOf(at) === period);
          now = learnt(now, period + 1, own, last, usualOf);
        }
        expect(now).to.deep.equal(together);
      }),
    );
  });
});
