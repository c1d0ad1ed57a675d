import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { DayFacts } from '../model/facts.ts';
import type { Outcome } from '../model/outcome.ts';
import { fullName } from '../model/person.ts';
import type { LogPage } from '../model/request.ts';
import type { Database } from '../storage/database.ts';
import { chatJobs, entries, messages, questions } from './tables.ts';

/** What an admin was asked and has not answered. */
export async function readQuestion(
  { orm }: Database,
  chatId: number,
  userId: number,
): Promise<typeof questions.$inferSelect | null> {
  const [row] = await orm
    .select()
    .from(questions)
    .where(and(eq(questions.chatId, chatId), eq(questions.userId, userId)));
  return row ?? null;
}

/** The last work on all members of a chat, running or over. */
export async function readJob(
  { orm }: Database,
  chatId: number,
): Promise<typeof chatJobs.$inferSelect | null> {
  const [row] = await orm.select().from(chatJobs).where(eq(chatJobs.chatId, chatId));
  return row ?? null;
}

/** A line as `/log` shows it. */
export interface LogLine {
  id: number;
  at: number;
  kind: string;
  giverId: number | null;
  giverRole: string;
  receiverId: number;
  reputation: number;
  experience: number;
  reason: string | null;
  reverses: number | null;
  reversedBy: number | null;
  /** Null: nobody, or somebody never seen. */
  giver: { firstName: string; lastName: string | null } | null;
  receiver: { firstName: string; lastName: string | null };
}

type LogRow = Omit<LogLine, 'giver' | 'receiver'> & {
  giverFirst: string | null;
  giverLast: string | null;
  receiverFirst: string | null;
  receiverLast: string | null;
};

/**
 * A page of the ledger, the newest first; of one person: what they gave and got. Turned by numbers of entries and not
 * by counting pages, so that the last page costs what the first one does. `newer`, `older`: there is more that way.
 */
export async function readLog(
  database: Database,
  chatId: number,
  person: number | null,
  page: LogPage,
  perPage: number,
): Promise<{ lines: LogLine[]; newer: boolean; older: boolean }> {
  const up = page.from === 'after';
  const from = page.from === 'newest' ? Number.MAX_SAFE_INTEGER : page.entry;
  const order = up ? 'asc' : 'desc';
  const some = (whose: string) => `(select id from entries where chat_id = $1 and id ${up ? '>' : '<'} $2
    ${whose} order by id ${order} limit ${perPage + 1})`;
  const ids =
    person === null ? some('') : `${some('and giver_id = $3')} union ${some('and receiver_id = $3')}`;
  const rows = await database.query<LogRow>(
    `select e.id, e.at, e.kind, e.giver_id as "giverId", e.giver_role as "giverRole", e.receiver_id as "receiverId",
       e.reputation, e.experience, e.reason, e.reverses, r.id as "reversedBy", g.first_name as "giverFirst",
       g.last_name as "giverLast", t.first_name as "receiverFirst", t.last_name as "receiverLast"
     from (select id from (${ids}) found order by id ${order} limit ${perPage + 1}) page
     join entries e on e.chat_id = $1 and e.id = page.id
     left join entries r on r.chat_id = $1 and r.reverses = e.id
     left join people g on g.user_id = e.giver_id
     left join people t on t.user_id = e.receiver_id
     order by e.id ${order}`,
    person === null ? [chatId, from] : [chatId, from, person],
  );
  const more = rows.length > perPage;
  const lines = rows.slice(0, perPage).map(lineOf);
  if (up) lines.reverse();
  return { lines, newer: up ? more : page.from === 'before', older: up ? true : more };
}

function lineOf({ giverFirst, giverLast, receiverFirst, receiverLast, ...row }: LogRow): LogLine {
  return {
    ...row,
    giver: row.giverId === null ? null : { firstName: giverFirst ?? '', lastName: giverLast },
    receiver: { firstName: receiverFirst ?? '', lastName: receiverLast },
  };
}

/** The giver or the receiver of an entry. Null: there is none. */
export async function readParty(
  { orm }: Database,
  chatId: number,
  entry: number,
  party: 'giver' | 'receiver',
): Promise<number | null> {
  const [row] = await orm
    .select({ giver: entries.giverId, receiver: entries.receiverId })
    .from(entries)
    .where(and(eq(entries.chatId, chatId), eq(entries.id, entry)));
  return row?.[party] ?? null;
}

/** Who has lost again what a message gave them. */
export async function readTakenBack(
  database: Database,
  chatId: number,
  epoch: number,
  messageId: number,
): Promise<{ userId: number; name: string }[]> {
  const rows = await database.query<{ userId: number; firstName: string | null; lastName: string | null }>(
    `select e.receiver_id as "userId", p.first_name as "firstName", p.last_name as "lastName"
     from entries e
     join entries r on r.chat_id = e.chat_id and r.reverses = e.id
     left join people p on p.user_id = e.receiver_id
     where e.chat_id = $1 and e.message_id = $2 and e.epoch = $3 order by e.id limit 10`,
    [chatId, messageId, epoch],
  );
  return rows.map(({ userId, firstName, lastName }) => ({
    userId,
    name: fullName({ firstName: firstName ?? '', lastName, id: userId }),
  }));
}

/** What one message did, as far as it is still known. */
export interface MessageFate {
  epoch: number;
  messageId: number;
  userId: number;
  at: number;
  /** Null: no word of the chat's stood in it. */
  outcome: Outcome | null;
}

const FATE = {
  epoch: messages.epoch,
  messageId: messages.messageId,
  userId: messages.userId,
  at: messages.at,
  outcome: messages.outcome,
};

/** Null: never seen, or older than 30 days. Message ids start anew with each epoch. */
export async function readFate(
  { orm }: Database,
  chatId: number,
  epoch: number,
  messageId: number,
): Promise<MessageFate | null> {
  const [row] = await orm
    .select(FATE)
    .from(messages)
    .where(and(eq(messages.chatId, chatId), eq(messages.epoch, epoch), eq(messages.messageId, messageId)));
  return row ? { ...row, outcome: parseOutcome(row.outcome) } : null;
}

/** A member's last message that tried to give something. */
export async function readLastTry(
  { orm }: Database,
  chatId: number,
  userId: number,
): Promise<MessageFate | null> {
  const [row] = await orm
    .select(FATE)
    .from(messages)
    .where(and(eq(messages.chatId, chatId), eq(messages.userId, userId), isNotNull(messages.outcome)))
    .orderBy(desc(messages.at), desc(messages.messageId))
    .limit(1);
  return row ? { ...row, outcome: parseOutcome(row.outcome) } : null;
}

/** What a member has given and got on one day of the chat's calendar. */
export async function readDay(
  database: Database,
  chatId: number,
  userId: number,
  day: number,
): Promise<DayFacts & { experience: number }> {
  const [sums] = await database.query<DayFacts & { experience: number }>(
    `select coalesce(sum(thanks_given), 0)::int as "thanksGiven", coalesce(sum(thanks_got), 0)::int as "thanksGot",
       coalesce(sum(minus_given), 0)::int as "minusGiven", coalesce(sum(minus_got), 0)::int as "minusGot",
       coalesce(sum(experience_got), 0)::bigint as "experienceGot", coalesce(sum(experience), 0)::bigint as experience
     from member_days where chat_id = $1 and user_id = $2 and day = $3`,
    [chatId, userId, day],
  );
  if (!sums) throw new Error('sums without a group are always a row');
  return sums;
}

function parseOutcome(stored: string | null): Outcome | null {
  return stored === null ? null : (JSON.parse(stored) as Outcome);
}
