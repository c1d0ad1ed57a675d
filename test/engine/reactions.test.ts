import { expect } from 'chai';
import fc from 'fast-check';
import type { SettledEvent } from '../../src/model/event.ts';
import { ADMIN, type Chosen, PEOPLE, START, settings } from '../support/fold-steps.ts';
import { MemoryChat } from '../support/memory.ts';
import { expectedGifts } from '../support/reaction-oracle.ts';
import {
  type Deed,
  type Done,
  deed,
  done,
  message,
  REACTIONS_ON,
  reaction,
  signOf,
} from '../support/reaction-steps.ts';

const RUNS = { numRuns: 150 };
const after = fc.constantFrom(0, 1, 29, 30, 59, 60, 61, 90, 120, 121, 3600, 40_000);
const deeds = fc.array(deed(after), { minLength: 1, maxLength: 60, size: 'max' });
const weight = fc.integer({ min: 1, max: 10 });

/** One long interval at a time, so that it is what is met, and one that matters when a gift is taken back. */
const strict = fc
  .tuple(
    settings,
    fc.constantFrom('receiver_interval', 'chat_interval', 'giver_interval', 'pair_interval', 'none'),
    fc.constantFrom(60, 90, 3600),
  )
  .map(([chosen, long, much]) => ({
    ...chosen,
    'reputation.from': 'all' as const,
    'reputation.least_messages': 0,
    'reputation.receiver_interval': long === 'receiver_interval' ? much : 0,
    'reputation.chat_interval': long === 'chat_interval' ? much / 30 : 0,
    'reputation.giver_interval': long === 'giver_interval' ? much / 30 : 0,
    'reputation.pair_interval': long === 'pair_interval' ? much / 30 : 0,
    'negative.enabled': true,
    'negative.from': 'all' as const,
    'negative.below_zero': true,
    'negative.receiver_interval': long === 'receiver_interval' ? much : 0,
    'negative.chat_interval': long === 'chat_interval' ? much / 30 : 0,
    'negative.giver_interval': long === 'giver_interval' ? much / 30 : 0,
    'negative.pair_interval': long === 'pair_interval' ? much / 30 : 0,
  }));

/** Reactions are often ahead. */
const turnsOf = fc.infiniteStream(fc.constantFrom(true, true, true, true, false));

/** Nothing stands in the way of any gift. */
const FREE = {
  ...REACTIONS_ON,
  'reputation.pair_interval': 0,
  'reputation.given_per_day': 0,
  'negative.enabled': true,
  'negative.from': 'all',
  'negative.below_zero': true,
  'negative.pair_interval': 0,
  'negative.given_per_day': 0,
};

function folded(events: readonly SettledEvent[], chosen: object, cuts: readonly number[] = []): MemoryChat {
  const chat = new MemoryChat({ ...REACTIONS_ON, ...chosen }, [ADMIN]);
  let from = 0;
  for (const cut of [...new Set(cuts)].filter((at) => at < events.length).sort((a, b) => a - b)) {
    chat.batch(events.slice(from, cut));
    from = cut;
  }
  chat.batch(events.slice(from));
  return chat;
}

const eventsOf = (stream: readonly Done[]) => stream.map(({ event }) => event);
const totals = (chat: MemoryChat) => PEOPLE.map((id) => chat.members.get(id as never)?.reputation ?? 0);

/** Everything that is kept, in an order of its own. */
function kept(chat: MemoryChat) {
  const sorted = <T>(map: Map<unknown, T>) => [...map].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  const { row, entries, members, pairs, days, messages, reactions, notices } = chat;
  return {
    ...{ row, entries, notices, members: sorted(members), pairs: sorted(pairs), days: sorted(days) },
    ...{ messages: sorted(messages), reactions: sorted(reactions) },
  };
}

describe('Reactions, over random streams', () => {
  it('are worth what stands in the end, whatever was put, taken and changed on the way', () => {
    let standing = 0;
    fc.assert(
      fc.property(deeds, weight, fc.array(fc.nat(59)), (all, points, cuts) => {
        const stream = done(all);
        const chat = folded(eventsOf(stream), { ...FREE, 'reactions.weight': points }, cuts);
        const last = new Map<string, number>();
        const expected = new Map<number, number>(PEOPLE.map((id) => [id, 0]));
        const add = (id: number, change: number) => expected.set(id, (expected.get(id) ?? 0) + change);
        for (const { deed: one, author, messageId } of stream) {
          if (one.who === author || one.does === 'write') continue;
          if (one.does === 'thank') {
            add(author, 1);
            continue;
          }
          const key = `${one.who} ${messageId}`;
          const sign = signOf(one.now);
          const worth = sign === 'thanks' ? points : sign === 'minus' ? -points : 0;
          add(author, worth - (last.get(key) ?? 0));
          last.set(key, worth);
          standing += 1;
        }
        expect(totals(chat)).to.deep.equal(PEOPLE.map((id) => expected.get(id)));
      }),
      RUNS,
    );
    expect(standing, 'changes that were compared').to.be.above(1000);
  });

  it('give exactly what the rules on paper give, and taking back frees what it should and no more', () => {
    let gifts = 0;
    let taken = 0;
    let refused = 0;
    fc.assert(
      fc.property(deeds, fc.oneof(settings, strict), weight, (all, chosen, points) => {
        const stream = done(all);
        const chat = folded(eventsOf(stream), { ...chosen, 'reactions.weight': points }, [13, 30]);
        const reversed = new Set(chat.entries.map(({ reverses }) => reverses));
        const made = chat.entries
          .filter(({ reverses }) => reverses === null)
          .map(({ id, giver, receiver, at, messageId, reputation }) => ({
            ...{ sign: reputation < 0 ? 'minus' : 'thanks', giver, receiver, at, message: messageId },
            ...{ change: reputation, stands: !reversed.has(id) },
          }));
        expect(made).to.deep.equal(expectedGifts(stream, chosen as Chosen, points));
        gifts += made.length;
        taken += reversed.size - 1;
        refused += [...chat.reactions.values()].filter((row) => row.outcome?.includes('"refused"')).length;
      }),
      { numRuns: 400 },
    );
    expect(gifts, 'gifts that were compared').to.be.above(1000);
    expect(taken, 'gifts that were taken back').to.be.above(500);
    expect(refused, 'reactions that were refused').to.be.above(500);
  });

  it('keep every count equal to what stands', () => {
    fc.assert(
      fc.property(deeds, settings, weight, fc.array(fc.nat(59)), (all, chosen, points, cuts) => {
        const chat = folded(eventsOf(done(all)), { ...chosen, 'reactions.weight': points }, cuts);
        const reversed = new Set(chat.entries.map(({ reverses }) => reverses));
        const stands = chat.entries.filter(({ id, reverses }) => reverses === null && !reversed.has(id));
        expect(chat.entries.map(({ id }) => id)).to.deep.equal(chat.entries.map((_, index) => index + 1));
        for (const [id, member] of chat.members) {
          const sum = (entries: typeof chat.entries) =>
            entries.reduce((total, entry) => total + entry.reputation, 0);
          const own = chat.entries.filter(({ receiver }) => receiver === id);
          expect(member.reputation).to.equal(sum(own));
          expect(member.reputation).to.equal(sum(stands.filter(({ receiver }) => receiver === id)));
          expect(member.reputationFromAdmins).to.equal(sum(own.filter((one) => one.giverRole === 'admin')));
          const thanks = stands.filter(({ reputation }) => reputation > 0);
          expect(member.thanksGot).to.equal(thanks.filter(({ receiver }) => receiver === id).length);
          expect(member.thanksGiven).to.equal(thanks.filter(({ giver }) => giver === id).length);
        }
        for (const day of chat.days.values()) {
          const { thanksGiven, thanksGot, minusGiven, minusGot } = day;
          expect(Math.min(thanksGiven, thanksGot, minusGiven, minusGot)).to.be.at.least(0);
        }
        for (const { giver, messageId } of chat.entries) {
          const net = chat.entries
            .filter((one) => one.giver === giver && one.messageId === messageId && one.kind !== 'thanks')
            .reduce((total, entry) => total + entry.reputation, 0);
          expect(Math.abs(net), 'what one person’s reactions on one message are worth').to.be.at.most(points);
        }
      }),
      RUNS,
    );
  });

  it('come to the same, wherever the stream is cut into batches', () => {
    fc.assert(
      fc.property(scrambled(deeds), settings, fc.array(fc.nat(59)), (events, chosen, cuts) => {
        const whole = kept(folded(events, chosen));
        expect(kept(folded(events, chosen, cuts))).to.deep.equal(whole);
        const single = events.map((_, index) => index);
        expect(kept(folded(events, chosen, single))).to.deep.equal(whole);
      }),
      RUNS,
    );
  });

  it('come to the same before their messages as after them, within ten minutes', () => {
    let early = 0;
    const quick = fc.array(deed(fc.constantFrom(0, 1, 5, 10)), { minLength: 2, maxLength: 50, size: 'max' });
    fc.assert(
      fc.property(quick, turnsOf, fc.array(fc.nat(59)), (all, turns, cuts) => {
        const stream = done(all);
        const mixed = merged(stream, turns);
        const inOrder = folded(eventsOf(stream), FREE);
        const chat = folded(mixed, FREE, cuts);
        expect(totals(chat)).to.deep.equal(totals(inOrder));
        expect(sumsOf(chat)).to.deep.equal(sumsOf(inOrder));
        expect([...chat.reactions.values()].filter((row) => row.waiting !== null)).to.deep.equal([]);
        early += mixed.filter((event, index) => isEarly(event, mixed.slice(index))).length;
      }),
      RUNS,
    );
    expect(early, 'reactions that came before their message').to.be.above(500);
  });
});

/** Reactions have a queue of their own: each queue keeps its order, and either may be ahead. */
function merged(stream: readonly Done[], turns: Iterable<boolean>): SettledEvent[] {
  const messages = eventsOf(stream).filter((event) => event.is === 'message');
  const reactions = eventsOf(stream).filter((event) => event.is === 'reaction');
  const mixed: SettledEvent[] = [];
  for (const turn of turns) {
    const next = (turn ? reactions : messages).shift();
    if (next) mixed.push(next);
    if (messages.length === 0 || reactions.length === 0) break;
  }
  return [...mixed, ...messages, ...reactions];
}

const scrambled = (all: fc.Arbitrary<Deed[]>) =>
  fc.tuple(all, turnsOf).map(([some, turns]) => merged(done(some), turns));

function isEarly(event: SettledEvent, rest: readonly SettledEvent[]): boolean {
  if (event.is !== 'reaction') return false;
  return rest.some((other) => other.is === 'message' && other.messageId === event.messageId);
}

/** What each person's entries on each message come to. */
function sumsOf(chat: MemoryChat): [string, number][] {
  const sums = new Map<string, number>();
  for (const { giver, receiver, messageId, reputation } of chat.entries) {
    const key = `${giver} ${receiver} ${messageId}`;
    sums.set(key, (sums.get(key) ?? 0) + reputation);
  }
  return [...sums].filter(([, sum]) => sum !== 0).sort();
}

describe('A reaction that waits for its message', () => {
  const early = (at: number, now = ['❤']) => reaction(5, START + at, 2, now.length ? [] : ['❤'], now);
  const passes = (at: number) => message(100 + at, START + at, 3, 'hm');
  const comes = (at = -5) => message(5, START + at, 1, 'a tip');
  const given = (...events: SettledEvent[]) => totals(folded(events, FREE))[0];

  for (const [title, events, points] of [
    ['counts after exactly ten minutes', [early(0), passes(600), comes()], 1],
    ['is dropped a second later', [early(0), passes(601), comes()], 0],
    ['is dropped when the message itself is so late', [early(0), comes(601)], 0],
    ['counts once, though the message comes twice', [early(0), comes(), comes(), passes(5), comes()], 1],
    ['does nothing when it was taken back', [early(0), early(5, []), comes()], 0],
    ['counts when it was put again', [early(0), early(5, []), early(9), comes()], 1],
    [
      'drops only what is too old',
      [early(0), passes(30), early(300, []), early(301), passes(700), comes()],
      1,
    ],
  ] as const) {
    it(title, () => {
      expect(given(...events)).to.equal(points);
      const chat = folded(
        events,
        FREE,
        events.map((_, index) => index),
      );
      expect(totals(chat)[0], 'each event a batch of its own').to.equal(points);
    });
  }

  it('keeps no more than twenty changes of mind, and the last of them', () => {
    const turns = Array.from({ length: 61 }, (_, index) => early(index, index % 2 === 0 ? ['❤'] : []));
    const chat = folded(turns, FREE);
    const [row] = [...chat.reactions.values()];
    expect(JSON.parse(row?.waiting ?? '[]')).to.have.lengthOf(20);
    expect(given(...turns, comes())).to.equal(1);
    expect(given(...turns, early(70, []), comes())).to.equal(0);
  });
});
