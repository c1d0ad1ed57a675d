import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { type ActivityRules, activity } from '../../src/experience/activity.ts';
import { EARNING_KINDS, SENT } from '../../src/experience/kinds.ts';
import type { Deed } from '../../src/experience/policy.ts';
import { ANNA, always, BORIS, facts, NOON, send, sharedExamples } from './policies.ts';

const NONE = Object.fromEntries(
  EARNING_KINDS.map((kind) => [kind, { min: 0, max: 0 }]),
) as ActivityRules['amounts'];

const fixed = (
  amounts: Partial<Record<keyof ActivityRules['amounts'], number>>,
): ActivityRules['amounts'] => ({
  ...NONE,
  ...Object.fromEntries(Object.entries(amounts).map(([kind, value]) => [kind, { min: value, max: value }])),
});

function rules(change: Partial<ActivityRules> = {}): ActivityRules {
  return {
    ...{
      cooldown: 60,
      leastLength: 3,
      gotPerDay: 500,
      bonusChance: 0,
      bonusMultiplier: 2,
      boost: 0,
      boosts: [],
    },
    amounts: fixed({ text: 15 }),
    ...change,
  };
}

const amountsOf = (own: ActivityRules, deed: Deed, known = facts(), draw = 0.5) =>
  activity(own)(known, deed, always(draw)).map(({ member, amount }) => [member, amount]);

/** Base, boost, title, bonus and what they come to. */
const ROW = /^\| (\d+) \| ([+−]?)(\d+) % \| (?:–|([+−])(\d+) %) \| (?:–|×(\d+)) \| (\d+) \|$/gmu;

describe('The policy of activity', () => {
  sharedExamples(
    activity(rules({ amounts: fixed({ text: 15, photo: 10, thanks_got: 20, reply_got: 5, invited: 30 }) })),
  );

  it('draws between the least and the most, both included', () => {
    const own = rules({ amounts: { ...NONE, text: { min: 10, max: 20 } } });
    expect(amountsOf(own, send(), facts(), 0)).to.deep.equal([[ANNA, 10]]);
    expect(amountsOf(own, send(), facts(), 0.999_999)).to.deep.equal([[ANNA, 20]]);
  });

  it('draws each amount equally often', () => {
    const own = activity(rules({ amounts: { ...NONE, text: { min: 10, max: 20 } } }));
    const counts = new Map<number, number>();
    for (let n = 0; n < 11_000; n += 1) {
      const [one] = own(facts(), send(), always(n / 11_000));
      counts.set(one?.amount ?? 0, (counts.get(one?.amount ?? 0) ?? 0) + 1);
    }
    expect([...counts.keys()].sort((a, b) => a - b)).to.deep.equal([
      10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
    ]);
    for (const count of counts.values()) expect(count).to.equal(1000);
  });

  for (const kind of SENT) {
    it(`earns for ${kind} what is set for it`, () => {
      const text = kind === 'text' ? {} : { text: 0, length: 0 };
      expect(amountsOf(rules({ amounts: fixed({ [kind]: 7 }) }), send({ kind, ...text }))).to.deep.equal([
        [ANNA, 7],
      ]);
      expect(
        amountsOf(rules({ amounts: NONE }), send({ kind, ...text })),
        'by default nothing',
      ).to.deep.equal([]);
    });
  }

  it('waits for the cooldown: exactly at its end is late enough', () => {
    const at = (seconds: number) => facts({ [ANNA]: { earnedAt: NOON - seconds } });
    expect(amountsOf(rules(), send(), at(59))).to.deep.equal([]);
    expect(amountsOf(rules(), send(), at(60))).to.deep.equal([[ANNA, 15]]);
    expect(amountsOf(rules({ cooldown: 0 }), send(), at(0))).to.deep.equal([[ANNA, 15]]);
    // An older message that comes late waits, too.
    expect(amountsOf(rules(), send(), at(-10))).to.deep.equal([]);
  });

  it('speaks at least once per 30 minutes for 10, as PhantomBot’s users wanted it', () => {
    const own = rules({ cooldown: 1800, amounts: fixed({ text: 10 }) });
    let earnedAt: number | null = null;
    let sum = 0;
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      const at = NOON + minute * 60;
      const [one] = activity(own)(
        facts({ [ANNA]: { earnedAt, lastDay: 20_001 } }),
        send({ at, text: minute }),
        always(0),
      );
      if (!one) continue;
      expect(one.sent).to.equal(true);
      earnedAt = at;
      sum += one.amount;
    }
    expect(sum).to.equal(480);
  });

  it('gives nothing for texts that are too short; a picture needs no words', () => {
    expect(amountsOf(rules(), send({ length: 2 }))).to.deep.equal([]);
    expect(amountsOf(rules(), send({ length: 3 }))).to.deep.equal([[ANNA, 15]]);
    const own = rules({ amounts: fixed({ photo: 9 }) });
    expect(amountsOf(own, send({ kind: 'photo', length: 0, text: 0 }))).to.deep.equal([[ANNA, 9]]);
  });

  it('rewards the first visit of a day, and the next day in a row, whatever is said', () => {
    const own = rules({ amounts: fixed({ daily_visit: 10, streak: 4 }) });
    const last = (lastDay: number | null) => facts({ [ANNA]: { lastDay } });
    expect(amountsOf(own, send(), last(20_000)), 'the same day').to.deep.equal([]);
    expect(amountsOf(own, send(), last(19_999)), 'the next day').to.deep.equal([[ANNA, 14]]);
    expect(amountsOf(own, send(), last(19_998)), 'after a pause').to.deep.equal([[ANNA, 10]]);
    expect(amountsOf(own, send(), last(null)), 'the first ever').to.deep.equal([[ANNA, 10]]);
    expect(amountsOf(own, send(), last(20_001)), 'dates out of order').to.deep.equal([]);
    expect(amountsOf(own, send({ kind: null, own: false }), last(19_999)), 'a forward').to.deep.equal([
      [ANNA, 14],
    ]);
  });

  it('caps by the day what is got from others, and nothing else', () => {
    const own = rules({ amounts: fixed({ text: 15, thanks_got: 25, reply_got: 5 }) });
    const thank: Deed = { did: 'thank', at: NOON, by: ANNA, to: BORIS };
    const got = (gotToday: number) => facts({ [BORIS]: { gotToday } });
    expect(amountsOf(own, thank, got(0))).to.deep.equal([[BORIS, 25]]);
    expect(amountsOf(own, thank, got(490)), 'the rest').to.deep.equal([[BORIS, 10]]);
    expect(amountsOf(own, thank, got(500))).to.deep.equal([]);
    expect(amountsOf({ ...own, gotPerDay: 0 }, thank, got(10 ** 9)), 'no cap').to.deep.equal([[BORIS, 25]]);
    expect(amountsOf(own, send({ answers: BORIS }), got(500))).to.deep.equal([[ANNA, 15]]);
  });

  it('boosts and doubles, rounded down once', () => {
    const with_ = (boost: number, bonus = false) =>
      amountsOf(rules({ boost, bonusChance: bonus ? 1 : 0, bonusMultiplier: 3 }), send())[0]?.[1];
    expect([with_(0), with_(50), with_(-50), with_(200), with_(20)]).to.deep.equal([15, 22, 7, 45, 18]);
    expect([with_(0, true), with_(-50, true), with_(50, true)]).to.deep.equal([45, 22, 67]);
  });

  it('is boosted by what holds at the time of the message, and by the title of who earns', () => {
    const boosts = [{ percent: 100, from: NOON, to: NOON + 60 }];
    const own = rules({ boost: 20, boosts, cooldown: 0 });
    const gained = (at: number, titleBoost = 0) =>
      amountsOf(own, send({ at }), facts({ [ANNA]: { titleBoost } }))[0]?.[1];
    expect([gained(NOON - 1), gained(NOON), gained(NOON + 59), gained(NOON + 60)]).to.deep.equal([
      18, 30, 30, 18,
    ]);
    expect([gained(NOON, 20), gained(NOON, -50), gained(NOON - 1, 200)]).to.deep.equal([36, 15, 54]);
    // Rounded down once: 15 × 1.2 × 1.05 = 18.9.
    expect(gained(NOON - 1, 5)).to.equal(18);
    const thank: Deed = { did: 'thank', at: NOON, by: BORIS, to: ANNA };
    const thanked = rules({ boosts, amounts: fixed({ thanks_got: 20 }) });
    expect(amountsOf(thanked, thank, facts({ [ANNA]: { titleBoost: 50 } })), 'what is got too').to.deep.equal(
      [[ANNA, 60]],
    );
  });

  it('is what docs/SCORING.md tells', () => {
    const doc = readFileSync(new URL('../../docs/SCORING.md', import.meta.url), 'utf8');
    const rows = [...doc.matchAll(ROW)];
    expect(rows).to.have.length.above(5);
    for (const [row, base, sign, boost, minus, title = 0, bonus, experience] of rows) {
      const titleBoost = Number(title) * (minus === '−' ? -1 : 1);
      const own = rules({
        amounts: fixed({ text: Number(base) }),
        boost: Number(boost) * (sign === '−' ? -1 : 1),
        bonusChance: bonus ? 1 : 0,
        bonusMultiplier: Number(bonus ?? 1),
      });
      expect(amountsOf(own, send(), facts({ [ANNA]: { titleBoost } })), row).to.deep.equal([
        [ANNA, Number(experience)],
      ]);
    }
  });

  it('has a bonus as often as its chance says', () => {
    const own = activity(rules({ bonusChance: 0.1, bonusMultiplier: 2 }));
    expect(own(facts(), send(), always(0.0999))[0]).to.include({ amount: 30, bonus: 2 });
    expect(own(facts(), send(), always(0.1))[0]).to.include({ amount: 15, bonus: null });
  });

  it('never gives more than its ranges allow, whatever happens', () => {
    const own = rules({
      amounts: { ...NONE, text: { min: 0, max: 9 }, reply_got: { min: 0, max: 4 } },
      boost: 100,
    });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.9999999, noNaN: true }), fc.nat(600), (draw, gotToday) => {
        const earned = activity(own)(
          facts({ [BORIS]: { gotToday } }),
          send({ answers: BORIS }),
          always(draw),
        );
        for (const { member, amount } of earned) {
          expect(amount).to.be.at.most(member === ANNA ? 18 : Math.min(8, Math.max(0, 500 - gotToday)));
        }
      }),
    );
  });
});
