import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Curve,
  cubic,
  HIGHEST_LEVEL,
  levelOf,
  onCurve,
  progressOf,
  quadratic,
  readCoefficients,
  seconds,
  writeCoefficients,
} from '../../src/model/curve.ts';

describe('Level curves', () => {
  it('quadratic: GiselleBot’s table, to the point', () => {
    const table: [number, number, number][] = [
      [1, 0, 49],
      [2, 50, 149],
      [3, 150, 299],
      [4, 300, 499],
    ];
    for (const [level, from, to] of table) {
      expect(levelOf(quadratic, from), `${from}`).to.equal(level);
      expect(levelOf(quadratic, to), `${to}`).to.equal(level);
      expect(levelOf(quadratic, to + 1), `${to + 1}`).to.equal(level + 1);
    }
  });

  it('quadratic: GiselleBot’s two formulas, both ways, to level 1,000', () => {
    for (let level = 1; level <= 1000; level += 1) {
      const experience = ((level ** 2 - level) * 50) / 2;
      expect(quadratic.begins(level)).to.equal(experience);
      expect((1 + Math.sqrt(1 + (8 * experience) / 50)) / 2).to.be.closeTo(level, 1e-9);
      expect(levelOf(quadratic, experience)).to.equal(level);
      if (level > 1) expect(levelOf(quadratic, experience - 1)).to.equal(level - 1);
    }
  });

  it('seconds: within a tenth of its milestones', () => {
    const HOUR = 3600;
    const milestones: [number, number][] = [
      [5, 3 * HOUR],
      [10, 11.5 * HOUR],
      [25, 3 * 24 * HOUR],
      [50, 14 * 24 * HOUR],
      [75, 30 * 24 * HOUR],
      [100, 60 * 24 * HOUR],
    ];
    for (const [level, wanted] of milestones) {
      expect(seconds.begins(level) / wanted, `level ${level}`).to.be.within(0.9, 1.1);
    }
  });

  for (const [name, curve] of Object.entries<Curve>({
    quadratic,
    seconds,
    own: cubic({ cube: 0, square: 0, line: 7 }),
  })) {
    it(`${name}: a level begins exactly where it begins, whatever the experience`, () => {
      fc.assert(
        fc.property(fc.integer({ min: -10, max: 10 ** 12 }), (experience) => {
          const level = levelOf(curve, experience);
          if (experience >= 0 && level < HIGHEST_LEVEL - 1) {
            expect(curve.begins(level)).to.be.at.most(experience);
            expect(curve.begins(level + 1)).to.be.above(experience);
          }
          const { missing } = progressOf(curve, experience);
          const reached = Math.max(experience, curve.begins(level)) + missing;
          if (level < HIGHEST_LEVEL - 1) expect(reached).to.equal(curve.begins(level + 1));
        }),
      );
    });
  }

  it('the first level is where everybody begins, also below nothing and beyond all numbers', () => {
    expect(levelOf(quadratic, -5)).to.equal(1);
    expect(levelOf(seconds, -5)).to.equal(0);
    expect(levelOf(quadratic, 2 ** 53)).to.be.at.least(HIGHEST_LEVEL - 1);
  });

  it('one’s own: read, written and refused unless it rises', () => {
    expect(readCoefficients('0.91, 427.5, 0')).to.deep.equal({ cube: 0.91, square: 427.5, line: 0 });
    expect(writeCoefficients({ cube: 0.91, square: 427.5, line: 0 })).to.equal('0.91, 427.5, 0');
    for (const wrong of [
      '',
      '1',
      '1,2',
      '1,2,3,4',
      '0,0,0',
      '0,-1,1000',
      '-0.001,0,1',
      'x,y,z',
      '1e9,0,0',
      'NaN,1,1',
    ]) {
      expect(readCoefficients(wrong), wrong).to.equal(null);
    }
    // Turns down only at level 900: still refused.
    expect(readCoefficients('-0.001, 1, 630')).to.equal(null);
    expect(readCoefficients('0, 0, 1')).to.not.equal(null);
  });

  describe('another curve', () => {
    const MOST = 1_000_000_000;
    const curves: Record<string, Curve> = {
      quadratic,
      seconds,
      flat: cubic({ cube: 0, square: 0, line: 7 }),
      steep: cubic({ cube: 3, square: 1, line: 0.5 }),
    };
    const curve = fc.constantFrom(...Object.values(curves));
    /** As many points as no curve turns into more than there can be. */
    const points = fc.integer({ min: 0, max: 60_000 });

    it('quadratic to seconds and back, by hand', () => {
      const table = [
        [0, 0],
        [1, 429 + 26],
        [50, 1718],
        [100, 2796],
        [149, 3851],
        [150, 3873],
        [200, 4882],
      ] as const;
      for (const [before, after] of table) {
        expect(onCurve(quadratic, seconds, before, MOST), `${before}`).to.equal(after);
      }
      expect(onCurve(seconds, quadratic, 3873, MOST)).to.equal(150);
      expect(onCurve(seconds, quadratic, 400, MOST), 'level 0, which the other does not have').to.equal(0);
      expect(onCurve(quadratic, seconds, 10_000_000, MOST), 'as far as points go').to.be.at.most(MOST);
    });

    it('keeps every level that both curves have', () => {
      fc.assert(
        fc.property(curve, curve, points, (from, to, before) => {
          const level = levelOf(from, before);
          const after = onCurve(from, to, before, Number.MAX_SAFE_INTEGER);
          if (before > 0) expect(levelOf(to, after)).to.equal(Math.max(level, to.first));
          else expect(after).to.equal(0);
        }),
      );
    });

    it('lets nobody fall behind whom they were ahead of', () => {
      fc.assert(
        fc.property(curve, curve, points, points, (from, to, one, other) => {
          const [less, more] = one < other ? [one, other] : [other, one];
          expect(onCurve(from, to, less, MOST)).to.be.at.most(onCurve(from, to, more, MOST));
        }),
      );
    });

    it('comes back to the point from a curve that takes more', () => {
      fc.assert(
        fc.property(points, (before) => {
          expect(onCurve(seconds, quadratic, onCurve(quadratic, seconds, before, MOST), MOST)).to.equal(
            before,
          );
        }),
      );
    });

    it('changes nothing where it is the same', () => {
      fc.assert(fc.property(curve, points, (same, before) => onCurve(same, same, before, MOST) === before));
    });
  });
});
