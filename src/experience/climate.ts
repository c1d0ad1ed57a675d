import type { UserId } from '../model/ids.ts';
import { MINUTE, type Seconds } from '../model/time.ts';
import type { Climate, Lesson } from './span.ts';

/**
 * What is usual in a chat is learnt period by period: what ends within one is judged by what was usual when it began,
 * and has been learnt from when the next one begins. So it makes no difference in which order, or how late, what is over
 * is judged. Midnight of every time zone is the beginning of one, so that all of a day is judged alike.
 */
export const PERIOD: Seconds = 15 * MINUTE;

/** So many periods back it is known what was usual. What is over for longer is judged when the next period begins. */
export const KEPT = 8;

/** A chat's climate, and what its policy remembers of it. */
export interface ChatClimate extends Climate {
  /** The period up to which was learnt: what it teaches itself is taken up when it is over. */
  readonly period: number;
  /** Counts how often the chat has left a policy of spans: what was gathered before is worth nothing after. */
  readonly turn: number;
  /** What windows were set against, and from which period on; ascending. */
  readonly past: readonly (readonly [from: number, usual: number])[];
}

/** Whether anything is known of what is usual: where a chat has only had policies that learn nothing, its turns alone are. */
export const hasBegun = ({ past }: ChatClimate): boolean => past.length > 0;

export const periodOf = (at: Seconds): number => Math.floor(at / PERIOD);

/** Whether time was far ahead and is set right: what comes from this period on is learnt from again. */
export const isSetRight = (known: number, period: number): boolean => known - period > KEPT;

/** Its last second. */
export const endOf = (period: number): Seconds => (period + 1) * PERIOD - 1;

/** What was over by then is judged when a period begins. */
export const endOfKept = (period: number): Seconds => (period - KEPT) * PERIOD - 1;

/** Lessons of a period and of those before it, learnt in the order in which they ended. */
export function learnt(
  known: ChatClimate,
  period: number,
  lessons: readonly (Lesson & { by: UserId })[],
  learn: (climate: Climate, effort: number) => Climate,
  usualOf: (climate: Climate) => number,
): ChatClimate {
  let climate: Climate = known;
  const past = keptOf(known);
  const add = (from: number) => {
    const usual = usualOf(climate);
    if (past.at(-1)?.[1] !== usual) past.push([from, usual]);
  };
  const inOrder = [...lessons].sort((a, b) => a.at - b.at || a.by - b.by);
  for (const [place, { at, effort }] of inOrder.entries()) {
    climate = learn(climate, effort);
    const next = inOrder[place + 1];
    const taughtIn = periodOf(at);
    if (!next || periodOf(next.at) !== taughtIn) add(taughtIn + 1);
  }
  return { seen: climate.seen, usual: climate.usual, period, turn: known.turn, past };
}

/** Of the past what something may still be judged by. */
function keptOf({ past, period }: ChatClimate): (readonly [number, number])[] {
  const first = past.findLastIndex(([from]) => from <= period - KEPT);
  return past.slice(Math.max(0, first));
}

/** What was usual in a period: the oldest that is known where it is longer ago. */
export function usualIn({ past }: ChatClimate, period: number): number {
  let usual = past[0]?.[1] ?? 0;
  for (const [from, then] of past) if (from <= period) usual = then;
  return usual;
}
