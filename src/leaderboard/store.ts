import { and, count, desc, eq, gt, ne, sql } from 'drizzle-orm';
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

const ranked = (chatId: number) =>
  and(
    eq(members.chatId, chatId),
    eq(members.present, true),
    ne(members.reputation, 0),
    eq(people.isBot, false),
  );

/** A page of a chat's rating by reputation, counting from 1. Who has left or has nothing has no place. */
export async function readTop({ orm }: Database, chatId: number, page: number, perPage = 10): Promise<Page> {
  const [counted] = await orm
    .select({ total: count() })
    .from(members)
    .innerJoin(people, eq(people.userId, members.userId))
    .where(ranked(chatId));
  const rows = await orm
    .select({
      place: sql<number>`rank() over (order by ${members.reputation} desc)`.mapWith(Number),
      userId: members.userId,
      firstName: people.firstName,
      lastName: people.lastName,
      reputation: members.reputation,
      reputationFromAdmins: members.reputationFromAdmins,
    })
    .from(members)
    .innerJoin(people, eq(people.userId, members.userId))
    .where(ranked(chatId))
    .orderBy(desc(members.reputation), members.userId)
    .limit(perPage)
    .offset((page - 1) * perPage);
  return { rows, total: counted?.total ?? 0 };
}

/** The place that a reputation has in a chat, counting from 1; null for 0, which has none. */
export async function readPlace(
  { orm }: Database,
  chatId: number,
  reputation: number,
): Promise<number | null> {
  if (reputation === 0) return null;
  const [row] = await orm
    .select({ above: count() })
    .from(members)
    .innerJoin(people, eq(people.userId, members.userId))
    .where(and(ranked(chatId), gt(members.reputation, reputation)));
  return (row?.above ?? 0) + 1;
}
