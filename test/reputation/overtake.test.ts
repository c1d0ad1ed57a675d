import { expect } from 'chai';
import fc from 'fast-check';
import { type UserId, userId } from '../../src/model/ids.ts';
import { compareRanked, overtaken, type Ranked } from '../../src/reputation/overtake.ts';

const ranked = (...rows: [name: string, id: number, reputation: number][]): Ranked[] =>
  rows.map(([name, id, reputation]) => ({ name, id: userId(id), reputation }));

describe('Whom a gift carries its receiver past', () => {
  const first = ranked(['Ann', 1, 10], ['Bo', 2, 7], ['Cy', 3, 7], ['Di', 4, 5]);
  const table: [who: string, id: number, before: number, after: number, passed: string | null][] = [
    ['somebody', 9, 6, 7, null],
    ['somebody', 9, 6, 8, 'Bo'],
    ['somebody', 9, 7, 8, 'Bo'],
    ['somebody', 9, 7, 10, 'Bo'],
    ['somebody', 9, 7, 11, 'Ann'],
    ['somebody', 9, 10, 11, 'Ann'],
    ['somebody', 9, 11, 12, null],
    ['somebody', 9, 0, 5, null],
    ['somebody', 9, 0, 6, 'Di'],
    ['somebody', 9, -3, 50, 'Ann'],
    ['Bo', 2, 7, 8, 'Cy'],
    ['Cy', 3, 7, 8, 'Bo'],
    ['Ann', 1, 10, 11, null],
    ['Di', 4, 5, 7, null],
    ['Di', 4, 5, 8, 'Bo'],
  ];
  for (const [who, id, before, after, passed] of table) {
    it(`${who}, ${before} → ${after}: ${passed ?? 'nobody'}`, () => {
      expect(overtaken(first, 10, userId(id), before, after)?.name ?? null).to.equal(passed);
    });
  }

  for (const [top, before, after, passed] of [
    [2, 0, 6, null],
    [2, 6, 8, 'Bo'],
    [1, 6, 8, null],
    [3, 7, 8, 'Bo'],
    [0, 0, 50, null],
  ] as const) {
    it(`of the first ${top} only, ${before} → ${after}: ${passed ?? 'nobody'}`, () => {
      expect(overtaken(first.slice(0, top + 1), top, userId(9), before, after)?.name ?? null).to.equal(
        passed,
      );
    });
  }

  it('shares places: the first of two equals is passed by the other, though only one is the first', () => {
    for (const [id, name] of [
      [1, 'Bo'],
      [2, 'Ann'],
    ] as const) {
      const level = ranked(['Ann', 1, 20], ['Bo', 2, 20]);
      expect(overtaken(level, 1, userId(id), 20, 21)?.name).to.equal(name);
    }
  });

  it('is nobody who has nothing, or less: they stand in no rating to be passed in', () => {
    expect(overtaken(ranked(['Ann', 1, 0], ['Bo', 2, -4]), 10, userId(9), -9, 5)).to.equal(null);
  });

  it('is nobody in a chat where nobody has anything', () => {
    expect(overtaken([], 10, userId(9), 0, 1)).to.equal(null);
  });

  it('is the highest of all who were not behind before and are behind now', () => {
    const people = fc.uniqueArray(
      fc.record({ id: fc.integer({ min: 1, max: 30 }), reputation: fc.integer({ min: 1, max: 12 }) }),
      { selector: ({ id }) => id, maxLength: 20 },
    );
    let passes = 0;
    fc.assert(
      fc.property(people, fc.nat(20), fc.integer({ min: 1, max: 8 }), fc.nat(20), (all, who, more, top) => {
        const receiver = userId(who + 1);
        const before = all.find(({ id }) => id === receiver)?.reputation ?? 0;
        const list = all.map(({ id, reputation }) => ({ id: userId(id), name: `P${id}`, reputation }));
        const place = (reputation: number) => list.filter((one) => one.reputation > reputation).length + 1;
        let wanted: { id: UserId; reputation: number } | null = null;
        for (const other of list) {
          if (place(other.reputation) > top || other.id === receiver) continue;
          if (other.reputation < before || other.reputation >= before + more) continue;
          const higher = wanted === null || other.reputation > wanted.reputation;
          if (higher || (other.reputation === wanted?.reputation && other.id < wanted.id)) wanted = other;
        }
        const rating = [...list].sort(compareRanked).slice(0, top + 1);
        const found = overtaken(rating, top, receiver, before, before + more);
        expect(found?.id ?? null).to.equal(wanted?.id ?? null);
        if (found) passes += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(passes).to.be.above(200);
  });
});
