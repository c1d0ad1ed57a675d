import { rangeOf } from '../model/range.ts';
import { OWN_REACTIONS } from '../model/reaction.ts';
import { type Condition, FAMILIES, isPlain, listens } from './condition.ts';

const SANCTIONS = ['ban', 'kick', 'restrict'] as const;

/** What Telegram can take away from the bot, and give back. */
export interface Right {
  missing(condition: Condition): boolean;
  /** Whether this chat, as it is set up, suffers from the lack. */
  needed(condition: Condition): boolean;
}

/**
 * The ailments that come from outside, so that somebody is told of them. That one is no longer needed does not mean
 * that it is there again: a bot that may not delete does not get well by losing its office.
 */
export const RIGHTS = {
  muted: { missing: ({ status }) => status === 'muted', needed: () => true },
  // Of a muted one Telegram has said it, and will say when it is over.
  cannot_write: {
    missing: ({ canWrite }) => !canWrite,
    needed: ({ status }) => status !== 'muted',
  },
  blind: { missing: (condition) => isPlain(condition) && !condition.readsAll, needed: listens },
  cannot_delete: {
    missing: ({ canDelete }) => !canDelete,
    needed: ({ status }) => status === 'admin',
  },
  reactions_need_admin: {
    missing: isPlain,
    needed: ({ settings }) =>
      settings['reactions.enabled'] ||
      (settings['experience.enabled'] && rangeOf(settings['experience.reaction_got']).max > 0),
  },
  deductions_need_admin: {
    missing: isPlain,
    needed: ({ settings }) =>
      SANCTIONS.some(
        (what) =>
          settings[`deductions.${what}_experience`] > 0 || settings[`deductions.${what}_reputation`] > 0,
      ),
  },
  private_needs_admin: {
    missing: isPlain,
    needed: ({ settings }) =>
      FAMILIES.some((family) => settings[`${family}.enabled`] && settings[`${family}.reply`] === 'private') ||
      (settings['reputation.enabled'] && settings['reputation.air']),
  },
  reaction_refused: {
    missing: ({ refusedReaction }) => refusedReaction !== null,
    needed: ({ refusedReaction, settings }) => wantedReactions(settings).includes(refusedReaction ?? ''),
  },
  topic_closed: { missing: ({ closedTopic }) => closedTopic !== null, needed: () => true },
  // That it was refused shows that it is needed.
  rewards_cannot_tag: { missing: ({ cannotTag }) => cannotTag, needed: () => true },
  rewards_tag_refused: {
    missing: ({ refusedTag }) => refusedTag !== null,
    needed: ({ refusedTag, tags }) => tags.includes(refusedTag ?? ''),
  },
  rewards_cannot_invite: { missing: ({ cannotInvite }) => cannotInvite !== null, needed: () => true },
  rewards_cannot_restrict: { missing: ({ cannotRestrict }) => cannotRestrict, needed: () => true },
} as const satisfies Record<string, Right>;

export type RightName = keyof typeof RIGHTS;

export const rightNames = Object.keys(RIGHTS) as readonly RightName[];

export function isRight(name: string): name is RightName {
  return Object.hasOwn(RIGHTS, name);
}

export function isMissing(name: RightName, condition: Condition): boolean {
  return RIGHTS[name].missing(condition);
}

/** The rights that a chat suffers the lack of. One that the bot has left, or of which nothing is known, does not. */
export function lacking(condition: Condition): RightName[] {
  if (condition.status === 'out') return [];
  return rightNames.filter((name) => RIGHTS[name].missing(condition) && RIGHTS[name].needed(condition));
}

/** The reactions of its own with which the bot is to answer. */
export function wantedReactions(settings: Condition['settings']): string[] {
  return FAMILIES.filter(
    (family) => settings[`${family}.enabled`] && settings[`${family}.reply`] === 'reaction',
  ).map((family) => OWN_REACTIONS[family]);
}
