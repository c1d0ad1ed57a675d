import { and, count, eq, type SQL, sql } from 'drizzle-orm';
import type { TopOrder } from '../model/request.ts';
import { members, people } from '../people/tables.ts';
import type { Database } from '../storage/database.ts';

export interface Standing {
  /** Counts from 1; those with the same score share it. */
  place: number;
  userId: number;
  firstName: string;
  lastName: string | null;
  reputation: number;
  reputationFromAdmins: number;
}

export interface Page {
  rows: Standing[];
  /** Members with a place at all. */
  total: number;
}

/**
 * What each order counts, written as its index has it (`people/tables.ts`). `desc nulls last` is part of that: an
 * index in one order of nulls is not read for the other, though there are none.
 */
const SCORES: Readonly<Record<TopOrder, SQL<number>>> = {
  sum: sql`${members.reputation}`,
  admins: sql`${members.reputationFromAdmins}`,
  members: sql`(${members.reputation} - ${members.reputationFromAdmins})`,
};

const ranked = (chatId: number, order: TopOrder) =>
  and(
    eq(members.chatId, chatId),
    eq(members.present, true),
    sql`${SCORES[order]} <> 0`,
    eq(people.isBot, false),
  );

/** A page of a chat's rating, counting from 1. Who has left or has nothing has no place. */
export async function readTop(
  { orm }: Database,
  chatId: number,
  order: TopOrder,
  page: number,
  perPage = 10,
): Promise<Page> {
  const score = SCORES[order];
  const [counted] = await orm
    .select({ total: count() })
    .from(members)
    .innerJoin(people, eq(people.userId, members.userId))
    .where(ranked(chatId, order));
  const rows = await orm
    .select({
      place: sql<number>`rank() over (order by ${score} desc nulls last)`.mapWith(Number),
      userId: members.userId,
      firstName: people.firstName,
      lastName: people.lastName,
      reputation: members.reputation,
      reputationFromAdmins: members.reputationFromAdmins,
    })
    .from(members)
    .innerJoin(people, eq(people.userId, members.userId))
    .where(ranked(chatId, order))
    .orderBy(sql`${score} desc nulls last`, members.userId)
    .limit(perPage)
    .offset((page - 1) * perPage);
  return { rows, total: counted?.total ?? 0 };
}

/** The place that a score has in a chat, counting from 1; null for 0, which has none. */
export async function readPlace(
  { orm }: Database,
  chatId: number,
  order: TopOrder,
  score: number,
): Promise<number | null> {
  if (score === 0) return null;
  const [row] = await orm
    .select({ above: count() })
    .from(members)
    .innerJoin(people, eq(people.userId, members.userId))
    .where(and(ranked(chatId, order), sql`${SCORES[order]} > ${score}`));
  return (row?.above ?? 0) + 1;
}

/** What somebody has in an order. */
export function scoreOf(
  order: TopOrder,
  { reputation, reputationFromAdmins }: Pick<Standing, 'reputation' | 'reputationFromAdmins'>,
): number {
  if (order === 'sum') return reputation;
  return order === 'admins' ? reputationFromAdmins : reputation - reputationFromAdmins;
}
