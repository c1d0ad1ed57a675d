import { and, asc, desc, eq, isNotNull } from 'drizzle-orm';
import type { Outcome } from '../model/outcome.ts';
import type { Trigger } from '../model/trigger.ts';
import type { Database } from '../storage/database.ts';
import { reactions, triggers } from './tables.ts';

/** A chat's special triggers, the oldest first. */
export async function listTriggers({ orm }: Database, chatId: number): Promise<Trigger[]> {
  const rows = await orm.select().from(triggers).where(eq(triggers.chatId, chatId)).orderBy(asc(triggers.id));
  return rows.map(({ chatId: _, fromWhom, toWhom, match, pause, ...row }) => ({
    ...row,
    match: match as Trigger['match'],
    from: fromWhom as Trigger['from'],
    to: toWhom as Trigger['to'],
    interval: pause,
  }));
}

/** What a person's reactions on one message have done, the last of it. */
export interface ReactionFate {
  at: number;
  outcome: Outcome;
  /** They came before their message; whether they wait still, the time tells. */
  waiting: boolean;
}

const columns = { at: reactions.at, outcome: reactions.outcome, waiting: reactions.waiting };

export async function readReactionFate(
  { orm }: Database,
  chatId: number,
  epoch: number,
  messageId: number,
  userId: number,
): Promise<ReactionFate | null> {
  const [row] = await orm
    .select(columns)
    .from(reactions)
    .where(
      and(
        eq(reactions.chatId, chatId),
        eq(reactions.epoch, epoch),
        eq(reactions.messageId, messageId),
        eq(reactions.userId, userId),
      ),
    );
  return fateOf(row);
}

/** The last that somebody did by reaction in a chat, or tried to. */
export async function readLastReaction(
  { orm }: Database,
  chatId: number,
  userId: number,
): Promise<ReactionFate | null> {
  const [row] = await orm
    .select(columns)
    .from(reactions)
    .where(and(eq(reactions.chatId, chatId), eq(reactions.userId, userId), isNotNull(reactions.outcome)))
    .orderBy(desc(reactions.at), desc(reactions.messageId))
    .limit(1);
  return fateOf(row);
}

function fateOf(row?: { at: number; outcome: string | null; waiting: string | null }): ReactionFate | null {
  if (!row || row.outcome === null) return null;
  return { at: row.at, outcome: JSON.parse(row.outcome) as Outcome, waiting: row.waiting !== null };
}
