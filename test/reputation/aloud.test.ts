import { expect } from 'chai';
import fc from 'fast-check';
import { MOST_TEXTS, maySayAloud, TEXTS_WITHIN, withText } from '../../src/reputation/aloud.ts';

describe('Whether one more text is said for all to see', () => {
  const table: [times: number[], at: number, may: boolean][] = [
    [[], 0, true],
    [[0], 0, true],
    [[0, 1], 1, true],
    [[0, 1, 2], 2, false],
    [[0, 1, 2], 599, false],
    [[0, 1, 2], 600, true],
    [[0, 0, 0], 600, true],
    [[100, 650, 660], 699, false],
    [[100, 650, 660], 700, true],
    // One that comes late is not let in between.
    [[50, 60, 70], 10, false],
    [[50, 60], 10, true],
  ];
  for (const [times, at, may] of table) {
    it(`after ${times.join(', ') || 'none'}, at ${at}: ${may ? 'yes' : 'no'}`, () => {
      expect(maySayAloud(times, at)).to.equal(may);
    });
  }

  /** Says what may be said, keeping only the last three; answers with the moments of all that were said. */
  function said(moments: readonly number[]): number[] {
    let kept: number[] = [];
    return moments.filter((at) => {
      if (!maySayAloud(kept, at)) return false;
      kept = withText(kept, at);
      expect(kept.length).to.be.at.most(MOST_TEXTS);
      return true;
    });
  }
  const gap = fc.constantFrom(0, 1, 60, 199, 200, 201, 299, 300, 301, 599, 600, 601);

  it('is what a look back over every text would say, as long as time goes on', () => {
    let held = 0;
    fc.assert(
      fc.property(fc.array(gap, { maxLength: 40, size: 'max' }), (gaps) => {
        let at = 0;
        const moments = gaps.map((more) => (at += more));
        const wanted: number[] = [];
        for (const moment of moments) {
          if (wanted.filter((earlier) => moment - earlier < TEXTS_WITHIN).length < MOST_TEXTS)
            wanted.push(moment);
          else held += 1;
        }
        expect(said(moments)).to.deep.equal(wanted);
      }),
    );
    expect(held, 'texts that were held back').to.be.above(100);
  });

  it('never lets four into any ten minutes, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3_000), { maxLength: 60 }), (moments) => {
        const all = said(moments);
        for (const first of all) {
          const within = all.filter((at) => at >= first && at < first + TEXTS_WITHIN);
          expect(within.length, `from ${first}`).to.be.at.most(MOST_TEXTS);
        }
      }),
    );
  });
});
