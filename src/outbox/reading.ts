import type { Seconds } from '../model/time.ts';
import type { Flight } from '../storage/database.ts';
import type { StoredRow } from './store.ts';

/** Reads of the queue. Each looks at rows that are due only, and never at those of the chats to `skip`. */

const COLUMNS = `o.id, o.chat_id as chat, o.job, o.body, o.at, o.due_at as "dueAt", o.keep`;
// Not `<> all(…)`: with a parameter it compares with every element, here it is hashed.
const unless = (column: string, parameter: number): string =>
  `not exists (select from unnest($${parameter}::bigint[]) as s(id) where s.id = ${column})`;
// `+ 0` keeps the planner off the index on due_at, under which nearly all rows are due: without statistics yet it
// joined both indexes for one new row among 300,000 (11.6 ms, so 0.5 ms).
const due = (parameter: number): string => `o.due_at + 0 <= $${parameter}`;

export interface Reader {
  flight: Flight;
  botId: number;
  now: Seconds;
  limit: number;
  skip: readonly number[];
}

/**
 * Rows above `after`, in order, and the highest number that the same snapshot shows: with fewer rows than the
 * limit, all up to there has been looked at, whatever was skipped. (`max(id)` became a scan of all rows where the
 * statistics were those of an empty table: 160 ms at 300,000 rows, so 0.5 ms.)
 */
export async function readNew(
  { flight, botId, now, limit, skip }: Reader,
  after: number,
): Promise<{ rows: StoredRow[]; top: number }> {
  const rows = await flight.query<StoredRow & { id: number | null; top: number | null }>(
    `select newest.top, page.* from (select 1) as always
     left join (
       select o.id as top from outbox o where o.bot_id = $1 and o.id > $2 order by o.id desc limit 1
     ) as newest on true
     left join (
       select ${COLUMNS} from outbox o
       where o.bot_id = $1 and o.id > $2 and ${due(3)} and ${unless('o.chat_id', 4)}
       order by o.id limit $5
     ) as page on true
     order by page.id`,
    [botId, after, now, skip, limit],
  );
  return { rows: rows.filter((row) => row.id !== null), top: Number(rows[0]?.top ?? after) };
}

/**
 * Rows above `after` and up to `upTo` that are not known: numbers are given out in one order and committed in
 * another, so a row may become visible below others that were read before it.
 */
export async function readMissed(
  { flight, botId, now, limit, skip }: Reader,
  after: number,
  upTo: number,
  known: readonly number[],
): Promise<StoredRow[]> {
  return flight.query<StoredRow>(
    `select ${COLUMNS} from outbox o
     where o.bot_id = $1 and o.id > $2 and o.id <= $3 and ${due(4)}
       and ${unless('o.chat_id', 5)} and ${unless('o.id', 6)}
     order by o.id limit $7`,
    [botId, after, upTo, now, skip, known, limit],
  );
}

/** Rows that had to wait for a moment which has come. */
export async function readDue(
  { flight, botId, now, limit, skip }: Reader,
  known: readonly number[],
): Promise<StoredRow[]> {
  return flight.query<StoredRow>(
    `select ${COLUMNS} from outbox o
     where o.bot_id = $1 and o.due_at > 0 and o.due_at <= $2
       and ${unless('o.chat_id', 3)} and ${unless('o.id', 4)}
     order by o.due_at, o.id limit $5`,
    [botId, now, skip, known, limit],
  );
}

/** The next rows of one chat, above the last that was taken in. */
export async function readChat(
  { flight, botId, now, limit }: Reader,
  chat: number,
  after: number,
): Promise<StoredRow[]> {
  return flight.query<StoredRow>(
    `select ${COLUMNS} from outbox o
     where o.bot_id = $1 and o.chat_id = $2 and o.id > $3 and ${due(4)}
     order by o.id limit $5`,
    [botId, chat, after, now, limit],
  );
}

export async function anythingDue(flight: Flight, botId: number, now: Seconds): Promise<boolean> {
  const rows = await flight.query('select 1 from outbox where bot_id = $1 and due_at <= $2 limit 1', [
    botId,
    now,
  ]);
  return rows.length > 0;
}
