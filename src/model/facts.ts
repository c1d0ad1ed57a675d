import type { UserId } from './ids.ts';
import type { Role } from './person.ts';
import type { Seconds } from './time.ts';

/** What rewards let a member do in the bot. */
export interface Powers {
  /** A vote on what is deleted. */
  vote: boolean;
  /** How many times as much their thanks give. */
  weight: number;
  /** Thanks a day beyond what everybody may give. */
  extraGifts: number;
  /** May double another member's experience for a day. */
  boost: boolean;
}

export const NO_POWERS: Powers = { vote: false, weight: 1, extraGifts: 0, boost: false };

/** What is known of a member before an event. Someone never seen has zeros. */
export interface MemberFacts {
  readonly id: UserId;
  readonly name: string;
  readonly isBot: boolean;
  readonly reputation: number;
  readonly reputationFromAdmins: number;
  readonly experience: number;
  readonly role: Role;
  /** In the chat, as far as was seen. */
  readonly present: boolean;
  readonly messages: number;
  /** Number.MAX_SAFE_INTEGER for someone not seen in this chat yet. */
  readonly firstSeenAt: Seconds;
  readonly thanksGiven: number;
  readonly thanksGot: number;
  readonly thanksGivenAt: Seconds | null;
  readonly thanksGotAt: Seconds | null;
  readonly minusGivenAt: Seconds | null;
  readonly minusGotAt: Seconds | null;
  /** When they were last told unasked why something did not count. */
  readonly toldAt: Seconds | null;
  readonly powers: Readonly<Powers>;
}

/** The last gifts from one member to another. */
export interface PairFacts {
  readonly thanksAt: Seconds | null;
  readonly minusAt: Seconds | null;
}

/** What a member gave and got on one day of the chat's calendar: numbers of gifts. */
export interface DayFacts {
  readonly thanksGiven: number;
  readonly thanksGot: number;
  readonly minusGiven: number;
  readonly minusGot: number;
  /** Experience got from others. */
  readonly experienceGot: number;
}

/** A chat as rules see it, at the time of an event: everything earlier in the stream already counted. */
export interface Facts {
  readonly thanksAt: Seconds | null;
  readonly minusAt: Seconds | null;
  readonly bot: { readonly id: UserId; readonly username: string };
  /** Someone known to the bot, in this chat or elsewhere; null otherwise. */
  member(id: UserId): MemberFacts | null;
  /** Who bears a @username (without @, any case), as far as was seen. */
  holder(username: string): UserId | null;
  pair(giver: UserId, receiver: UserId): PairFacts;
  /** When a trigger of the chat's last did something, where it has an interval. */
  firedAt(trigger: number): Seconds | null;
  /** The member's day on which `at` falls. */
  day(member: UserId, at: Seconds): DayFacts;
}
