import { expect } from 'chai';
import fc from 'fast-check';
import { settingKeys } from '../../src/settings/catalogue.ts';
import { edits, nearestKey } from '../../src/settings/nearest.ts';

/** The distance by its definition: letter by letter from the end. */
function reckoned(one: string, other: string): number {
  const known = new Map<string, number>();
  const of = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const key = `${i} ${j}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
    const least = Math.min(
      ...[of(i - 1, j) + 1, of(i, j - 1) + 1, of(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1)],
      ...(swapped ? [of(i - 2, j - 2) + 1] : []),
    );
    known.set(key, least);
    return least;
  };
  return of(one.length, other.length);
}

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.'), maxLength: 9 });

describe('The nearest setting', () => {
  it('is as many edits away as a definition says, and no further search than was asked for tells otherwise', () => {
    fc.assert(
      fc.property(letters, letters, fc.nat({ max: 9 }), (one, other, most) => {
        const distance = reckoned(one, other);
        expect(edits(one, other)).to.equal(distance);
        const bounded = edits(one, other, most);
        if (distance <= most) expect(bounded).to.equal(distance);
        else expect(bounded).to.be.above(most);
      }),
    );
  });

  it('is the one that the fewest edits lead to, asked again or in another order as well', () => {
    const mistyped = settingKeys.map((key) => `${key.slice(0, -2)}${key.at(-1)}${key.at(-2)}`);
    const nearest = (word: string) => {
      const distances = settingKeys.map((key) =>
        reckoned(word, word.includes('.') ? key : key.slice(key.indexOf('.') + 1)),
      );
      return settingKeys[distances.indexOf(Math.min(...distances))];
    };
    const some = mistyped.filter((_, at) => at % 7 === 0);
    const meant = some.map(nearest);
    expect(some.map(nearestKey)).to.deep.equal(meant);
    expect([...some].reverse().map(nearestKey)).to.deep.equal(meant.reverse());
    expect(nearestKey('WRODS')).to.equal('reputation.words');
    for (const word of ['nothing like it', 'nothing like it', '']) expect(nearestKey(word)).to.equal(null);
  });
});
