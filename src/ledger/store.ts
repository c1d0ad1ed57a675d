import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { DayFacts } from '../model/facts.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Database } from '../storage/database.ts';
import { daySums, messages } from './tables.ts';

/** What one message did, as far as it is still known. */
export interface MessageFate {
  userId: number;
  at: number;
  /** Null: no word of the chat's stood in it. */
  outcome: Outcome | null;
}

/** Null: never seen, or older than 30 days. Message ids start anew with each epoch. */
export async function readFate(
  { orm }: Database,
  chatId: number,
  epoch: number,
  messageId: number,
): Promise<MessageFate | null> {
  const [row] = await orm
    .select({ userId: messages.userId, at: messages.at, outcome: messages.outcome })
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
    .select({ userId: messages.userId, at: messages.at, outcome: messages.outcome })
    .from(messages)
    .where(and(eq(messages.chatId, chatId), eq(messages.userId, userId), isNotNull(messages.outcome)))
    .orderBy(desc(messages.at), desc(messages.messageId))
    .limit(1);
  return row ? { ...row, outcome: parseOutcome(row.outcome) } : null;
}

/** What a member has given and got on one day of the chat's calendar. */
export async function readDay(
  { orm }: Database,
  chatId: number,
  userId: number,
  day: number,
): Promise<DayFacts> {
  const [row] = await orm
    .select({
      thanksGiven: daySums.thanksGiven,
      thanksGot: daySums.thanksGot,
      minusGiven: daySums.minusGiven,
      minusGot: daySums.minusGot,
    })
    .from(daySums)
    .where(and(eq(daySums.chatId, chatId), eq(daySums.userId, userId), eq(daySums.day, day)));
  return row ?? { thanksGiven: 0, thanksGot: 0, minusGiven: 0, minusGot: 0 };
}

/** Gifts that a member has made on one day of the chat's calendar. */
export async function readGiven(
  database: Database,
  chatId: number,
  userId: number,
  day: number,
): Promise<number> {
  return (await readDay(database, chatId, userId, day)).thanksGiven;
}

function parseOutcome(stored: string | null): Outcome | null {
  return stored === null ? null : (JSON.parse(stored) as Outcome);
}
