import { expect } from 'chai';
import fc from 'fast-check';
import { daysBefore, nextPost } from '../../src/leaderboard/boards.ts';
import { HOUR, localDay, zoneOffset } from '../../src/model/time.ts';

const at = (text: string) => Date.parse(text) / 1000;
const said = (moment: number) => new Date(moment * 1000).toISOString().slice(0, 16);

describe('Boards are posted', () => {
  const noon = at('2026-11-26T12:00:00Z');
  for (const [rhythm, hour, zone, next] of [
    ['daily', 18, 'UTC', '2026-11-26T18:00'],
    ['daily', 12, 'UTC', '2026-11-27T12:00'],
    ['daily', 18, 'Asia/Tokyo', '2026-11-27T09:00'],
    ['weekly', 18, 'UTC', '2026-11-30T18:00'],
    ['monthly', 0, 'Europe/Berlin', '2026-11-30T23:00'],
  ] as const) {
    it(`${rhythm} at ${hour}, ${zone}: after Thursday noon on ${next}`, () =>
      expect(said(nextPost(rhythm, hour, noon, zone))).to.equal(next));
  }

  it('and look back as far as the one before', () => {
    expect(daysBefore('daily', noon, 'UTC')).to.equal(1);
    expect(daysBefore('weekly', noon, 'UTC')).to.equal(7);
    expect(daysBefore('monthly', at('2026-03-01T18:00:00Z'), 'UTC')).to.equal(28);
    expect(daysBefore('monthly', at('2026-11-30T23:00:00Z'), 'Europe/Berlin')).to.equal(30);
  });

  it('once on each of their days, at their hour, through summer time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1.7e9, max: 1.9e9 }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Africa/Cairo', 'Asia/Tehran'),
        fc.constantFrom('daily' as const, 'weekly' as const, 'monthly' as const),
        fc.integer({ min: 0, max: 23 }),
        (from, zone, rhythm, hour) => {
          const first = nextPost(rhythm, hour, from, zone);
          const second = nextPost(rhythm, hour, first, zone);
          expect(first).to.be.greaterThan(from);
          const days = localDay(second, zone) - localDay(first, zone);
          if (rhythm === 'monthly') expect(days).to.be.within(28, 31);
          else expect(days).to.equal(rhythm === 'daily' ? 1 : 7);
          const local = Math.floor((((first + zoneOffset(first, zone)) / HOUR) % 24) + 1e-9);
          expect(Math.abs(local - hour) % 23, 'but for an hour that is left out').to.be.at.most(1);
        },
      ),
      { numRuns: 300 },
    );
  });
});
