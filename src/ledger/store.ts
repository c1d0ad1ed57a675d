import { and, desc, eq, isNotNull } from 'drizzle-orm';
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

/** Gifts that a member has made on one day of the chat's calendar. */
export async function readGiven(
  { orm }: Database,
  chatId: number,
  userId: number,
  day: number,
): Promise<number> {
  const [row] = await orm
    .select({ given: daySums.thanksGiven })
    .from(daySums)
    .where(and(eq(daySums.chatId, chatId), eq(daySums.userId, userId), eq(daySums.day, day)));
  return row?.given ?? 0;
}

function parseOutcome(stored: string | null): Outcome | null {
  return stored === null ? null : (JSON.parse(stored) as Outcome);
}
