import { expect } from 'chai';
import fc from 'fast-check';
import { DAY, HOUR, localDay, zoneOffset } from '../../src/model/time.ts';

const at = (iso: string): number => Date.parse(iso) / 1000;
const dayOf = (iso: string): number => at(`${iso}T00:00:00Z`) / DAY;

describe('A day of the chat’s calendar', () => {
  const samples: readonly [string, string, string][] = [
    ['2025-12-31T23:59:59Z', 'UTC', '2025-12-31'],
    ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01'],
    ['2026-01-01T00:00:00Z', 'America/New_York', '2025-12-31'],
    ['2026-01-01T04:59:59Z', 'America/New_York', '2025-12-31'],
    ['2026-01-01T05:00:00Z', 'America/New_York', '2026-01-01'],
    ['2025-12-31T18:14:59Z', 'Asia/Kathmandu', '2025-12-31'],
    ['2025-12-31T18:15:00Z', 'Asia/Kathmandu', '2026-01-01'],
    ['2025-12-31T10:00:00Z', 'Pacific/Kiritimati', '2026-01-01'],
  ];
  for (const [moment, zone, day] of samples) {
    it(`is ${day} in ${zone} at ${moment}`, () => {
      expect(localDay(at(moment), zone)).to.equal(dayOf(day));
    });
  }

  it('has 23 hours when summer time begins and 25 when it ends', () => {
    const hours = (from: string, to: string) => (at(to) - at(from)) / HOUR;
    const begins = ['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'] as const;
    const ends = ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'] as const;
    for (const [[from, to], length, day] of [
      [begins, 23, '2026-03-29'],
      [ends, 25, '2026-10-25'],
    ] as const) {
      expect(hours(from, to)).to.equal(length);
      expect(localDay(at(from) - 1, 'Europe/Berlin'), 'the second before').to.equal(dayOf(day) - 1);
      expect(localDay(at(from), 'Europe/Berlin'), 'its first second').to.equal(dayOf(day));
      expect(localDay(at(to) - 1, 'Europe/Berlin'), 'its last second').to.equal(dayOf(day));
      expect(localDay(at(to), 'Europe/Berlin'), 'the next day').to.equal(dayOf(day) + 1);
    }
  });

  it('never goes back, and never skips a day, as time goes on', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Tehran');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 - 1 - DAY }),
        fc.integer({ min: 0, max: DAY - 1 }),
        zones,
        (now, later, zone) => {
          const passed = localDay(now + later, zone) - localDay(now, zone);
          expect(passed).to.be.within(0, 1);
        },
      ),
    );
  });
});

describe('The offset of a zone', () => {
  it('changes at the very second at which summer time does', () => {
    const spring = at('2026-03-29T01:00:00Z');
    expect(zoneOffset(spring - 1, 'Europe/Berlin')).to.equal(HOUR);
    expect(zoneOffset(spring, 'Europe/Berlin')).to.equal(2 * HOUR);
    const autumn = at('2026-10-25T01:00:00Z');
    expect(zoneOffset(autumn - 1, 'Europe/Berlin')).to.equal(2 * HOUR);
    expect(zoneOffset(autumn, 'Europe/Berlin')).to.equal(HOUR);
  });

  it('may be half an hour, and a quarter', () => {
    expect(zoneOffset(at('2026-01-01T00:00:00Z'), 'Australia/Lord_Howe')).to.equal(11 * HOUR);
    expect(zoneOffset(at('2026-07-01T00:00:00Z'), 'Australia/Lord_Howe')).to.equal(10.5 * HOUR);
    expect(zoneOffset(at('2026-01-01T00:00:00Z'), 'Asia/Kathmandu')).to.equal(5.75 * HOUR);
  });

  it('of a zone that nobody knows is an error', () => {
    expect(() => zoneOffset(at('2026-01-01T00:00:00Z'), 'Mars/Olympus')).to.throw(RangeError);
  });
});
