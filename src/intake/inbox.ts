import type { Logger } from 'pino';
import type { Seconds } from '../model/time.ts';
import type { Database, Flight, Hold } from '../storage/database.ts';
import { isUpdate, type RawUpdate } from './update.ts';

/** A row of the inbox. */
export interface Stored {
  readonly row: number;
  readonly updates: readonly RawUpdate[];
}

/** Where updates are safe that are not counted yet. */
export interface Inbox {
  /** Resolves with the number of their row when they are safe. Rejects where they may not be. */
  put(updates: readonly RawUpdate[]): Promise<number>;
  /** All rows, in the order in which they came. One that no update can be read from is set aside. */
  read(): Promise<Stored[]>;
  /** Whether other rows stand there than these. */
  hasOthers(known: readonly number[]): Promise<boolean>;
  /** To be the one process whose updates may wait there; null while others count theirs. Never rejects. */
  keep(): Promise<Hold | null>;
}

/** What a batch is to know of the inbox. */
export interface InboxRows {
  /** Rows that go with the commit of these updates, their last ones. */
  done: ReadonlyMap<RawUpdate, number>;
  /** Rows that this process knows; null: it is the one that keeps the inbox, and knows all. */
  known: readonly number[] | null;
}

/**
 * Somebody else, who may be dead, has confirmed updates that are not counted. They came before those of this batch, which must
 * not overtake them.
 */
export class LeftBehind extends Error {
  constructor() {
    super('updates in the inbox come first');
  }
}

const PUT = 'insert into inbox (bot_id, at, body) values ($1, $2, $3) returning id';

// In order, so that it goes by the index, as all must on the hot path.
const OTHERS = 'select from inbox where bot_id = $1 and id <> all($2::bigint[]) order by id limit 1';

/** Numbered below those of updates. */
const SET_ASIDE = `with gone as (delete from inbox where id = $1::bigint returning *)
  insert into set_aside (bot_id, update_id, at, reason, body)
  select bot_id, -id, $2::bigint, 'a row of the inbox without any update', left(body, 100000) from gone
  on conflict do nothing`;

const nameOf = (bot: number) => `inbox ${bot}`;

/** The inbox of a bot. `now`: the wall clock, seconds. */
export function createInbox(database: Database, bot: number, now: () => Seconds, log: Logger): Inbox {
  return {
    async put(updates) {
      const body = JSON.stringify(updates);
      // In a transaction only for the connections that these have: what people read may take long. Not awaited within, so
      // that begin, row and commit are one round trip.
      let sent: Promise<{ id: number }[]> = Promise.resolve([]);
      await database.transact(async (flight) => {
        sent = flight.query<{ id: number }>(PUT, [bot, now(), body]);
        sent.catch(() => undefined);
      });
      const [row] = await sent;
      if (!row) throw new Error('the inbox gave no number');
      return row.id;
    },
    async read() {
      const rows = await database.query<{ row: number; body: string }>(
        'select id as row, body from inbox where bot_id = $1 order by id',
        [bot],
      );
      const read = rows.map(({ row, body }) => ({ row, updates: updatesIn(body) }));
      for (const { row } of read.filter(({ updates }) => updates.length === 0)) {
        await database.query(SET_ASIDE, [row, now()]);
        log.error({ row }, 'a row of the inbox was set aside: it holds no update');
      }
      return read.filter(({ updates }) => updates.length > 0);
    },
    async hasOthers(known) {
      return (await database.query(OTHERS, [bot, known])).length > 0;
    },
    keep: () => database.hold(nameOf(bot)),
  };
}

function updatesIn(body: string): RawUpdate[] {
  try {
    const list: unknown = JSON.parse(body);
    return Array.isArray(list) ? list.filter(isUpdate) : [];
  } catch {
    return [];
  }
}

/**
 * Waits until nobody else's updates wait in the inbox, and keeps it so until this transaction ends. To be sent before all
 * else in it. Rejects with LeftBehind where somebody has died meanwhile.
 */
export async function queueUp(
  flight: Flight,
  { database, bot, known }: { database: Database; bot: number; known: readonly number[] },
): Promise<void> {
  // One process has the embedded database, and stores nothing.
  if (database.kind === 'embedded') return;
  const [, rows] = await Promise.all([
    database.holdTogether(flight, nameOf(bot)),
    // A statement of its own: its snapshot must not be older than the lock.
    flight.query(OTHERS, [bot, known]),
  ]);
  if (rows.length > 0) throw new LeftBehind();
}

/** Takes rows out, in the transaction that holds the effects of their last update. */
export function clear(flight: Flight, rows: readonly number[]): void {
  if (rows.length === 0) return;
  flight.query('delete from inbox where id = any($1::bigint[])', [rows]).catch(() => undefined);
}
