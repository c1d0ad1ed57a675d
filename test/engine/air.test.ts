import { expect } from 'chai';
import fc from 'fast-check';
import type { MessageEvent, PressEvent, SettledEvent } from '../../src/model/event.ts';
import { userId } from '../../src/model/ids.ts';
import { readCommand } from '../../src/telegram/commands/read.ts';
import { BOT, by, message, person } from '../support/facts.ts';
import { MemoryChat } from '../support/memory.ts';

/** What happens: talk, a reply, a thank-you into the air, a reply that thanks, a setting, a press. */
type Step =
  | { is: 'talk' | 'air'; who: number; after: number; thread: number | null }
  | { is: 'thanks'; who: number; after: number; to: number }
  | { is: 'edit'; who: number; after: number; of: number }
  | { is: 'set'; after: number; text: string }
  /** `who` null: whoever wrote that message. `of` counts thanks into the air back, or any message. */
  | { is: 'press'; who: number | null; after: number; of: number; any: boolean; place: number };

const ADMIN = 1;
const someone = fc.integer({ min: 1, max: 5 });
const after = fc.constantFrom(0, 0, 1, 30, 60, 299, 600, 601, 3000);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: talk('talk') },
  { weight: 4, arbitrary: talk('air') },
  {
    weight: 1,
    arbitrary: fc.record({ is: fc.constant('thanks' as const), who: someone, after, to: someone }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ is: fc.constant('edit' as const), who: someone, after, of: fc.nat(59) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('set' as const),
      after,
      text: fc.constantFrom(
        'reputation.air on',
        'reputation.air off',
        'reputation.words ta',
        'reputation.words thanks, ta',
        'language ru\nreputation.air on',
      ),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ is: fc.constant('press' as const), who: fc.constantFrom(null, null, null, 2, 4), after },
      of: fc.constantFrom(0, 0, 0, 1, 2, 5, 20),
      any: fc.constantFrom(false, false, false, true),
      place: fc.constantFrom(1, 1, 2, 2, 3, 4, 5, 6, 0),
    }),
  },
);

function talk(is: 'talk' | 'air'): fc.Arbitrary<Step> {
  return fc.record({ is: fc.constant(is), who: someone, after, thread: fc.constantFrom(null, null, 7) });
}

function eventsOf(steps: readonly Step[]): SettledEvent[] {
  let at = 1_800_000_000;
  return steps.map((one, index): SettledEvent => {
    at += one.after;
    const own = { at, messageId: 100 + index };
    switch (one.is) {
      case 'talk':
      case 'air': {
        const text = one.is === 'talk' ? 'good morning' : 'thanks, ta';
        return message(text, { ...own, author: by(person(one.who)), thread: one.thread });
      }
      case 'edit': {
        const messageId = 100 + Math.max(0, index - 1 - one.of);
        return message('thanks', { at, messageId, author: by(person(one.who)), edited: true });
      }
      case 'thanks':
        return message('thanks', {
          ...{ ...own, author: by(person(one.who)) },
          reply: { to: 'message', messageId: 5, author: by(person(one.to)) },
        });
      case 'set': {
        const text = `/set ${one.text}`;
        const command = readCommand(text, [], { to: 'nothing' }, BOT.username);
        return message(text, { ...own, author: by(person(ADMIN)), command });
      }
      case 'press': {
        const before = steps.slice(0, index).map((other, number) => ({ other, number }));
        const meant = before.filter(({ other }) => one.any || other.is === 'air').at(-1 - one.of);
        const writer = meant && 'who' in meant.other ? meant.other.who : null;
        return pressed(one.who ?? writer ?? 1, one.place, at, 100 + (meant?.number ?? 0));
      }
      default:
        throw new Error('no such step');
    }
  });
}

function pressed(who: number, place: number, at: number, messageId: number): PressEvent {
  const { chat } = message('');
  return {
    ...{
      is: 'press',
      chat,
      place: null,
      at,
      messageId: 0,
      ephemeralId: 1,
      person: person(who),
      queryId: 'q',
    },
    request: { ask: 'air', message: messageId, place },
  };
}

const steps = fc.array(step, { minLength: 1, maxLength: 60, size: 'max' });
const settings = fc.record({
  'reputation.air': fc.constantFrom(true, true, true, false),
  'reputation.pair_interval': fc.constantFrom(0, 10, 60),
  'reputation.giver_interval': fc.constantFrom(0, 0, 10),
  'reputation.receiver_interval': fc.constantFrom(0, 0, 600),
  'reputation.chat_interval': fc.constantFrom(0, 0, 10),
  'reputation.given_per_day': fc.constantFrom(0, 2),
  'reputation.received_per_day': fc.constantFrom(0, 2),
  'reputation.award': fc.constantFrom('normal', 'random'),
});

function folded(events: readonly SettledEvent[], chosen: object, cuts: readonly number[]): MemoryChat {
  const chat = new MemoryChat({ ...chosen }, [ADMIN]);
  let from = 0;
  for (const cut of [...new Set(cuts)].sort((a, b) => a - b)) {
    chat.batch(events.slice(from, cut));
    from = cut;
  }
  chat.batch(events.slice(from));
  return chat;
}

/** Everything that is kept, in an order of its own. */
function kept(chat: MemoryChat) {
  const sorted = <T>(map: Map<unknown, T>) => [...map].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  const { row, entries, members, pairs, days, messages, offers, notices } = chat;
  return {
    ...{ row, entries, notices },
    ...{ members: sorted(members), pairs: sorted(pairs), days: sorted(days) },
    ...{ messages: sorted(messages), offers: sorted(offers) },
  };
}

describe('Thanks into the air, over random streams', () => {
  it('come to the same, wherever the stream is cut into batches', () => {
    fc.assert(
      fc.property(steps, settings, fc.array(fc.nat(59)), (all, chosen, cuts) => {
        const events = eventsOf(all);
        const whole = kept(folded(events, chosen, []));
        expect(kept(folded(events, chosen, cuts))).to.deep.equal(whole);
        const singly = events.map((_, index) => index);
        expect(kept(folded(events, chosen, singly))).to.deep.equal(whole);
      }),
      { numRuns: 200 },
    );
  });

  it('give once at most, to one who was offered, and only by the press of who was asked', () => {
    let given = 0;
    fc.assert(
      fc.property(steps, settings, (all, chosen) => {
        const events = eventsOf(all);
        const chat = folded(events, chosen, [20, 40]);
        const airs = new Map<number, MessageEvent>();
        for (const event of events) {
          if (event.is === 'message' && !event.edited && event.reply.to === 'nothing')
            airs.set(event.messageId, event);
        }
        const gifts = chat.entries.filter((entry) => airs.has(entry.messageId ?? 0));
        expect(new Set(gifts.map((entry) => entry.messageId)).size).to.equal(gifts.length);
        for (const gift of gifts) {
          const offer = chat.offers.get(gift.messageId ?? 0);
          expect(offer?.answered).to.equal(true);
          expect(offer?.people).to.include(gift.receiver);
          expect(gift).to.include({ kind: 'thanks', giver: offer?.giver, at: offer?.at });
          const presses = events.filter(
            (event) =>
              event.is === 'press' &&
              event.person.id === gift.giver &&
              event.request.ask === 'air' &&
              event.request.message === gift.messageId,
          );
          expect(presses).to.not.deep.equal([]);
          const told = chat.messages.get(`0 ${gift.messageId}`)?.outcome;
          expect(told).to.include(`"gave":${gift.reputation}`);
          given += 1;
        }
      }),
      { numRuns: 400 },
    );
    expect(given, 'gifts that were looked at').to.be.above(60);
  });

  it('break no interval and no budget, and ask nobody twice in 10 minutes', () => {
    let asked = 0;
    fc.assert(
      fc.property(steps, settings, (all, chosen) => {
        const chat = folded(eventsOf(all), chosen, [30]);
        const gifts = chat.entries;
        // In the order in which they were given: each was far enough from all that stood before it.
        gifts.forEach((gift, index) => {
          const before = gifts.slice(0, index);
          const apart = (seconds: number, fits: (one: (typeof gifts)[number]) => boolean) =>
            before.every((one) => seconds === 0 || !fits(one) || gift.at - one.at >= seconds);
          expect(apart(chosen['reputation.chat_interval'] * 60, () => true)).to.equal(true);
          expect(
            apart(chosen['reputation.giver_interval'] * 60, ({ giver }) => giver === gift.giver),
          ).to.equal(true);
          expect(
            apart(chosen['reputation.receiver_interval'], ({ receiver }) => receiver === gift.receiver),
          ).to.equal(true);
          expect(
            apart(
              chosen['reputation.pair_interval'] * 60,
              ({ giver, receiver }) => giver === gift.giver && receiver === gift.receiver,
            ),
          ).to.equal(true);
          const day = (at: number) => Math.floor(at / 86_400);
          const today = [...before, gift].filter(({ at }) => day(at) === day(gift.at));
          const most = chosen['reputation.given_per_day'];
          const got = chosen['reputation.received_per_day'];
          if (most > 0)
            expect(today.filter(({ giver }) => giver === gift.giver)).to.have.length.at.most(most);
          if (got > 0)
            expect(today.filter(({ receiver }) => receiver === gift.receiver)).to.have.length.at.most(got);
        });
        for (const giver of [1, 2, 3, 4, 5].map((id) => userId(id))) {
          const times = [...chat.offers.values()]
            .filter((offer) => offer.giver === giver)
            .map(({ at }) => at);
          times.sort((a, b) => a - b);
          times.forEach((at, index) => {
            if (index > 0) expect(at - (times[index - 1] ?? 0)).to.be.at.least(600);
          });
          asked += times.length;
        }
      }),
      { numRuns: 200 },
    );
    expect(asked, 'questions that were looked at').to.be.above(300);
  });
});
