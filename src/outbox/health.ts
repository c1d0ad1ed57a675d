/** Does Telegram answer at all? When it does not, one call at a time feels its way instead of ten. */
export interface Health {
  /** Calls without an answer since the last answer. */
  inARow: number;
  /** No call before this moment, milliseconds of the machine's clock. */
  until: number;
  /** Answers so far, refusals included. */
  answers: number;
}

const BROKEN = 5;
const LONGEST = 30_000;

export function newHealth(): Health {
  return { inARow: 0, until: Number.NEGATIVE_INFINITY, answers: 0 };
}

export function answered(health: Health): void {
  health.inARow = 0;
  health.until = Number.NEGATIVE_INFINITY;
  health.answers += 1;
}

/** Those that fail while we pause were under way already and tell nothing new. */
export function unanswered(health: Health, now: number): void {
  if (now < health.until) return;
  health.inARow += 1;
  if (isBroken(health)) health.until = now + backoff(health.inARow - BROKEN);
}

export function isBroken(health: Health): boolean {
  return health.inARow >= BROKEN;
}

/** Milliseconds before the next try: 0 → 500, 1 → 1000, 2 → 2000 … 30,000. */
export function backoff(tries: number): number {
  return Math.min(LONGEST, 500 * 2 ** Math.min(tries, 16));
}
