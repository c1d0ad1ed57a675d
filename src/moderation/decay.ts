import { DAY, type Seconds } from '../model/time.ts';

/** What silence costs in a chat. */
export interface DecayRules {
  /** Of silence, after which it begins; 0: never. */
  readonly days: number;
  /** Of what somebody has, a week. */
  readonly percent: number;
  readonly of: 'experience' | 'reputation' | 'both';
}

/** What is known of a member's silence. */
export interface Silence {
  readonly since: Seconds;
  /** When they were told what is going to happen, or would have been, could they be reached; null: not yet. */
  readonly notedAt: Seconds | null;
  /** How many weeks of it were paid for. */
  readonly weeks: number;
}

/** Nobody is surprised. */
export const NOTED_AHEAD: Seconds = 3 * DAY;
const WEEK: Seconds = 7 * DAY;

/**
 * A member's silence as it stands: begun by whatever came last, their last message, their coming back, or the chat's
 * switching decay on. Whoever has spoken in between begins anew.
 */
export function silenceOf(stored: Silence | null, lastSeenAt: Seconds, begunAt: Seconds): Silence {
  const since = Math.max(lastSeenAt, begunAt, stored?.since ?? 0);
  return stored?.since === since ? stored : { since, notedAt: null, weeks: 0 };
}

/**
 * When the next week is paid for: after `days` of silence, and never sooner than three days after it was announced.
 * Sample for 30 days, silent since day 0, told on day 27: the first on day 30, the second on day 37. Told on day 40, as
 * the bot was away: on day 43 and on day 50.
 */
export function takesAt({ since, notedAt, weeks }: Silence, { days }: DecayRules): Seconds | null {
  if (days === 0 || notedAt === null) return null;
  return Math.max(since + days * DAY, notedAt + NOTED_AHEAD) + weeks * WEEK;
}

/** What is to be done about a silence now; null: nothing. */
export function stepOf(silence: Silence, at: Seconds, rules: DecayRules): 'note' | 'take' | null {
  if (rules.days === 0) return null;
  if (silence.notedAt === null) return at >= silence.since + rules.days * DAY - NOTED_AHEAD ? 'note' : null;
  const takes = takesAt(silence, rules);
  return takes !== null && at >= takes ? 'take' : null;
}

/** What a week takes: rounded down, so that the last few points stay. 10 % of 1,000 → 100, of 19 → 1, of 9 → 0, of −50 → 0. */
export function weeksLoss(points: number, percent: number): number {
  return Math.floor((Math.max(0, points) * percent) / 100);
}
