import type { Logger } from 'pino';
import type { Database } from '../storage/database.ts';
import { keepTidy } from '../storage/upkeep.ts';

const HOUR_MS = 3_600_000;
const SOON_MS = 60_000;

/** Prunes what is past its time: a minute after the start, then every hour. A failure waits for the next hour. */
export function startUpkeep(database: Database, now: () => number, log: Logger): { stop(): void } {
  let timer = setTimeout(run, SOON_MS);
  timer.unref();
  function run(): void {
    keepTidy(database, now()).catch((error) =>
      log.warn({ err: error }, 'upkeep failed; it is tried again in an hour'),
    );
    timer = setTimeout(run, HOUR_MS);
    timer.unref();
  }
  return { stop: () => clearTimeout(timer) };
}
