import { MINUTE, type Seconds } from '../model/time.ts';

/** After so many texts for all to see, within so long, a chat hears no more of them: the reaction takes over. */
export const MOST_TEXTS = 3;
export const TEXTS_WITHIN: Seconds = 10 * MINUTE;

/**
 * Whether one more public text may be said. `times`: of the chat's last public texts, ascending, at most
 * `MOST_TEXTS`. Exactly ten minutes after the first of three it may. An event older than those texts (queues of
 * Telegram overtake one another) is held back rather than let in between, so that no ten minutes ever hold four.
 * Sample values: ([0, 1, 2], 599) → no, ([0, 1, 2], 600) → yes, ([0, 1], 2) → yes, ([50, 60, 70], 10) → no.
 */
export function maySayAloud(times: readonly Seconds[], at: Seconds): boolean {
  const [first] = times.slice(-MOST_TEXTS);
  return times.length < MOST_TEXTS || first === undefined || at - first >= TEXTS_WITHIN;
}

/** The times to remember once a text was said at `at`. */
export function withText(times: readonly Seconds[], at: Seconds): Seconds[] {
  return latestTexts([...times, at]);
}

/** The last of any number of texts, ascending. */
export function latestTexts(times: readonly Seconds[]): Seconds[] {
  return [...times].sort((a, b) => a - b).slice(-MOST_TEXTS);
}

/** Times as they are stored. Anything unreadable counts as none. */
export function parseTimes(stored: string): Seconds[] {
  try {
    const value: unknown = JSON.parse(stored);
    return Array.isArray(value) ? value.filter((time) => typeof time === 'number') : [];
  } catch {
    return [];
  }
}
