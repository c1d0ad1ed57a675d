import type { BotStatus } from '../model/event.ts';

/** The settings that want something of Telegram or of each other. A chat's settings are one. */
export interface Wishes {
  readonly 'reputation.enabled': boolean;
  readonly 'reputation.words': readonly string[];
  readonly 'reputation.from': string;
  readonly 'reputation.mentions': string;
  readonly 'reputation.reply': string;
  readonly 'reputation.air': boolean;
  readonly 'negative.enabled': boolean;
  readonly 'negative.words': readonly string[];
  readonly 'negative.from': string;
  readonly 'negative.mentions': string;
  readonly 'negative.reply': string;
  readonly 'experience.enabled': boolean;
  readonly 'experience.reaction_got': string;
  readonly 'reactions.enabled': boolean;
  readonly 'reactions.plus': readonly string[];
  readonly 'reactions.minus': readonly string[];
  readonly 'deductions.ban_experience': number;
  readonly 'deductions.ban_reputation': number;
  readonly 'deductions.kick_experience': number;
  readonly 'deductions.kick_reputation': number;
  readonly 'deductions.restrict_experience': number;
  readonly 'deductions.restrict_reputation': number;
  readonly 'newcomers.restrict': string;
  readonly 'newcomers.hours': number;
}

/** All that is known of how the bot fares in a chat. */
export interface Condition {
  readonly status: BotStatus;
  /** False where Telegram said that it is muted, or has refused what it wrote. */
  readonly canWrite: boolean;
  readonly canDelete: boolean;
  /** Privacy mode is off: it sees all messages without being an admin. */
  readonly readsAll: boolean;
  /** A topic in which it may not write; `thread` null: the General one. */
  readonly closedTopic: { readonly thread: number | null } | null;
  /** A reaction of its own that the chat does not allow. */
  readonly refusedReaction: string | null;
  /** It was refused to show a member's tag, to restrict a newcomer or to lift that. */
  readonly cannotTag: boolean;
  readonly cannotRestrict: boolean;
  /** A tag that Telegram does not take, and those that rewards give now. */
  readonly refusedTag: string | null;
  readonly tags: readonly string[];
  /** A group for which it was refused to make an invite link. */
  readonly cannotInvite: string | null;
  /** Admins as last listed by Telegram; null: never listed. */
  readonly admins: number | null;
  /** Those of them who write under their own name; null: not known. */
  readonly namedAdmins: number | null;
  /** False where Telegram was asked for the list and refused. */
  readonly adminsListed: boolean;
  /** The chat has special triggers. */
  readonly triggers: boolean;
  /** A reward lifts what newcomers may not do. */
  readonly lifts: boolean;
  /** It has left the names of all commands to other bots. */
  readonly commandsGivenAway: boolean;
  readonly settings: Wishes;
}

/** The two families of gifts, and the reaction that each answers with. */
export const FAMILIES = ['reputation', 'negative'] as const;

/** It is in the chat and surely no admin. */
export function isPlain({ status }: Condition): boolean {
  return status === 'member' || status === 'muted';
}

/** Whether anything that members write is to be heard at all. */
export function listens({ settings, triggers }: Condition): boolean {
  return (
    triggers || settings['experience.enabled'] || FAMILIES.some((family) => settings[`${family}.enabled`])
  );
}
