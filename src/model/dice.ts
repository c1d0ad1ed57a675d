/**
 * Chance as an input: a number in [0, 1) for a purpose (and, where several people are concerned, a receiver).
 * The same chat, message, receiver and purpose always draw the same, also after a crash and in a replay.
 */
export type Dice = (purpose: string, receiver?: number) => number;

/** A whole number min…max, both included, all equally likely. Sample: (0, 1, 10) → 1, (0.999, 1, 10) → 10. */
export function between(draw: number, min: number, max: number): number {
  return min + Math.min(max - min, Math.floor(draw * (max - min + 1)));
}

/** One of a list, or undefined when it is empty. */
export function pick<T>(draw: number, list: readonly T[]): T | undefined {
  return list[Math.min(list.length - 1, Math.floor(draw * list.length))];
}
