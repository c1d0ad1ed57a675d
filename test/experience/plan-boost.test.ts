import { expect } from 'chai';
import fc from 'fast-check';
import { type BoostPlan, planBoost } from '../../src/experience/plan-boost.ts';
import { boostAt, readBoost, readBoosts, writeBoost } from '../../src/model/boost.ts';
import { DAY, HOUR, instantOf } from '../../src/model/time.ts';

const at = (iso: string): number => Date.parse(iso) / 1000;
const NOW = at('2026-11-26T12:00:30Z');
const BERLIN = 'Europe/Berlin';

/** `+100 from to`, or what else it comes to. */
function planned(words: string, zone = 'UTC', now = NOW): string | null {
  const plan: BoostPlan | null = planBoost(words, now, zone);
  if (!plan) return null;
  if ('refused' in plan) return plan.refused.no;
  if (plan.do === 'timed') return writeBoost(plan.boost);
  return plan.do === 'show' ? 'show' : `${plan.do} ${plan.do === 'usual' ? plan.percent : plan.place}`;
}

describe('The words after /boost', () => {
  for (const [words, plan] of [
    ['', 'show'],
    ['list', 'show'],
    ['50', 'usual 50'],
    ['−35', 'usual -40'],
    ['0', 'usual 0'],
    ['x2', 'usual 100'],
    ['×2', 'usual 100'],
    ['2x', 'usual 100'],
    ['x1,5', 'usual 50'],
    ['x0.5', 'usual -50'],
    ['x1', 'usual 0'],
    ['x2 2d', '100 2026-11-26T12:00:30Z/2026-11-28T12:00:30Z'],
    ['x3.5', 'bad_value'],
    ['x1.05', 'boost_small'],
    // Meant as a factor.
    ['2', 'boost_small'],
    ['9 %', 'boost_small'],
    ['1.5', 'boost_small'],
    ['2 to 2026-12-01', 'boost_small'],
    ['2xx 2d', 'boost_small'],
    ['0 2d', 'boost_zero'],
    ['x1 2d', 'boost_zero'],
    ['-5 2d', '-10 2026-11-26T12:00:30Z/2026-11-28T12:00:30Z'],
    ['100 %', 'usual 100'],
    ['100%', 'usual 100'],
    ['much', null],
    // A day without a time is meant whole.
    ['100 from 2026-11-28 to 2026-11-29', '100 2026-11-28T00:00Z/2026-11-30T00:00Z'],
    ['100 --from 2026-11-28 --to 2026-11-29', '100 2026-11-28T00:00Z/2026-11-30T00:00Z'],
    ['100 —from 28.11.2026 —to 29.11.2026', '100 2026-11-28T00:00Z/2026-11-30T00:00Z'],
    ['۱۰۰ from ۲۰۲۶-۱۱-۲۸ for ۶h', '100 2026-11-28T00:00Z/2026-11-28T06:00Z'],
    ['-35 from 2026-11-28 18:00 to 2026-11-29 03:30', '-40 2026-11-28T18:00Z/2026-11-29T03:30Z'],
    ['100 from 2026-11-28T18:00 until 2026-11-28 24:00', '100 2026-11-28T18:00Z/2026-11-29T00:00Z'],
    ['50 2d', '50 2026-11-26T12:00:30Z/2026-11-28T12:00:30Z'],
    ['50 for 90 m', '50 2026-11-26T12:00:30Z/2026-11-26T13:30:30Z'],
    ['50 from 2026-12-01 18:00 6h', '50 2026-12-01T18:00Z/2026-12-02T00:00Z'],
    ['50 from 2026-12-01 for 1w', '50 2026-12-01T00:00Z/2026-12-08T00:00Z'],
    // What has been said is not earned anew.
    ['50 from 2026-11-20 to 2026-11-26', '50 2026-11-26T12:00:30Z/2026-11-27T00:00Z'],
    ['50 to 2026-11-27 08:00', '50 2026-11-26T12:00:30Z/2026-11-27T08:00Z'],
    ['50 to 2026-11-25', 'boost_over'],
    ['50 from 2026-11-29 to 2026-11-28', 'boost_over'],
    ['50 0h', 'boost_over'],
    ['50 from 2026-02-30 to 2026-12-01', 'boost_time'],
    ['50 from 2026-13-01 2d', 'boost_time'],
    ['50 from tomorrow for 2d', 'boost_time'],
    ['50 2 days', 'boost_time'],
    ['50 to 2026-11-28 25:00', 'boost_time'],
    ['50 to 9999-01-01', 'boost_time'],
    ['50 9999w', 'boost_time'],
    ['210 2d', 'bad_value'],
    ['-51 2d', 'bad_value'],
    ['50 2026-11-28', '50 2026-11-28T00:00Z/2026-11-29T00:00Z'],
    ['50 from 28.11.2026', '50 2026-11-28T00:00Z/2026-11-29T00:00Z'],
    ['50 2026-11-28 2026-11-29', 'boost_time'],
    ['50 2026-02-30', 'boost_time'],
    ['50 from 2026-11-28 18:00', null],
    ['50 from 2026-11-28 to', null],
    ['50 from 2026-11-28 to 2026-11-29 for 2d', null],
    ['50 to 2026-11-29 to 2026-11-30', null],
    ['cancel 2', 'cancel 2'],
    ['cancel #2', 'cancel 2'],
    ['cancel all', 'cancel all'],
    ['cancel', null],
    ['cancel 1 2', null],
  ] as const) {
    it(`“${words}”`, () => expect(planned(words)).to.equal(plan));
  }

  it('mean the clock of the chat, also where it is turned', () => {
    expect(planned('100 from 2026-11-28 to 2026-11-29', BERLIN)).to.equal(
      '100 2026-11-27T23:00Z/2026-11-29T23:00Z',
    );
    const march = at('2026-03-20T12:00Z');
    // The weekend on which summer time begins has 47 hours, that on which it ends 49.
    expect(planned('100 from 2026-03-28 to 2026-03-29', BERLIN, march)).to.equal(
      '100 2026-03-27T23:00Z/2026-03-29T22:00Z',
    );
    expect(planned('100 from 2026-03-28 for 2d', BERLIN, march), 'by the calendar').to.equal(
      '100 2026-03-27T23:00Z/2026-03-29T22:00Z',
    );
    expect(planned('100 from 2026-03-28 for 48h', BERLIN, march), 'by the hour').to.equal(
      '100 2026-03-27T23:00Z/2026-03-29T23:00Z',
    );
    expect(planned('100 from 2026-10-24 to 2026-10-25', BERLIN, march)).to.equal(
      '100 2026-10-23T22:00Z/2026-10-25T23:00Z',
    );
  });

  it('are read or refused, whatever they are', () => {
    const pieces = ['100', 'from', 'to', 'for', '2026-11-28', '18:00', '2d', '--', 'cancel', 'all', '\u0000'];
    const words = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 5 })));
    fc.assert(
      fc.property(words, fc.constantFrom('UTC', BERLIN, 'Asia/Kathmandu'), (parts, zone) => {
        const plan = planBoost(parts.join(' '), NOW, zone);
        if (!plan || 'refused' in plan || plan.do !== 'timed') return;
        expect(plan.boost.from).to.be.at.least(NOW).and.below(plan.boost.to);
        expect(readBoost(writeBoost(plan.boost))).to.deep.equal(plan.boost);
      }),
    );
  });
});

describe('Timed boosts', () => {
  const boosts =
    readBoosts(['100 2026-11-28T00:00Z/2026-11-30T00:00Z', '-50 2026-11-30T00:00Z/2026-12-01T00:00Z']) ?? [];

  it('hold from their first second to the last before their end, in the place of the usual one', () => {
    for (const [moment, percent] of [
      ['2026-11-27T23:59:59Z', 20],
      ['2026-11-28T00:00:00Z', 100],
      ['2026-11-29T23:59:59Z', 100],
      ['2026-11-30T00:00:00Z', -50],
      ['2026-12-01T00:00:00Z', 20],
    ] as const) {
      expect(boostAt(boosts, 20, at(moment)), moment).to.equal(percent);
    }
  });

  it('are none where they overlap, end before they begin, or are no times', () => {
    for (const wrong of [
      ['100 2026-11-28T00:00Z/2026-11-30T00:00Z', '50 2026-11-29T00:00Z/2026-12-01T00:00Z'],
      ['100 2026-11-28T00:00Z/2026-11-28T00:00Z'],
      ['100 2026-02-30T00:00Z/2026-11-28T00:00Z'],
      ['210 2026-11-28T00:00Z/2026-11-30T00:00Z'],
      ['100 2026-11-28/2026-11-30'],
      ['100'],
      [''],
    ]) {
      expect(readBoosts(wrong), wrong.join()).to.equal(null);
    }
  });
});

describe('A moment that clocks show', () => {
  for (const [shown, zone, moment] of [
    ['2026-11-28T00:00Z', 'UTC', '2026-11-28T00:00Z'],
    ['2026-11-28T00:00Z', 'Asia/Kathmandu', '2026-11-27T18:15Z'],
    ['2026-03-29T02:30Z', BERLIN, '2026-03-29T01:30Z'],
    ['2026-03-29T03:00Z', BERLIN, '2026-03-29T01:00Z'],
    ['2026-10-25T02:30Z', BERLIN, '2026-10-25T00:30Z'],
    ['2026-10-25T03:00Z', BERLIN, '2026-10-25T02:00Z'],
    // Midnight itself is left out there.
    ['2026-04-24T00:00Z', 'Africa/Cairo', '2026-04-23T22:00Z'],
    ['2026-11-28T00:00Z', 'Pacific/Kiritimati', '2026-11-27T10:00Z'],
  ] as const) {
    it(`${shown} in ${zone}`, () => expect(instantOf(at(shown), zone)).to.equal(at(moment)));
  }

  it('is followed by the next one an hour later, but where clocks are turned', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2026-11-26T00:00Z'), max: at('2027-03-01T00:00Z') }), (shown) => {
        expect(instantOf(shown + HOUR, BERLIN) - instantOf(shown, BERLIN)).to.equal(HOUR);
        expect(instantOf(shown, 'UTC')).to.equal(shown);
      }),
    );
    expect(DAY).to.equal(24 * HOUR);
  });
});
