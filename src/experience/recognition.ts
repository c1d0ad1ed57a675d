import type { UserId } from '../model/ids.ts';
import { DAY, type Seconds } from '../model/time.ts';

/** A question who of those they talked with has helped: the last one that a member was asked in a chat. */
export interface Poll {
  readonly askedAt: Seconds;
  /** Who may be named, in the order of the buttons. */
  readonly people: readonly UserId[];
  readonly answered: boolean;
  /** How many in a row they have left unanswered before this one. */
  readonly ignored: number;
}

export interface RecognitionRules {
  readonly enabled: boolean;
  /** 0…1, for the longest conversation. */
  readonly chance: number;
}

/** It can be answered for so long. */
export const POLL_LIVES: Seconds = DAY;
/** More names than that are no question any more. */
export const MOST_NAMED = 6;
/** With so many characters the chance is half of the greatest: some five messages. */
const HALF_AT = 400;

/**
 * How likely a member is asked, by what they have contributed. Sample values at 0.5: 100 characters → 0.10, 400 → 0.25,
 * 1,200 → 0.38; half of it for each poll in a row that was left unanswered.
 */
export function pollChance(
  { enabled, chance }: RecognitionRules,
  characters: number,
  ignored: number,
): number {
  return enabled ? (chance * characters) / (characters + HALF_AT) / 2 ** ignored : 0;
}

/** How many polls in a row were left unanswered by then; null: the last one can still be answered, so none comes. */
export function ignoredBy(last: Poll | null, at: Seconds): number | null {
  if (!last || last.answered) return 0;
  return isOver(last, at) ? last.ignored + 1 : null;
}

/** Exactly a day later it can still be answered. */
export function isOver({ askedAt }: Poll, at: Seconds): boolean {
  return at - askedAt > POLL_LIVES;
}
