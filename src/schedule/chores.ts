import type { Logger } from 'pino';
import { rankNext } from '../engine/leaderboard/rank.ts';
import { fulfilNext } from '../engine/people/fulfil.ts';
import type { Database } from '../storage/database.ts';

const AGAIN_MS = 60_000;

export interface Chores {
  /** Somebody wished something: call it after the commit. */
  wake(): void;
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * What is left to do beside the stream, in pieces: what people want done with what is stored of them, and the histograms of
 * chats that have become large. At once, and after a start or a failure within a minute.
 */
export function startChores(database: Database, log: Logger): Chores {
  let stopped = false;
  let running: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

  async function work(): Promise<void> {
    do {
      again = false;
      for (let after: number | null = 0; after !== null && !stopped; )
        after = await fulfilNext(database, after);
      for (let more = true; more && !stopped; ) more = await rankNext(database);
    } while (again && !stopped);
  }

  function wake(): void {
    if (stopped) return;
    again = true;
    running ??= work()
      .catch((error) => log.warn({ err: error }, 'what was left to do could not be done; it is tried again'))
      .finally(() => {
        running = null;
      });
  }

  function look(): void {
    wake();
    timer = setTimeout(look, AGAIN_MS);
    timer.unref();
  }
  look();

  return {
    wake,
    async idle() {
      while (running) await running;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
