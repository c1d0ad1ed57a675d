import { expect } from 'chai';
import { DAY } from '../../src/model/time.ts';
import { mayGet, mayGive } from '../../src/reputation/may-give.ts';
import type { Sign, SignRules } from '../../src/reputation/rules.ts';
import { AT, factsOf, type Known, member, rules } from '../support/facts.ts';

type Person = Parameters<typeof member>[1];

interface Case {
  sign?: Sign;
  giver?: Person;
  receiver?: Person;
  known?: Known;
  already?: number;
  at?: number;
}

const give = (change: Partial<SignRules>, { sign = 'thanks', giver = {}, known = {}, at = AT }: Case = {}) =>
  mayGive(rules(change), sign, member(1, giver), factsOf(known), at);

const get = (
  change: Partial<SignRules>,
  { sign = 'thanks', giver = {}, receiver = {}, known = {}, already = 0, at = AT }: Case = {},
) => mayGet(rules(change), sign, member(1, giver), member(2, receiver), factsOf(known), at, already);

/** Each interval: what it looks at, for either sign. */
const INTERVALS = {
  chat_interval: (sign: Sign, last: number, seconds: number, at: number) =>
    give(
      { chatInterval: seconds },
      { at, sign, known: sign === 'thanks' ? { thanksAt: last } : { minusAt: last } },
    ),
  giver_interval: (sign: Sign, last: number, seconds: number, at: number) =>
    give(
      { giverInterval: seconds },
      { at, sign, giver: sign === 'thanks' ? { thanksGivenAt: last } : { minusGivenAt: last } },
    ),
  receiver_interval: (sign: Sign, last: number, seconds: number, at: number) =>
    get(
      { receiverInterval: seconds },
      { at, sign, receiver: sign === 'thanks' ? { thanksGotAt: last } : { minusGotAt: last } },
    ),
  pair_interval: (sign: Sign, last: number, seconds: number, at: number) =>
    get(
      { pairInterval: seconds },
      { at, sign, known: { pairs: { '1 2': sign === 'thanks' ? { thanksAt: last } : { minusAt: last } } } },
    ),
} as const;

for (const [name, meets] of Object.entries(INTERVALS)) {
  describe(`The interval ${name}`, () => {
    for (const sign of ['thanks', 'minus'] as const) {
      it(`refuses ${sign} one second before its end, and not exactly at it`, () => {
        expect(meets(sign, AT, 600, AT)).to.deep.equal({ no: name, wait: 600 });
        expect(meets(sign, AT, 600, AT + 1)).to.deep.equal({ no: name, wait: 599 });
        expect(meets(sign, AT, 600, AT + 599)).to.deep.equal({ no: name, wait: 1 });
        expect(meets(sign, AT, 600, AT + 600)).to.equal(null);
        expect(meets(sign, AT, 600, AT + 601)).to.equal(null);
      });

      it(`is off at 0 for ${sign}`, () => {
        expect(meets(sign, AT, 0, AT)).to.equal(null);
      });
    }

    it('holds back a message from before the last gift, too', () => {
      expect(meets('thanks', AT, 600, AT - 30)).to.deep.equal({ no: name, wait: 630 });
    });
  });
}

describe('Thanks and minus', () => {
  it('have counters of their own', () => {
    const change = {
      chatInterval: 600,
      giverInterval: 600,
      receiverInterval: 600,
      pairInterval: 600,
      givenPerDay: 1,
      receivedPerDay: 1,
    };
    const known = (sign: 'thanks' | 'minus'): Known =>
      sign === 'thanks'
        ? {
            thanksAt: AT,
            pairs: { '1 2': { thanksAt: AT } },
            days: { 1: { thanksGiven: 1 }, 2: { thanksGot: 1 } },
          }
        : {
            minusAt: AT,
            pairs: { '1 2': { minusAt: AT } },
            days: { 1: { minusGiven: 1 }, 2: { minusGot: 1 } },
          };
    const people = (sign: 'thanks' | 'minus') =>
      sign === 'thanks'
        ? { giver: { thanksGivenAt: AT }, receiver: { thanksGotAt: AT } }
        : { giver: { minusGivenAt: AT }, receiver: { minusGotAt: AT } };
    for (const [was, is] of [
      ['thanks', 'minus'],
      ['minus', 'thanks'],
    ] as const) {
      const other = { sign: is, known: known(was), ...people(was) };
      expect(give(change, other), `${is} after ${was}`).to.equal(null);
      expect(get(change, other), `${is} after ${was}`).to.equal(null);
      const same = { ...other, sign: was };
      expect(give(change, same)).to.include({ no: 'chat_interval' });
      expect(get(change, same)).to.include({ no: 'receiver_interval' });
    }
  });
});

describe('The interval of a pair', () => {
  const back: Case = { known: { pairs: { '2 1': { thanksAt: AT } } }, at: AT + 1 };

  it('leaves giving back alone, unless it is to hold both ways', () => {
    expect(get({ pairInterval: 600 }, back)).to.equal(null);
    expect(get({ pairInterval: 600, pairBothWays: true }, back)).to.deep.equal({
      no: 'pair_interval',
      wait: 599,
    });
  });

  it('counts from the later of both directions', () => {
    const pairs = { '1 2': { thanksAt: AT - 500 }, '2 1': { thanksAt: AT - 100 } };
    expect(get({ pairInterval: 600, pairBothWays: true }, { known: { pairs } })).to.deep.equal({
      no: 'pair_interval',
      wait: 500,
    });
  });

  it('is off at 0, both ways too', () => {
    expect(get({ pairInterval: 0, pairBothWays: true }, back)).to.equal(null);
  });
});

describe('A budget of a day', () => {
  it('allows exactly so many to be given, those of this message counted', () => {
    const known = { days: { 1: { thanksGiven: 2 } } };
    expect(get({ givenPerDay: 3 }, { known })).to.equal(null);
    expect(get({ givenPerDay: 3 }, { known, already: 1 })).to.deep.equal({ no: 'given_per_day', limit: 3 });
    expect(get({ givenPerDay: 2 }, { known })).to.deep.equal({ no: 'given_per_day', limit: 2 });
    expect(get({ givenPerDay: 0 }, { known, already: 50 })).to.equal(null);
  });

  it('allows exactly so many to be received', () => {
    const known = { days: { 2: { thanksGot: 2 } } };
    expect(get({ receivedPerDay: 3 }, { known })).to.equal(null);
    expect(get({ receivedPerDay: 2 }, { known })).to.deep.equal({ no: 'received_per_day', limit: 2 });
    expect(get({ receivedPerDay: 0 }, { known })).to.equal(null);
  });
});

describe('Who may give', () => {
  it('is everyone, or admins only', () => {
    for (const from of ['all', 'shared'] as const) expect(give({ from })).to.equal(null);
    expect(give({ from: 'admins' })).to.deep.equal({ no: 'only_admins_give' });
    expect(give({ from: 'admins' }, { giver: { role: 'admin' } })).to.equal(null);
  });

  it('has been seen in the chat for so many whole days', () => {
    const seen = (ago: number) => give({ leastDays: 2 }, { giver: { firstSeenAt: AT - ago } });
    expect(seen(2 * DAY - 1)).to.deep.equal({ no: 'least_days', have: 1, need: 2 });
    expect(seen(2 * DAY)).to.equal(null);
    expect(seen(-5), 'seen later, as queues overtake each other').to.deep.equal({
      no: 'least_days',
      have: 0,
      need: 2,
    });
    expect(give({ leastDays: 2 }, { giver: { firstSeenAt: Number.MAX_SAFE_INTEGER } })).to.include({
      have: 0,
    });
    expect(give({ leastDays: 0 }, { giver: { firstSeenAt: Number.MAX_SAFE_INTEGER } })).to.equal(null);
  });

  it('has written so many messages', () => {
    expect(give({ leastMessages: 3 }, { giver: { messages: 2 } })).to.deep.equal({
      no: 'least_messages',
      have: 2,
      need: 3,
    });
    expect(give({ leastMessages: 3 }, { giver: { messages: 3 } })).to.equal(null);
  });
});
