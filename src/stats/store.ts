import type { Database } from '../storage/database.ts';
import type { DayCount } from './charts.ts';

/** What a chat wrote and gave, by day; days without anything are left out. */
export function readDayCounts(database: Database, chatId: number, firstDay: number): Promise<DayCount[]> {
  return database.query<DayCount>(
    `select day, sum(messages)::int as messages, sum(thanks_given)::int as gifts from member_days
     where chat_id = $1 and day >= $2 group by day`,
    [chatId, firstDay],
  );
}

/** When messages were written, by quarters of an hour: no zone turns its clocks by less. Of 30 days, as they are kept. */
export function readQuarters(
  database: Database,
  chatId: number,
  since: number,
): Promise<{ at: number; messages: number }[]> {
  return database.query<{ at: number; messages: number }>(
    `select at / 900 * 900 as at, count(*)::int as messages from messages
     where chat_id = $1 and at >= $2 group by at / 900`,
    [chatId, since],
  );
}

/** Since when those who are in a chat are known there, by day of UTC. */
export function readArrivals(database: Database, chatId: number): Promise<{ day: number; people: number }[]> {
  return database.query<{ day: number; people: number }>(
    `select m.first_seen_at / 86400 as day, count(*)::int as people
     from members m join people p on p.user_id = m.user_id
     where m.chat_id = $1 and m.present and not p.is_bot group by m.first_seen_at / 86400`,
    [chatId],
  );
}
