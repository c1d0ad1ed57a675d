import type { MessageEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { Ladder } from '../../ranks/ladder.ts';
import type { ChatDraft } from '../draft.ts';
import { heldTitle } from '../ranks/titles.ts';
import { type Standing, topicOf } from '../topic.ts';

/** Topics that earn nothing, neither to who writes there nor to who is thanked there. */
export function isExcludedTopic(facts: ChatDraft, where: Standing): boolean {
  const topics = facts.rules.settings['experience.excluded_topics'];
  return topics.length > 0 && topics.includes(String(topicOf(where)));
}

/** Whether somebody earns nothing, by themselves or by the title that they hold. */
export function isExcludedMember(facts: ChatDraft, id: UserId): boolean {
  const { settings } = facts.rules;
  const members = settings['experience.excluded_members'];
  if (members.length > 0 && members.includes(String(id))) return true;
  const titles = settings['experience.excluded_titles'];
  if (titles.length === 0) return false;
  const row = facts.members.get(id);
  const title = row && heldTitle(facts, row);
  return title ? titles.includes(String(title.id)) : false;
}

const NOBODY: readonly UserId[] = [];

/**
 * Who of a message bears a tag that earns nothing: its author, and that of the message it answers. Telegram shows tags on
 * messages alone.
 */
export function excludedByTag(facts: ChatDraft, { author, tag, reply }: MessageEvent): readonly UserId[] {
  const tags = facts.rules.settings['experience.excluded_tags'];
  if (tags.length === 0) return NOBODY;
  const bears = (worn: string | undefined) => worn !== undefined && tags.some((one) => sameTag(one, worn));
  const found: UserId[] = [];
  if (author.is === 'person' && bears(tag)) found.push(author.person.id);
  if (reply.to === 'message' && reply.author.is === 'person' && bears(reply.tag))
    found.push(reply.author.person.id);
  return found;
}

export const sameTag = (one: string, other: string): boolean =>
  one.normalize('NFKC').toLowerCase() === other.normalize('NFKC').toLowerCase();

export const isTitleId = (ladder: Ladder, id: string): boolean =>
  ladder.some((title) => String(title.id) === id);
