import type { StandingChange } from '../model/event.ts';
import { ANONYMOUS_ADMIN, type UserId } from '../model/ids.ts';
import type { Person } from '../model/person.ts';
import { HOUR, type Seconds } from '../model/time.ts';

/** What somebody can meet with in a chat that may cost them points. */
export type Sanction = 'ban' | 'kick' | 'restriction';

/** What is remembered of a member's comings, and of a ban that may still turn out to be a kick. */
export interface Past {
  readonly joinedAt: Seconds | null;
  readonly bannedAt: Seconds | null;
  readonly bannedBy: UserId | null;
}

export const NO_PAST: Past = { joinedAt: null, bannedAt: null, bannedBy: null };

/** So soon after a ban its end makes a kick of it: Telegram's apps and bots throw people out that way. */
export const KICK_WITHIN: Seconds = 60;
/** A captcha restricts whoever comes, and throws out who does not solve it. */
export const CAPTCHA_LASTS: Seconds = HOUR;

/**
 * What a change of standing is, to the member. `kick_after_ban`: the ban before it was a kick.
 * Never: what people do themselves, what this bot does, what a bot does or any restriction within an hour of joining,
 * any restriction by a bot, and one that gives something back. When somebody joined whom the bot did not see come is
 * not known: they are no newcomers.
 */
export function sanctionOf(
  person: Person,
  { by, was, now }: StandingChange,
  at: Seconds,
  past: Past,
  bot: UserId,
): Sanction | 'kick_after_ban' | null {
  if (person.isBot || by.id === person.id || by.id === bot) return null;
  const newcomer = past.joinedAt !== null && at - past.joinedAt <= CAPTCHA_LASTS;
  const captcha = isBot(by) && newcomer;
  if (now.banned) return was.banned || captcha ? null : 'ban';
  if (was.banned) return endsAtOnce(past, by, at) ? 'kick_after_ban' : null;
  if (!was.present) return null;
  if (!now.present) return captcha ? null : 'kick';
  const narrower =
    now.denied.some((right) => !was.denied.includes(right)) &&
    was.denied.every((right) => now.denied.includes(right));
  return narrower && !isBot(by) && !newcomer ? 'restriction' : null;
}

/** An anonymous admin acts through an account that is called a bot. */
export function isBot({ id, isBot }: Person): boolean {
  return isBot && id !== ANONYMOUS_ADMIN;
}

function endsAtOnce({ bannedAt, bannedBy }: Past, by: Person, at: Seconds): boolean {
  return bannedAt !== null && bannedBy === by.id && at - bannedAt <= KICK_WITHIN;
}

/** What is remembered after a change. A ban that was a captcha's is forgotten at once, so that its end is no kick. */
export function pastAfter(
  past: Past,
  { by, was, now }: StandingChange,
  at: Seconds,
  sanction: ReturnType<typeof sanctionOf>,
): Past {
  const joinedAt = now.present && !was.present ? at : past.joinedAt;
  const banned = now.banned && was.banned ? past : { bannedAt: null, bannedBy: null };
  return sanction === 'ban'
    ? { joinedAt, bannedAt: at, bannedBy: by.id }
    : { joinedAt, bannedAt: banned.bannedAt, bannedBy: banned.bannedBy };
}
