import type { Seconds } from '../model/time.ts';

export type Sign = 'thanks' | 'minus';

/** Everything a chat may decide about one sign; thanks and minus have a set each, of the same shape. */
export interface SignRules {
  enabled: boolean;
  /** Who may give. `shared`: all, but admins' and members' gifts are also ranked apart. */
  from: 'all' | 'admins' | 'shared';
  award: 'normal' | 'complex' | 'random';
  awardMin: number;
  awardMax: number;
  /** The giver's own reputation from which "complex" awards the most. */
  complexFull: number;
  /** Seconds, all of them; 0 is off. */
  receiverInterval: Seconds;
  giverInterval: Seconds;
  chatInterval: Seconds;
  pairInterval: Seconds;
  /** The pair interval also runs after the receiver thanked the giver. */
  pairBothWays: boolean;
  /** Gifts a day; 0 is unlimited. */
  givenPerDay: number;
  receivedPerDay: number;
  leastDays: number;
  leastMessages: number;
  mentions: 'off' | 'with_word' | 'any';
  /** A minus needs words besides the word itself. */
  reason: boolean;
  /** The lowest reputation a gift may lead to. */
  floor: number;
}

export type GiftRules = Readonly<Record<Sign, SignRules>>;

/** Totals stay within what every database, language and screen can hold. */
export const CEILING = 1_000_000_000;
/** More people than this in one message are not thanked, they are pinged. */
export const MOST_RECEIVERS = 3;
