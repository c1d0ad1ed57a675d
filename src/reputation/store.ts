import { and, asc, desc, eq, isNotNull } from 'drizzle-orm';
import type { PairFacts } from '../model/facts.ts';
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

/** From when the intervals between two people run, as things stand now. */
export interface LastGifts {
  thanksGivenAt: number | null;
  minusGivenAt: number | null;
  thanksGotAt: number | null;
  minusGotAt: number | null;
  there: PairFacts;
  back: PairFacts;
}

type Row = Omit<LastGifts, 'there' | 'back'> & {
  thanksThere: number | null;
  minusThere: number | null;
  thanksBack: number | null;
  minusBack: number | null;
};

export async function readLastGifts(
  database: Database,
  chatId: number,
  giver: number,
  receiver: number | null,
): Promise<LastGifts> {
  const [row] = await database.query<Row>(
    `select g.thanks_given_at as "thanksGivenAt", g.minus_given_at as "minusGivenAt",
       r.thanks_got_at as "thanksGotAt", r.minus_got_at as "minusGotAt",
       p.thanks_at as "thanksThere", p.minus_at as "minusThere", b.thanks_at as "thanksBack", b.minus_at as "minusBack"
     from (select 1) as always
     left join members g on g.chat_id = $1 and g.user_id = $2
     left join members r on r.chat_id = $1 and r.user_id = $3
     left join pairs p on p.chat_id = $1 and p.giver_id = $2 and p.receiver_id = $3
     left join pairs b on b.chat_id = $1 and b.giver_id = $3 and b.receiver_id = $2`,
    [chatId, giver, receiver],
  );
  const { thanksThere = null, minusThere = null, thanksBack = null, minusBack = null } = row ?? {};
  return {
    thanksGivenAt: row?.thanksGivenAt ?? null,
    minusGivenAt: row?.minusGivenAt ?? null,
    thanksGotAt: row?.thanksGotAt ?? null,
    minusGotAt: row?.minusGotAt ?? null,
    there: { thanksAt: thanksThere, minusAt: minusThere },
    back: { thanksAt: thanksBack, minusAt: minusBack },
  };
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
