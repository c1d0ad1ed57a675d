import { expect } from 'chai';
import fc from 'fast-check';
import { between, pick } from '../../src/model/dice.ts';

/** As a generator of draws gives them: 0 is possible, 1 is not. */
const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('between', () => {
  for (const [drawn, min, max, number] of [
    [0, 1, 10, 1],
    [0.099, 1, 10, 1],
    [0.1, 1, 10, 2],
    [0.999, 1, 10, 10],
    [0.5, 7, 7, 7],
    [0, -5, 5, -5],
    [0.999, -5, 5, 5],
  ] as const) {
    it(`is ${number} for a draw of ${drawn} from ${min}…${max}`, () => {
      expect(between(drawn, min, max)).to.equal(number);
    });
  }

  it('stays within its bounds and is whole', () => {
    fc.assert(
      fc.property(draw, fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), (drawn, min, more) => {
        const number = between(drawn, min, min + more);
        expect(number).to.be.within(min, min + more);
        expect(Number.isInteger(number)).to.equal(true);
      }),
    );
  });
});

describe('pick', () => {
  it('takes each of a list with the same share of draws', () => {
    expect([0, 0.33, 0.34, 0.66, 0.67, 0.999].map((drawn) => pick(drawn, ['a', 'b', 'c']))).to.deep.equal([
      'a',
      'a',
      'b',
      'b',
      'c',
      'c',
    ]);
  });

  it('takes nothing from nothing', () => {
    expect(pick(0.5, [])).to.equal(undefined);
  });
});
