import { asc, eq } from 'drizzle-orm';
import type { Trigger } from '../model/trigger.ts';
import type { Database } from '../storage/database.ts';
import { triggers } from './tables.ts';

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
