import type { Earning } from '../../experience/policy.ts';
import type { Dice } from '../../model/dice.ts';
import { ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM, userId } from '../../model/ids.ts';
import { DAY, type Seconds } from '../../model/time.ts';
import type { Reacted } from '../../reputation/reactions.ts';
import type { ReactionRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { earnByReaction } from './earn.ts';
import { isExcludedTopic } from './excluded.ts';

/** So many people's reactions on a message bring its author something. */
const MOST_PEOPLE = 3;
/** Counted from the message; exactly so long after it is soon enough. */
const SOON: Seconds = DAY;

/** Telegram's own accounts stand for authors who are no people. */
const NO_PEOPLE = new Set<number>([ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM]);

/** Whether a change of reactions adds one, in a chat where that brings experience. */
export function mayBringBonus(facts: ChatDraft, { before, now }: Reacted): boolean {
  return facts.rules.paysReactions && now.some((one) => !before.includes(one));
}

/**
 * What a reaction brings to who wrote the message, whatever it says: once for each of the first three people, within a
 * day. Who has been counted stays so, whatever they put and take later. Null: this one does not count.
 */
export function reactionBonus(
  facts: ChatDraft,
  epoch: number,
  reacted: Reacted,
  row: ReactionRow | null,
  dice: Dice,
): readonly Earning[] | null {
  if (!mayBringBonus(facts, reacted) || row?.counted) return null;
  const { at, by, messageId } = reacted;
  const message = facts.reactions.messageOf(epoch, messageId);
  if (!message || at - message.at > SOON || message.userId === by) return null;
  if (message.userId <= 0 || NO_PEOPLE.has(message.userId)) return null;
  const to = userId(message.userId);
  if (facts.people.get(to)?.isBot || facts.people.get(by)?.isBot) return null;
  if (isExcludedTopic(facts, { chat: facts.row, thread: message.thread })) return null;
  if (facts.reactions.countedOn(epoch, messageId) >= MOST_PEOPLE) return null;
  // Each of them draws for themselves.
  return earnByReaction(facts, { at, by, to }, (purpose, receiver) => dice(`${purpose} by ${by}`, receiver));
}
