import { expect } from 'chai';
import fc from 'fast-check';
import { lastPage, pageOf, placeOf, type Scores } from '../../src/leaderboard/scores.ts';

const scoresOf = (all: readonly number[], most: number): Scores => {
  const sorted = all
    .map((score, index) => ({ userId: index + 1, score }))
    .sort((a, b) => b.score - a.score || a.userId - b.userId);
  const counts = new Map<number, number>();
  for (const { score } of sorted) counts.set(score, (counts.get(score) ?? 0) + 1);
  return { total: all.length, first: sorted.slice(0, most), counts: all.length > most ? [...counts] : [] };
};

describe('The scores of a rating', () => {
  it('give those with the same a place to share', () => {
    const scores = scoresOf([9, 5, 5, 3], 100);
    expect([9, 5, 3, 7, 100, -1].map((score) => placeOf(scores, score))).to.deep.equal([1, 2, 4, 2, 1, 5]);
    expect(pageOf(scores, 2, 2)?.map(({ place }) => place)).to.deep.equal([2, 4]);
    expect(pageOf(scores, 3, 2)).to.deep.equal([]);
    expect([0, 1, 10, 11].map((total) => lastPage(total, 10))).to.deep.equal([1, 1, 1, 2]);
  });

  it('of many are not all there one by one, and a place is the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 20 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: -6, max: 21 }),
        fc.integer({ min: 1, max: 9 }),
        (all, most, score, page) => {
          const whole = scoresOf(all, 100);
          const part = scoresOf(all, most);
          expect(placeOf(part, score)).to.equal(1 + all.filter((other) => other > score).length);
          expect(placeOf(whole, score)).to.equal(placeOf(part, score));
          const shown = pageOf(part, page, 7);
          if (page * 7 <= most || all.length <= most) expect(shown).to.deep.equal(pageOf(whole, page, 7));
          else if ((page - 1) * 7 < all.length) expect(shown, 'is to be read').to.equal(null);
        },
      ),
    );
  });
});
