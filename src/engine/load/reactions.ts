import type { Entry } from '../../model/entry.ts';
import { type ChatId, type UserId, userId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import type { Flight } from '../../storage/database.ts';
import type { ChatRow, ReactionRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import type { Arrival } from '../needs/arrival.ts';
import { Tuples } from '../needs/tuples.ts';
import type { Needs } from '../needs.ts';
import { waitingOf } from '../reputation/reactions.ts';
import { MEMBER, PAIR, PERSON } from './columns.ts';

// What a change of reactions must know beforehand: asked for only where a batch holds one, in the same flight.

/** Reactions of the batch: chat, message, person, and the epoch in which the message got its number. */
const REACTED = `unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[]) n(c, m, u, back)
  cross join lateral (select epoch - n.back as epoch from chats where chat_id = n.c offset 0) h`;

/** With the people whose reactions on it have brought experience: few, for they are counted. */
export const AUTHORS = `select n.c as "chatId", h.epoch, n.m as "messageId", w.user_id as author, w.at, w.thread,
  (select string_agg(user_id::text, ' ') from reactions
    where chat_id = n.c and epoch = h.epoch and message_id = n.m and counted) as counted from ${REACTED}
  cross join lateral (select user_id, at, thread from messages
    where chat_id = n.c and epoch = h.epoch and message_id = n.m offset 0) w`;

const REACTION = `r.chat_id as "chatId", r.epoch, r.message_id as "messageId", r.user_id as "userId", r.at,
  r.entry, r.outcome, r.waiting, r.counted`;

const STANDING = `cross join lateral (select * from reactions
  where chat_id = n.c and epoch = h.epoch and message_id = n.m and user_id = n.u offset 0) r`;

/** With the gift that may stand for the reaction, and what took it back otherwise. */
export const REACTIONS = `select ${REACTION}, e.at as "giftAt", e.kind, e.giver_id as giver, e.receiver_id as receiver,
  e.giver_role as "giverRole", e.reputation, e.experience, b.id as "reversedBy"
  from ${REACTED} ${STANDING}
  left join lateral (select * from entries where chat_id = n.c and id = r.entry offset 0) e on true
  left join lateral (select id from entries where chat_id = n.c and reverses = r.entry limit 1) b on true`;

/** Whom a reaction may give to or take from: who wrote the message, and who got the gift that stands. */
const TOUCHED = `${REACTED} cross join lateral (
  select user_id as id from messages where chat_id = n.c and epoch = h.epoch and message_id = n.m
  union select (select receiver_id from entries where chat_id = r.chat_id and id = r.entry) from reactions r
    where chat_id = n.c and epoch = h.epoch and message_id = n.m and user_id = n.u and entry is not null offset 0) t`;

export const TOUCHED_MEMBERS = `select n.c as "chatId", t.id as "userId", true as seen, ${PERSON}, ${MEMBER}
  from ${TOUCHED}
  cross join lateral (select * from people where user_id = t.id offset 0) p
  left join lateral (select * from members where chat_id = n.c and user_id = t.id offset 0) m on true`;

export const TOUCHED_PAIRS = `select ${PAIR} from ${TOUCHED} cross join lateral (
  select * from pairs where chat_id = n.c and giver_id = n.u and receiver_id = t.id
  union all select * from pairs where chat_id = n.c and giver_id = t.id and receiver_id = n.u offset 0) p`;

const WAITING = `select ${REACTION} from unnest($1::bigint[], $2::bigint[], $3::int[]) n(c, m, back)
  cross join lateral (select epoch - n.back as epoch from chats where chat_id = n.c offset 0) h
  cross join lateral (select * from reactions
    where chat_id = n.c and epoch = h.epoch and message_id = n.m and waiting is not null offset 0) r`;

export type AuthorAnswer = {
  chatId: ChatId;
  epoch: number;
  messageId: number;
  author: number;
  at: Seconds;
  thread: number | null;
  counted: string | null;
};
export type ReactionAnswer = ReactionRow & { chatId: ChatId };
export type StandingAnswer = ReactionAnswer &
  Pick<Entry, 'kind' | 'giver' | 'receiver' | 'giverRole' | 'reputation' | 'experience'> & {
    giftAt: number | null;
    reversedBy: number | null;
  };

export interface ReactionAnswers {
  authors: AuthorAnswer[];
  reactions: StandingAnswer[];
}

/** Asked only where a chat's row says that something waits: almost never. */
export async function readWaiting(
  flight: Flight,
  needs: Needs,
  chats: readonly ChatRow[],
): Promise<ReactionAnswer[]> {
  const awaiting = new Set(chats.flatMap((row) => (row.reactionsWaitUntil === null ? [] : [row.chatId])));
  const arrivals = needs.arrivals.filter(({ chat }) => awaiting.has(chat));
  if (arrivals.length === 0) return [];
  return flight.query<ReactionAnswer>(WAITING, [
    arrivals.map(({ chat }) => chat),
    arrivals.map(({ messageId }) => messageId),
    arrivals.map(({ upgrades }) => upgrades),
  ]);
}

/** What waits, with the messages that have come for it. */
export function awaitedOf(needs: Needs, waiting: readonly ReactionAnswer[]): Awaited[] {
  return waiting.flatMap((row) =>
    needs.arrivals
      .filter(({ chat, messageId }) => chat === row.chatId && messageId === row.messageId)
      .map((arrival) => ({
        arrival,
        userId: userId(row.userId),
        times: waitingOf(row).map(({ at }) => at),
      })),
  );
}

/** A reaction that waits for a message of the batch. */
export interface Awaited {
  arrival: Arrival;
  userId: UserId;
  /** When its changes happened. */
  times: readonly Seconds[];
}

/** What a batch needs besides, once it is known which reactions wait for its messages. */
export function withAwaited(needs: Needs, awaited: readonly Awaited[]): Needs {
  const members = new Tuples(needs.members);
  const days = new Tuples(needs.days);
  const pairs = new Tuples(needs.pairs);
  let { earliest } = needs;
  for (const { arrival, userId, times } of awaited) {
    const { chat, author } = arrival;
    for (const id of author === null ? [userId] : [userId, author]) {
      members.add([chat, id]);
      days.add([chat, id]);
    }
    if (author !== null && author !== userId) {
      pairs.add([chat, userId, author]);
      pairs.add([chat, author, userId]);
    }
    for (const at of times) earliest = Math.min(earliest, at);
  }
  return {
    ...needs,
    members: members.list,
    days: days.list,
    pairs: pairs.list,
    standings: needs.standings.map(([chat, asked, unsettled]) => [
      chat,
      asked + 2 * awaited.length,
      unsettled,
    ]),
    earliest,
  };
}

/** `waiting`: what waits for messages of the batch. */
export function assembleReactions(
  answers: ReactionAnswers,
  waiting: readonly ReactionAnswer[],
  chats: ReadonlyMap<ChatId, ChatDraft>,
): void {
  for (const { chatId: chat, epoch, messageId, author, at, thread, counted } of answers.authors) {
    const reactions = chats.get(chat)?.reactions;
    reactions?.known.set(`${epoch} ${messageId}`, { userId: author, at, thread });
    if (counted !== null)
      reactions?.rememberCounted(epoch, messageId, counted.split(' ').map(Number).map(userId));
  }
  for (const row of answers.reactions) rememberStanding(chats.get(row.chatId), row);
  for (const row of [...answers.reactions, ...waiting]) {
    const { messageId, epoch, at, entry, outcome } = row;
    const reaction = {
      messageId,
      epoch,
      userId: userId(row.userId),
      at,
      entry,
      outcome,
      waiting: row.waiting,
      counted: row.counted,
    };
    chats.get(row.chatId)?.reactions.remember(reaction);
  }
}

function rememberStanding(draft: ChatDraft | undefined, row: StandingAnswer): void {
  const { entry: id, giftAt: at, kind, giver, receiver, giverRole, reputation, experience } = row;
  if (!draft || id === null || at === null) return;
  const { messageId, epoch, reversedBy } = row;
  const line = { id, at, kind, giver, receiver, giverRole, reputation, experience, messageId, epoch };
  draft.ledger.remember({ ...line, reason: null, reverses: null, reversedBy });
}
