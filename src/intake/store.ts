import { bulkInsert, send } from '../engine/save/bulk.ts';
import type { Flight } from '../storage/database.ts';
import { clear } from './inbox.ts';
import type { Item } from './update.ts';

/** Ids from `first` to `last`, both included. */
export interface Run {
  readonly first: number;
  readonly last: number;
}

/**
 * No range is longer, so that those which reach into a batch are found by where they begin: some hundred at most, where
 * a webhook's batches lie across each other. Made shorter, it would not find what is stored for 48 hours.
 */
export const LONGEST_RANGE = 100;

/** Sorted ids as ranges of ids no further than `gap` apart. Sample: [1, 2, 3, 7], 1 → 1–3 and 7. */
export function runsIn(ids: readonly number[], gap: number): Run[] {
  const runs: { first: number; last: number }[] = [];
  for (const id of ids) {
    const run = runs.at(-1);
    if (run && id - run.last <= gap && id - run.first < LONGEST_RANGE) run.last = id;
    else runs.push({ first: id, last: id });
  }
  return runs;
}

const SEEN = `select s.first_id as first, s.last_id as last from unnest($2::bigint[], $3::bigint[]) n(first, last)
  cross join lateral (select first_id, last_id from seen_ranges where bot_id = $1::bigint
    and first_id > n.first - ${LONGEST_RANGE} and first_id <= n.last and last_id >= n.first offset 0) s`;

/**
 * Which of these updates are new. To be asked behind the lock of their chats: another process that has the same update
 * holds the lock of its chat until its commit, which is seen from then on. What concerns no chat does nothing, whoever
 * sees it twice.
 */
export async function readFresh(flight: Flight, bot: number, items: readonly Item[]): Promise<Set<number>> {
  const ids = sortedIds(items);
  const around = runsIn(ids, LONGEST_RANGE);
  const seen = await flight.query<Run>(SEEN, [
    bot,
    around.map(({ first }) => first),
    around.map(({ last }) => last),
  ]);
  return new Set(ids.filter((id) => !seen.some(({ first, last }) => first <= id && id <= last)));
}

const MARK = `insert into seen_ranges (bot_id, first_id, last_id, seen_at)
  select $1::bigint, first, last, $4::bigint from unnest($2::bigint[], $3::bigint[]) r(first, last)
  on conflict (bot_id, first_id) do update
    set last_id = greatest(seen_ranges.last_id, excluded.last_id), seen_at = excluded.seen_at`;

/** Marks the updates as seen, and takes the rows that end with them out of the inbox. */
export function mark(flight: Flight, bot: number, items: readonly Item[], now: number): void {
  const runs = runsIn(sortedIds(items), 1);
  send(flight.query(MARK, [bot, runs.map(({ first }) => first), runs.map(({ last }) => last), now]));
  clear(
    flight,
    items.flatMap(({ ends }) => ends ?? []),
  );
}

/** Each once. Most batches come so already. */
function sortedIds(items: readonly Item[]): number[] {
  const ids = items.map((item) => item.update.update_id);
  const sorted = ids.every((id, i) => i === 0 || id > (ids[i - 1] as number));
  return sorted ? ids : [...new Set(ids)].sort((a, b) => a - b);
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
