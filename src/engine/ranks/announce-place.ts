import type { SettledEvent } from '../../model/event.ts';
import { type ChatId, chatId } from '../../model/ids.ts';
import type { Notice } from '../../model/notice.ts';
import { type Place, readPlace } from '../../model/place.ts';
import { asker, refused } from '../answer.ts';
import type { Decision } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { rulesOf } from '../rules-of.ts';
import { GENERAL_TOPIC, topicOf } from '../topic.ts';

/** Of new levels and titles. Where it stands in another chat, `about` is the one it comes from. */
export const ANNOUNCE = 'announce';

const HERE: Place = { chat: null, topic: null };

const placeIn = (settings: string): Place => readPlace(rulesOf(settings).settings['announce.place']) ?? HERE;

/** Whether what happens there is told in the chat; where there are no topics, lists of them say nothing. */
export function isToldIn(facts: ChatDraft, event: SettledEvent): boolean {
  const { settings } = facts.rules;
  const topic = topicOf({ chat: facts.row, thread: threadOf(facts, event) });
  if (topic === null) return true;
  return (
    settings['announce.topics'].includes(String(topic)) === (settings['announce.topics_mode'] === 'only')
  );
}

/** The topic in which something happened, as far as its event tells. */
export function threadOf(facts: ChatDraft, event: SettledEvent): number | null {
  if (event.is === 'reaction') {
    const epoch = facts.row.epoch - (event.upgrades ?? 0);
    return facts.reactions.messageOf(epoch, event.messageId)?.thread ?? null;
  }
  return event.is === 'message' ? event.thread : null;
}

/** Where the chat wants it said: where it happened unless it has chosen a place. */
export function placeOf(
  facts: ChatDraft,
  event: SettledEvent,
): Pick<Notice, 'chat' | 'thread'> & { about?: ChatId } {
  const { chatId: own, isForum } = facts.row;
  const { chat, topic } = readPlace(facts.rules.settings['announce.place']) ?? HERE;
  const thread = topic === GENERAL_TOPIC ? null : topic;
  if (chat !== null && chat !== own) return { chat: chatId(chat), thread, about: own };
  // A group whose topics were switched off has none to say it in.
  return { chat: own, thread: topic !== null && isForum ? thread : threadOf(facts, event) };
}

/**
 * What an admin says of one group may be said in another only where they are admin of both, and the bot is in both.
 * However settings change, this is where they are looked at once more.
 */
export function guardPlace(facts: ChatDraft, event: SettledEvent, decision: Decision): Decision {
  if (decision.settings === undefined) return decision;
  const { chat } = placeIn(decision.settings);
  if (chat === null || chat === facts.row.chatId || chat === placeIn(facts.row.settings).chat)
    return decision;
  if (event.is !== 'message' && event.is !== 'press' && event.is !== 'word') return decision;
  const by = asker(event);
  if (by !== null && facts.administered?.has(`${by} ${chat}`)) return decision;
  return refused(facts, event, { no: 'not_admin_there' });
}
