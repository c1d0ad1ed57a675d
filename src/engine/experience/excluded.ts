import type { MessageEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import { readHoldings } from '../../ranks/holdings.ts';
import type { Ladder } from '../../ranks/ladder.ts';
import type { ChatDraft } from '../draft.ts';
import { holdingsOf, keepHoldings } from '../ranks/holdings.ts';
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

/** Whether a message shows a tag that earns nothing beside somebody's name, by who they are. */
export type ShownTags = ReadonlyMap<UserId, boolean>;

export const NO_TAGS: ShownTags = new Map();

/** Of its author, and of the author of the message that it answers: Telegram shows tags on messages alone. */
export function tagsShown(facts: ChatDraft, { author, tag, reply }: MessageEvent): ShownTags {
  if (facts.rules.settings['experience.excluded_tags'].length === 0) return NO_TAGS;
  const shown = new Map<UserId, boolean>();
  if (reply.to === 'message' && reply.author.is === 'person')
    shown.set(reply.author.person.id, isExcludedTag(facts, reply.tag));
  if (author.is === 'person') shown.set(author.person.id, isExcludedTag(facts, tag));
  return shown;
}

/** Whether somebody bears a tag that earns nothing, by what was last seen of them, or what the bot has set since. */
export function isExcludedByTag(facts: ChatDraft, id: UserId): boolean {
  if (facts.rules.settings['experience.excluded_tags'].length === 0) return false;
  const stored = facts.members.get(id)?.holdings ?? null;
  if (stored === null) return false;
  const { worn, tag } = readHoldings(stored);
  return isExcludedTag(facts, worn) || isExcludedTag(facts, tag);
}

/** Keeps what a message shows, for what tells no tag: reactions, mentions, a button. Only where tags are excluded. */
export function noteTag(facts: ChatDraft, { tag, at }: MessageEvent, id: UserId): void {
  if (facts.rules.settings['experience.excluded_tags'].length === 0) return;
  const holdings = holdingsOf(facts, id);
  const worn = tag ?? '';
  if (holdings.worn !== worn) keepHoldings(facts, facts.touch(id, at), { ...holdings, worn });
}

function isExcludedTag(facts: ChatDraft, worn = ''): boolean {
  const tags = facts.rules.settings['experience.excluded_tags'];
  return worn !== '' && tags.some((one) => sameTag(one, worn));
}

export const sameTag = (one: string, other: string): boolean =>
  one.normalize('NFKC').toLowerCase() === other.normalize('NFKC').toLowerCase();

export const isTitleId = (ladder: Ladder, id: string): boolean =>
  ladder.some((title) => String(title.id) === id);
