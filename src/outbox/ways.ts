import type { BotStatus } from '../model/event.ts';
import type { Notice } from '../model/notice.ts';
import type { Seconds } from '../model/time.ts';

/** One rung of the ladder: how a notice may be said. */
export type Way =
  | { by: 'public'; removeAfter: Seconds | null; withCommand: boolean }
  /** Only its person sees it, in the group. */
  | { by: 'ephemeral' }
  | { by: 'dm' }
  | { by: 'edit' }
  | { by: 'toast' }
  | { by: 'reaction' };

export interface WayFacts {
  chatIsPrivate: boolean;
  botStatus: BotStatus;
  botCanWrite: boolean;
  botCanDelete: boolean;
  /** The person it is for has started the bot and not blocked it. */
  dmOpen: boolean;
  /** False where the Bot API server was seen not to know ephemeral messages. */
  ephemeralKnown: boolean;
  nowSeconds: Seconds;
}

/** An admin bot may always speak to one person; we do so only while that person is surely looking. */
const JUST_ACTED: Seconds = 60;
/** Telegram takes an answer to a press for about so long. */
export const PRESS_LIVES: Seconds = 15;
/** How long an answer to a command stands in public. */
export const COMMAND_ANSWER_STANDS: Seconds = 60;

/**
 * The ways to try, in order. None: nobody may hear it now. It is dropped then, or, with `keep`, waits in its row
 * for the person's next action (see `releaseKept`).
 */
export function ways(notice: Notice, facts: WayFacts, commandAnswerSeconds = COMMAND_ANSWER_STANDS): Way[] {
  const age = facts.nowSeconds - notice.at;
  if (notice.way === 'toast') return notice.query !== null && age <= PRESS_LIVES ? [{ by: 'toast' }] : [];
  const reacts = notice.way === 'reaction' && notice.messageId !== null && facts.botStatus !== 'out';
  if (notice.way === 'reaction') return reacts ? [{ by: 'reaction' }] : [];
  if (facts.chatIsPrivate) {
    if (notice.way === 'edit') return notice.messageId ? [{ by: 'edit' }] : [];
    return [{ by: 'public', removeAfter: null, withCommand: false }];
  }
  const inside = facts.botStatus !== 'out';
  const speaks = inside && facts.botCanWrite;
  if (notice.way === 'edit' && notice.messageId) return inside ? [{ by: 'edit' }] : [];

  const aloud: Way = {
    by: 'public',
    removeAfter: notice.removeAfter ?? (notice.answersCommand ? commandAnswerSeconds : null),
    withCommand: notice.answersCommand && facts.botCanDelete && notice.messageId !== null,
  };
  if (notice.way === 'public') return speaks ? [aloud] : [];

  const ladder: Way[] = [];
  // The button stood under an ephemeral message; where that can no longer be edited, its person gets a new one.
  if (notice.way === 'edit' && notice.ephemeralId !== undefined && inside) ladder.push({ by: 'edit' });
  const admin = facts.botStatus === 'admin' && facts.ephemeralKnown;
  const dm = notice.to !== null && facts.dmOpen;
  // What may not be lost rather stands where it can be found again.
  if (notice.keep && dm && notice.way !== 'edit') ladder.push({ by: 'dm' });
  if (speaks && admin && notice.to !== null && age < JUST_ACTED) ladder.push({ by: 'ephemeral' });
  if (notice.way === 'edit') return ladder;
  if (dm && !notice.keep) ladder.push({ by: 'dm' });
  if (speaks && notice.answersCommand) ladder.push(aloud);
  return ladder;
}
