import { expect } from 'chai';
import fc from 'fast-check';
import { sinceOf, startOfDay } from '../../src/leaderboard/period.ts';
import { PERIODS } from '../../src/model/rating.ts';
import { DAY, localDay } from '../../src/model/time.ts';

const at = (text: string) => Date.parse(text) / 1000;
const date = (day: number) => new Date(day * DAY * 1000).toISOString().slice(0, 10);

describe('The period of a rating', () => {
  // A Thursday.
  const noon = at('2026-11-26T12:00:00Z');
  for (const [period, day, before] of [
    ['day', '2026-11-26', '2026-11-25'],
    ['week', '2026-11-23', '2026-11-16'],
    ['month', '2026-11-01', '2026-10-01'],
    ['year', '2026-01-01', '2025-01-01'],
  ] as const) {
    it(`${period} begins on ${day}`, () => {
      const since = sinceOf(period, noon, 'UTC');
      expect(since && date(since.day)).to.equal(day);
      expect(since?.at).to.equal(at(`${day}T00:00:00Z`));
      expect(since?.beforeAt, 'the one before is as long as the calendar has it').to.equal(
        at(`${before}T00:00:00Z`),
      );
    });
  }

  it('follows the calendar of the chat', () => {
    const evening = at('2026-11-30T22:30:00Z');
    expect(date(sinceOf('month', evening, 'UTC')?.day ?? 0)).to.equal('2026-11-01');
    const moscow = sinceOf('month', evening, 'Europe/Moscow');
    expect(date(moscow?.day ?? 0)).to.equal('2026-12-01');
    expect(moscow?.at).to.equal(at('2026-11-30T21:00:00Z'));
    // 30 November is a Monday; in Honolulu it is Sunday still.
    expect(date(sinceOf('week', at('2026-11-30T08:00:00Z'), 'Pacific/Honolulu')?.day ?? 0)).to.equal(
      '2026-11-23',
    );
  });

  it('of so many days is as many times 24 hours, whatever the clock shows', () => {
    const since = sinceOf(2, at('2026-03-30T10:00:30Z'), 'Europe/Berlin');
    expect(since?.at, 'to the minute').to.equal(at('2026-03-28T10:00:00Z'));
    expect(date(since?.day ?? 0)).to.equal('2026-03-28');
    expect(since?.nextDayAt).to.equal(at('2026-03-28T23:00:00Z'));
    expect(sinceOf('all', noon, 'UTC')).to.equal(null);
  });

  it('begins with a day that begins there', () => {
    // The clock is put forward at midnight.
    const day = Math.floor(at('2026-04-24T00:00:00Z') / DAY);
    expect(startOfDay(day, 'Africa/Cairo')).to.equal(at('2026-04-23T22:00:00Z'));
    const zones = ['UTC', 'Asia/Tehran', 'America/St_Johns', 'Pacific/Apia', 'Africa/Cairo', 'Europe/Berlin'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1.5e9, max: 1.9e9 }),
        fc.constantFrom(...zones),
        fc.constantFrom(...PERIODS.filter((period) => period !== 'all')),
        (now, zone, period) => {
          const since = sinceOf(period, now, zone);
          if (!since) throw new Error('no period');
          expect(localDay(since.at, zone)).to.equal(since.day);
          expect(localDay(since.at - 1, zone)).to.equal(since.day - 1);
          expect(since.at).to.be.at.most(now);
          expect(since.beforeAt).to.be.lessThan(since.at);
        },
      ),
      { numRuns: 300 },
    );
  });
});
