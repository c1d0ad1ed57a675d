import type { Dice } from '../model/dice.ts';
import type { UserId } from '../model/ids.ts';
import type { Seconds } from '../model/time.ts';
import type { EarningKind, SentKind } from './kinds.ts';
import type { SpanKind, SpanPolicy } from './span.ts';

/** What a policy knows of a member at the time of an event. */
export interface EarnerFacts {
  /** When something they sent last earned; null: never. */
  readonly earnedAt: Seconds | null;
  /** The day (of the chat's calendar) on which they last wrote; null: never. */
  readonly lastDay: number | null;
  /** Of the last text that they wrote, as `fingerprint` has it; 0: none. */
  readonly lastText: number;
  /** What they have already got from others today. */
  readonly gotToday: number;
  /** By how many percent the title that they hold multiplies what they earn. */
  readonly titleBoost: number;
  /** How many times as much they earn, by another member's boost; 1: as much as everybody. */
  readonly times: number;
}

export interface EarningFacts {
  /** The day on which a moment falls. */
  dayOf(at: Seconds): number;
  /** Null: nobody who can earn: unknown, or a bot. */
  earner(id: UserId): EarnerFacts | null;
}

/** What happened, as far as it may earn. */
export type Deed =
  | {
      did: 'send';
      at: Seconds;
      by: UserId;
      /** Null: it earns nothing of itself, but it is a visit. */
      kind: SentKind | null;
      /** The author's own words: neither forwarded, nor by a bot, nor a further part of an album. */
      own: boolean;
      /** Visible characters and the fingerprint of a text or caption; 0 where there is none. */
      length: number;
      text: number;
      /** Whose message it answers. */
      answers: UserId | null;
      /** How many gifts it makes. */
      thanks: number;
    }
  | { did: 'invite'; at: Seconds; by: UserId; people: readonly UserId[] }
  | { did: 'thank'; at: Seconds; by: UserId; to: UserId }
  /** One of the first people who reacted to a message of somebody else's in time. */
  | { did: 'react'; at: Seconds; by: UserId; to: UserId };

/** Experience that somebody earns, after every multiplier. Never 0 and never less. */
export interface Earning {
  member: UserId;
  amount: number;
  /** What it is made of, for whoever asks why. */
  kinds: readonly (EarningKind | SpanKind)[];
  /** Restarts the cooldown of what they send. */
  sent: boolean;
  /** Counts towards what they may get today. */
  got: boolean;
  /** By how much a lucky draw has multiplied it; null: it has not. */
  bonus: number | null;
}

/**
 * A way of earning experience. Pure: the same facts, deed and draws earn the same. What a deed earns at once is the
 * answer; a policy that looks at stretches of time instead of single messages has `spans`.
 */
export interface EarningPolicy {
  (facts: EarningFacts, deed: Deed, dice: Dice): readonly Earning[];
  readonly spans?: SpanPolicy;
}
