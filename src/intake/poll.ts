import type { Logger } from 'pino';
import { ApiError } from '../outbox/bot-api.ts';
import type { Health } from './health.ts';
import { pause } from './pause.ts';
import { ALLOWED_UPDATES, isUpdate, type RawUpdate } from './update.ts';

export interface PollDeps {
  getUpdates(
    params: { offset: number; limit: number; timeout: number; allowed_updates: readonly string[] },
    signal: AbortSignal,
  ): Promise<unknown>;
  /** Resolves when the updates are safe. `hasMore`: Telegram surely has more. */
  take(updates: readonly RawUpdate[], hasMore: boolean): Promise<void>;
  log: Logger;
  health: Health;
  /** Told whether Telegram has nothing more for us, as far as its last answer says. */
  caughtUp?(yes: boolean): void;
  /** Seconds that Telegram may hold a call open; at most 50. */
  timeout?: number;
}

/** Telegram's most for one call. */
const LIMIT = 100;
const LONGEST_PAUSE = 30_000;
const UNREADABLE_PAUSE = 1_000;

/**
 * Asks for updates, hands them on, and asks on only when they are safe: asking with an offset confirms everything before it.
 * Goes on through every failure until the signal is aborted; each is told once in plain words.
 *
 * After an empty answer the offset starts over at 0: all before it is confirmed, and after a quiet week
 * Telegram numbers its updates anew from a lower number, which a remembered offset would never see.
 */
export async function poll(
  { getUpdates, take, log, health, caughtUp, timeout = 50 }: PollDeps,
  signal: AbortSignal,
) {
  let offset = 0;
  let failures = 0;
  let told = '';
  let answered = false;
  while (!signal.aborted) {
    try {
      // The first call after a start or a failure is a short one: it tells at once whether all is well.
      const patience = answered ? timeout : 0;
      const params = { offset, limit: LIMIT, timeout: patience, allowed_updates: ALLOWED_UPDATES };
      const answer = await getUpdates(params, signal);
      answered = true;
      if (failures > 0) log.info('Telegram answers again');
      failures = 0;
      told = '';
      health.intake(true);
      const updates = readable(answer, log);
      const isAll = updates.length < LIMIT;
      if (!isAll) caughtUp?.(false);
      if (updates.length > 0) await take(updates, !isAll);
      // They come again at once, for nothing confirms them: not in a tight loop.
      else if (Array.isArray(answer) && answer.length > 0) await pause(UNREADABLE_PAUSE, signal);
      if (isAll) caughtUp?.(true);
      offset = updates.reduce((next, update) => Math.max(next, update.update_id + 1), 0);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      answered = false;
      caughtUp?.(false);
      const trouble = troubleOf(error, failures);
      health.intake(!trouble.serious && failures < 3, trouble.words);
      // An outage may end in another trouble, which needs a person: that is news.
      if (trouble.words !== told || failures % 20 === 0)
        log[trouble.serious ? 'error' : 'warn'](trouble.words);
      told = trouble.words;
      await pause(trouble.waitMs, signal).catch(() => undefined);
    }
  }
}

function readable(answer: unknown, log: Logger): RawUpdate[] {
  if (!Array.isArray(answer)) throw new Error('the answer to getUpdates is no list');
  const updates = answer.filter(isUpdate);
  if (updates.length < answer.length) {
    log.error(`${answer.length - updates.length} updates without a number were ignored`);
  }
  return updates;
}

interface Trouble {
  words: string;
  waitMs: number;
  /** A person has to do something. */
  serious: boolean;
}

/** What went wrong, what is done about it, and how long to wait. `failures` counts from 1. */
export function troubleOf(error: unknown, failures: number): Trouble {
  const backoff = Math.min(LONGEST_PAUSE, 500 * 2 ** Math.min(failures - 1, 6));
  if (!(error instanceof ApiError)) {
    return { words: `intake failed, trying again: ${String(error)}`, waitMs: backoff, serious: true };
  }
  switch (true) {
    case error.code === 401:
      return {
        words:
          'Telegram refuses the token (401): it was revoked or is wrong. Put the right BOT_TOKEN from @BotFather and restart.',
        waitMs: LONGEST_PAUSE,
        serious: true,
      };
    case error.code === 409:
      return {
        words: `Another process uses this bot's token (409): ${error.description}. Stop the other one, or give this one a bot of its own.`,
        waitMs: Math.max(3_000, Math.min(backoff, 10_000)),
        serious: true,
      };
    case error.code === 429: {
      const seconds = error.retryAfter ?? 5;
      return { words: `Telegram asks to wait ${seconds} s (429).`, waitMs: seconds * 1000, serious: false };
    }
    case error.network:
      return {
        words: `Telegram cannot be reached (${error.description}); trying again.`,
        waitMs: backoff,
        serious: false,
      };
    case error.code >= 500:
      return {
        words: `Telegram has trouble of its own (${error.code} ${error.description}); trying again.`,
        waitMs: backoff,
        serious: false,
      };
    default:
      return {
        words: `Telegram refuses getUpdates (${error.code} ${error.description}); trying again.`,
        waitMs: backoff,
        serious: true,
      };
  }
}
