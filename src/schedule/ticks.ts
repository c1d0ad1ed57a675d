import type { Logger } from 'pino';
import type { TickEvent } from '../model/event.ts';
import { type ChatId, chatId } from '../model/ids.ts';
import type { Seconds } from '../model/time.ts';
import type { Database } from '../storage/database.ts';
import type { Turns } from './turns.ts';

export interface TicksDeps {
  database: Database;
  /** Takes its turn with the batches of updates. */
  turns: Turns;
  /** How far the time of events has surely come; null: not known yet. */
  horizon(): Seconds | null;
  /**
   * Whether nothing waits that has happened already. While something does, spans that are over are left to the messages
   * of their members, to whoever looks, and to when it is worked off: they earn the same whenever they are judged.
   */
  isCaughtUp(): boolean;
  /** Whether updates wait that another process has taken in: they are none of this one's line, and time is not past them. */
  othersFirst(): Promise<boolean>;
  commit(ticks: readonly TickEvent[]): Promise<void>;
  log: Logger;
}

export interface Ticks {
  /** Judges now what is due. Resolves when nothing is. */
  run(): Promise<void>;
  /** Begins to look every second. */
  start(): void;
  /** Finishes what was begun. */
  stop(): Promise<void>;
}

const EVERY_MS = 1_000;
/** Chats a transaction: small, for updates wait meanwhile. */
const PAGE = 50;
/** In a row without a pause; whatever does not come to its end then goes on a second later. */
const MOST_PAGES = 500;

const DUE = `select id from (
    (select chat_id as id, due_at as at from chats where due_at <= $1::bigint and migrated_to is null
      order by due_at, chat_id limit ${PAGE / 2})
    union all
    (select chat_id, spans_due_at from chats where spans_due_at <= $2::bigint and migrated_to is null
      order by spans_due_at, chat_id limit ${PAGE / 2})) due group by id order by min(at), id`;

/**
 * Looks for chats in which something is due and hands them on as ticks, the oldest first. It hangs on no memory: what
 * fell due while nothing ran is found at the next start, and any process may take it.
 */
export function createTicks({
  database,
  turns,
  horizon,
  isCaughtUp,
  othersFirst,
  commit,
  log,
}: TicksDeps): Ticks {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let failures = 0;

  /** One page, in a turn of its own, so that a batch of updates waits for one page at most. */
  async function page(): Promise<boolean> {
    return turns.take(async () => {
      const until = stopped ? null : horizon();
      if (until === null || (await othersFirst())) return false;
      const due = await database.query<{ id: ChatId }>(DUE, [until, isCaughtUp() ? until : null]);
      if (due.length === 0 || stopped) return false;
      await commit(due.map(({ id }) => tickOf(id, until)));
      return true;
    });
  }

  async function pages(): Promise<void> {
    for (let taken = 0; taken < MOST_PAGES && (await page()); taken += 1);
  }

  function run(): Promise<void> {
    running ??= pages().finally(() => {
      running = null;
    });
    return running;
  }

  async function look(): Promise<void> {
    try {
      await run();
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === 1 || failures % 60 === 0)
        log.warn({ err: error, failures }, 'what is due could not be judged; it is tried again every second');
    }
    if (!stopped) plan();
  }

  function plan(): void {
    timer = setTimeout(() => void look(), EVERY_MS);
    timer.unref();
  }

  return {
    run,
    start: plan,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running?.catch(() => undefined);
    },
  };
}

function tickOf(id: ChatId, at: Seconds): TickEvent {
  return {
    is: 'tick',
    chat: { id: chatId(id), type: 'supergroup', title: '', username: null, isForum: false },
    at,
  };
}
