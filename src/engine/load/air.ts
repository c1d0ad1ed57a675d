import type { MessageEvent } from '../../model/event.ts';
import { type ChatId, type UserId, userId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import { MOST_LOOKED_AT, type Offer, type Written } from '../../reputation/air.ts';
import type { Flight } from '../../storage/database.ts';
import type { ChatDraft } from '../draft.ts';
import { Tuples } from '../needs/tuples.ts';
import type { Needs } from '../needs.ts';

/*
 * Thanks into the air are read in flights of their own, and only where somebody really thanks nobody in a chat that
 * asks about it. Which words thank is known when the chat's row has come, so the question "who wrote lately" cannot
 * travel with it. Rejected: the last writers in the chat's row, which every message of such a chat would write anew;
 * and asking for them with every message that answers nobody, which is most of them, in all chats. This way a batch
 * without such a thank-you costs a look at a list that is empty.
 */

const WRITTEN = `select n.c as "chatId", m.message_id as "messageId", m.user_id as author, m.at, m.thread
  from unnest($1::bigint[], $2::bigint[]) n(c, before)
  join chats c on c.chat_id = n.c
  cross join lateral (
    select message_id, user_id, at, thread from messages
    where chat_id = n.c and epoch = c.epoch and message_id < n.before
    order by message_id desc limit ${MOST_LOOKED_AT}) m`;

const OFFERED = `select n.c as "chatId", n.g as giver, max(o.at) as at
  from unnest($1::bigint[], $2::bigint[]) n(c, g)
  join air_offers o on o.chat_id = n.c and o.giver_id = n.g group by n.c, n.g`;

const OFFERS = `select o.chat_id as "chatId", o.message_id as "messageId", o.giver_id as giver, o.at, o.thread, o.rule,
  o.people, o.answered from unnest($1::bigint[], $2::bigint[]) n(c, m)
  join air_offers o on o.chat_id = n.c and o.message_id = n.m`;

export type WrittenRow = Written & { chatId: ChatId };
export type OfferRow = Omit<Offer, 'people'> & { chatId: ChatId; people: string };

type Chats = ReadonlyMap<ChatId, ChatDraft>;

/** Reads what questions need, and answers with what must be read of their people; null: nothing. */
export async function loadAir(flight: Flight, needs: Needs, chats: Chats): Promise<Needs | null> {
  const thanks = thanksIntoAir(needs, chats);
  const { offers } = needs;
  if (thanks.length === 0 && offers.length === 0) return null;
  const ids = thanks.map(({ chat }) => chat.id);
  const [written, offered, pressed] = await Promise.all([
    thanks.length === 0
      ? []
      : flight.query<WrittenRow>(WRITTEN, [ids, thanks.map(({ messageId }) => messageId)]),
    thanks.length === 0
      ? []
      : flight.query<{ chatId: ChatId; giver: UserId; at: Seconds }>(OFFERED, [ids, thanks.map(authorOf)]),
    offers.length === 0
      ? []
      : flight.query<OfferRow>(OFFERS, [offers.map(([chat]) => chat), offers.map(([, id]) => id)]),
  ]);
  for (const { chatId, ...one } of written) chats.get(chatId)?.air.written.set(one.messageId, one);
  for (const { chatId, giver, at } of offered) chats.get(chatId)?.air.offeredAt.set(userId(giver), at);
  for (const { chatId, people, ...offer } of pressed) {
    chats
      .get(chatId)
      ?.air.offers.remember(offer.messageId, { ...offer, people: JSON.parse(people) as UserId[] });
  }
  return peopleOfAir(thanks, needs, chats);
}

/**
 * The messages of a batch that may lead to a question, now that the chats' words are known. Where the batch itself
 * changes settings, words may come and go on the way: then every message is one that may.
 */
export function thanksIntoAir({ plain, changing }: Needs, chats: Chats): MessageEvent[] {
  const found = plain.filter(({ chat: { id }, text, masked }) => {
    const rules = chats.get(id)?.rules;
    if (!rules?.settings['reputation.air']) return rules !== undefined && changing.get(id) === true;
    return changing.has(id) || rules.matcher.find(text, masked).some(isThanks);
  });
  for (const event of found) chats.get(event.chat.id)?.air.asked.add(event.messageId);
  return found;
}

const isThanks = ({ list }: { list: string }) => list === 'thanks';

/** Needs of nothing: to be spread under what is needed. */
export const NOTHING_ELSE = {
  ...{
    chats: [],
    onlyIfKnown: new Set<ChatId>(),
    names: [],
    usernames: [],
    mentioned: [],
    bearers: new Map<string, UserId[]>(),
    namedPairs: [],
    standings: [],
    panels: [],
    cards: [],
    placing: [],
    moderation: { pasts: [], removals: [] },
    changed: [],
    jobs: [],
    links: [],
    spared: [],
    pairs: [],
    days: [],
    earliest: Number.POSITIVE_INFINITY,
  },
  ...{
    plain: [],
    changing: new Map<ChatId, boolean>(),
    offers: [],
    reactions: [],
    arrivals: [],
    questions: [],
    versions: [],
  },
  undo: { entries: [], messages: [], givers: [], events: 0 },
};

/** Givers and all who may be meant: those who wrote before, in the batch too, and those under pressed buttons. */
export function peopleOfAir(thanks: readonly MessageEvent[], needs: Needs, chats: Chats): Needs {
  const members = new Tuples<[ChatId, UserId]>();
  const pairs = new Tuples<[ChatId, UserId, UserId]>();
  let earliest: Seconds = Number.POSITIVE_INFINITY;
  const need = (chat: ChatId, giver: UserId, at: Seconds, receivers: Iterable<UserId>) => {
    earliest = Math.min(earliest, at);
    members.add([chat, giver]);
    for (const receiver of receivers) {
      // What channels and anonymous admins write is kept under the id of a chat.
      if (receiver === giver || receiver <= 0) continue;
      members.add([chat, receiver]);
      pairs.add([chat, giver, receiver]);
      pairs.add([chat, receiver, giver]);
    }
  };
  for (const event of thanks) {
    const writers = new Set(needs.members.filter(([chat]) => chat === event.chat.id).map(([, id]) => id));
    for (const { author } of chats.get(event.chat.id)?.air.written.values() ?? [])
      writers.add(userId(author));
    need(event.chat.id, authorOf(event), event.at, writers);
  }
  for (const [chat, message] of needs.offers) {
    const offer = chats.get(chat)?.air.offers.get(message);
    if (offer) need(chat, offer.giver, offer.at, offer.people);
  }
  return {
    ...NOTHING_ELSE,
    members: members.list,
    pairs: pairs.list,
    days: members.list,
    earliest,
  };
}

function authorOf({ author }: MessageEvent): UserId {
  if (author.is !== 'person') throw new Error('only people are asked');
  return author.person.id;
}
