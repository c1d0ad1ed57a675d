import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { DAY } from '../../src/model/time.ts';
import { type DecayRules, type Silence, silenceOf, stepOf, weeksLoss } from '../../src/moderation/decay.ts';

const RULES: DecayRules = { days: 30, percent: 10, of: 'both' };

/** A look at a silence each day: on which days it is told, and on which it costs. */
function live(days: number, rules: DecayRules, from = 0, away: readonly number[] = []) {
  let stored: Silence | null = null;
  const told: number[] = [];
  const paid: number[] = [];
  for (let day = from; day <= days; day += 1) {
    if (away.includes(day)) continue;
    const silence: Silence = silenceOf(stored, 0, 0);
    const step = stepOf(silence, day * DAY, rules);
    if (step === 'note') told.push(day);
    if (step === 'take') paid.push(day);
    stored =
      step === 'note'
        ? { ...silence, notedAt: day * DAY }
        : step === 'take'
          ? { ...silence, weeks: silence.weeks + 1 }
          : silence;
  }
  return { told, paid };
}

describe('What silence costs', () => {
  it('is told three days before, and then costs once a week', () => {
    expect(live(52, RULES)).to.deep.equal({ told: [27], paid: [30, 37, 44, 51] });
    expect(live(15, { ...RULES, days: 7 })).to.deep.equal({ told: [4], paid: [7, 14] });
  });

  it('nothing before it was told, however late that was, and nothing where it is off', () => {
    expect(live(60, RULES, 40)).to.deep.equal({ told: [40], paid: [43, 50, 57] });
    expect(live(1000, { ...RULES, days: 0 })).to.deep.equal({ told: [], paid: [] });
  });

  it('begins anew with a word, with coming back, and when it is switched on', () => {
    const paying: Silence = { since: 5 * DAY, notedAt: 32 * DAY, weeks: 3 };
    expect(silenceOf(paying, 5 * DAY, 0)).to.equal(paying);
    expect(silenceOf(paying, 60 * DAY, 0), 'a word').to.deep.equal({
      ...{ since: 60 * DAY, notedAt: null, weeks: 0 },
    });
    expect(silenceOf(paying, 0, 60 * DAY), 'switched on again').to.deep.equal({
      ...{ since: 60 * DAY, notedAt: null, weeks: 0 },
    });
    const back: Silence = { since: 70 * DAY, notedAt: null, weeks: 0 };
    expect(silenceOf(back, 5 * DAY, 0), 'came back').to.equal(back);
    expect(silenceOf(null, 0, 9 * DAY).since, 'years of silence before').to.equal(9 * DAY);
  });

  it('never more than one week a week, on whatever days somebody looks', () => {
    const away = fc.uniqueArray(fc.integer({ min: 0, max: 120 }));
    fc.assert(
      fc.property(away, fc.integer({ min: 7, max: 60 }), (gone, days) => {
        const { told, paid } = live(120, { ...RULES, days }, 0, gone);
        expect(told.length).to.be.at.most(1);
        expect(paid.length).to.be.at.most(Math.max(0, Math.floor((120 - days) / 7) + 1));
        for (const day of paid) expect(day).to.be.at.least(Math.max(days, (told[0] ?? 0) + 3));
      }),
    );
  });

  it('is what docs/SCORING.md tells', () => {
    const doc = readFileSync(new URL('../../docs/SCORING.md', import.meta.url), 'utf8');
    const section = doc.split('# Silence')[1]?.split('\n# ')[0] ?? '';
    const rows = [...section.matchAll(/^\| (−?[\d,]+) \| (\d+) % \| (\d+) \| (−?[\d,]+) \|$/gm)];
    expect(rows).to.have.length.above(4);
    const number = (text = '') => Number(text.replace('−', '-').replace(',', ''));
    for (const [line, has, percent, weeks, left] of rows) {
      let points = number(has);
      for (let week = 0; week < number(weeks); week += 1) points -= weeksLoss(points, number(percent));
      expect(points, line).to.equal(number(left));
    }
  });
});
