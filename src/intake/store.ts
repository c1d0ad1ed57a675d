import { bulkInsert } from '../engine/save/bulk.ts';
import type { Flight } from '../storage/database.ts';
import type { Item } from './update.ts';

const MARK = `insert into seen_updates (bot_id, update_id, seen_at)
  select $1::bigint, id, $3::bigint from unnest($2::bigint[]) id on conflict do nothing returning update_id`;

/**
 * Marks updates as seen; the answer holds those that were not seen before. Another process that marks the same
 * one waits for our commit, and then drops it. Sorted, so that two never wait for each other.
 */
export async function mark(
  flight: Flight,
  bot: number,
  items: readonly Item[],
  now: number,
): Promise<Set<number>> {
  const ids = [...new Set(items.map((item) => item.update.update_id))].sort((a, b) => a - b);
  const rows = await flight.query<{ update_id: number }>(MARK, [bot, ids, now]);
  return new Set(rows.map((row) => Number(row.update_id)));
}

const insertAside = bulkInsert({
  table: 'set_aside',
  columns: {
    bot_id: 'bigint',
    update_id: 'bigint',
    at: 'bigint',
    chat_id: 'bigint',
    reason: 'text',
    body: 'text',
  },
  conflict: `on conflict (bot_id, update_id) do update set at = excluded.at, reason = excluded.reason,
    attempts = set_aside.attempts + 1`,
});

type AsideRow = [bot: number, update: number, at: number, chat: number | null, reason: string, body: string];

const LONGEST_REASON = 2_000;
const LONGEST_BODY = 100_000;

/** What is kept of an update that failed: the reason with its place in the code, and the update itself. */
export function asideRow(bot: number, item: Item, fault: unknown, now: number): AsideRow {
  const reason = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  const chat = item.event && item.event.is !== 'migration' ? item.event.chat.id : null;
  let body: string;
  try {
    body = JSON.stringify(item.update);
  } catch {
    body = JSON.stringify({ update_id: item.update.update_id });
  }
  return [
    bot,
    item.update.update_id,
    now,
    chat,
    reason.slice(0, LONGEST_REASON),
    body.slice(0, LONGEST_BODY),
  ];
}

/** Writes them; sent along with the commit. */
export function putAside(flight: Flight, rows: readonly AsideRow[]): void {
  insertAside(flight, rows)?.catch(() => undefined);
}
