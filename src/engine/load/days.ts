import { type ChatId, type UserId, userId } from '../../model/ids.ts';
import { DAY } from '../../model/time.ts';
import type { DaySums } from '../../model/today.ts';
import type { Flight } from '../../storage/database.ts';
import { isPast } from '../draft/days.ts';
import type { ChatDraft } from '../draft.ts';
import type { Needs } from '../needs.ts';

/*
 * The latest day of a member comes with their row, so days that are over are read in a flight of their own, and only where
 * an event may ask for one: after midnight for those who have begun the next day already, for what comes late, and once for
 * each member whose row is older than `members.today`.
 */

/**
 * `offset 0` keeps the planner from turning the look-up around: joined plainly, a table without statistics is
 * read from its other end (10 ms a batch instead of 0.1).
 */
const PAST = `select d.chat_id as "chatId", d.user_id as "userId", d.day, d.messages, d.reputation, d.experience, d.activity,
  d.thanks_given as "thanksGiven", d.thanks_got as "thanksGot", d.minus_given as "minusGiven",
  d.minus_got as "minusGot", d.experience_got as "experienceGot"
  from unnest($1::bigint[], $2::bigint[]) n(c, u) cross join lateral (
    select * from day_sums where chat_id = n.c and user_id = n.u and day >= $3::int offset 0) d`;

type PastAnswer = DaySums & { chatId: ChatId; userId: UserId; day: number };
type Chats = ReadonlyMap<ChatId, ChatDraft>;

/** Called when the members are there. */
export async function loadDays(flight: Flight, needs: Needs, chats: Chats): Promise<void> {
  const asked = pastDays(needs, chats);
  if (asked.length === 0) return;
  const from = firstDay(needs);
  const rows = await flight.query<PastAnswer>(PAST, [
    asked.map(([chat]) => chat),
    asked.map(([, id]) => id),
    from,
  ]);
  for (const [chat, id] of asked) chats.get(chat)?.days.readFrom(id, from);
  for (const { chatId, userId: id, day, ...sums } of rows)
    chats.get(chatId)?.days.remember(userId(id), day, sums);
}

/** The first day, in UTC, that an event may fall on: a time zone moves one by a day at most. */
export const firstDay = ({ earliest }: Needs): number => Math.floor(earliest / DAY) - 1;

/** Whose days must be read besides what stands in their rows. */
export function pastDays(needs: Needs, chats: Chats): [ChatId, UserId][] {
  const asked: [ChatId, UserId][] = [];
  if (!Number.isFinite(needs.earliest)) return asked;
  for (const [chat, { days }] of chats) for (const id of days.unread) asked.push([chat, id]);
  const wanted = new Map<ChatId, number>();
  const want = (chat: ChatId, id: UserId) => {
    const facts = chats.get(chat);
    const member = facts?.members.get(id);
    if (!facts || !member) return;
    let first = wanted.get(chat);
    if (first === undefined) {
      // Where the zone may change on the way, what is today may be another day.
      first = needs.changing.has(chat) ? firstDay(needs) : facts.dayOf(needs.earliest);
      wanted.set(chat, first);
    }
    if (isPast(member.today, first)) asked.push([chat, id]);
  };
  const wide = new Set<ChatId>();
  // Who is meant by these is told by storage: it may be anybody who was read.
  for (const [chat] of needs.namedPairs) wide.add(chat);
  for (const [chat] of needs.reactions) wide.add(chat);
  for (const chat of wide) for (const { userId: id } of chats.get(chat)?.members.all() ?? []) want(chat, id);
  for (const [chat, id] of needs.days) if (!wide.has(chat)) want(chat, id);
  return asked;
}
