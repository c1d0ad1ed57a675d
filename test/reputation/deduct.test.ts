import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { deduct } from '../../src/reputation/deduct.ts';
import { CEILING } from '../../src/reputation/rules.ts';

describe('A deduction', () => {
  it('is what docs/SCORING.md tells', () => {
    const doc = readFileSync(new URL('../../docs/SCORING.md', import.meta.url), 'utf8');
    const section = doc.split('# Deductions')[1]?.split('\n# ')[0] ?? '';
    const rows = [...section.matchAll(/^\| (−?\d+) \| (\d+) \| (on|off) \| (−?\d+) \| (−?\d+) \|$/gm)];
    expect(rows).to.have.length.above(5);
    const number = (text = '') => Number(text.replace('−', '-'));
    for (const [line, has, loss, below, reputation, experience] of rows) {
      const floor = below === 'on' ? -CEILING : 0;
      const all = { experience: Math.max(0, number(has)), reputation: number(has) };
      const taken = deduct(all, { experience: number(loss), reputation: number(loss) }, floor);
      expect(taken, line).to.deep.equal({ experience: number(experience), reputation: number(reputation) });
    }
  });

  it('never gives, never takes more than asked, and leaves nobody below the floor who was not there', () => {
    const points = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(points, fc.integer({ min: -1000, max: 1_000_000 }), points, points, (exp, rep, a, b) => {
        const taken = deduct({ experience: exp, reputation: rep }, { experience: a, reputation: b }, 0);
        expect(taken.experience).to.be.within(-a, 0);
        expect(taken.reputation).to.be.within(-b, 0);
        expect(exp + taken.experience).to.be.at.least(0);
        expect(rep + taken.reputation).to.be.at.least(Math.min(rep, 0));
      }),
    );
  });
});
