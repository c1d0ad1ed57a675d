import type { MessageEvent } from '../../model/event.ts';
import type { NoticeValue } from '../../model/notice.ts';
import { readPlace } from '../../model/place.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Request } from '../../model/request.ts';
import { titleNamed } from '../../ranks/change.ts';
import { settingOf } from '../../settings/catalogue.ts';
import { allowedOf } from '../../settings/values.ts';
import { languageDefaults } from '../../text/i18n.ts';
import { answer, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { planFor } from '../settings/settle.ts';
import { findTarget } from '../target.ts';
import { topicOf } from '../topic.ts';
import { tellUsage } from '../usage.ts';
import { isTitleId, sameTag } from './excluded.ts';

type Ask<Name extends Request['ask']> = Extract<Request, { ask: Name }>;
type Key = `experience.excluded_${'members' | 'topics' | 'titles' | 'tags'}`;
type Lists = { [Name in Key]?: readonly string[] };

/** `/exclude`: whether a member, or the topic in which it is said, earns experience. Asked again, it is taken back. */
export function exclude(facts: ChatDraft, event: MessageEvent, { what, target }: Ask<'exclude'>): Decision {
  if (what === 'topic') {
    const topic = topicOf(event);
    if (topic === null) return refused(facts, event, { no: 'no_topics' });
    return toggle(facts, event, 'experience.excluded_topics', String(topic), 'exclude.topic');
  }
  const member = findTarget(facts, event, target);
  if ('no' in member) return refused(facts, event, member);
  const person = { person: member.id, name: member.name };
  return toggle(facts, event, 'experience.excluded_members', String(member.id), 'exclude.member', { person });
}

/** `/exclude title "Guest"`, `/exclude tag "Guest"`: who holds it, or bears it. */
export function excludeNamed(
  facts: ChatDraft,
  event: MessageEvent,
  { what, name }: Ask<'exclude_named'>,
): Decision {
  if (what === 'tag') {
    if (!isTag(name)) return refused(facts, event, badTag());
    const now = facts.rules.settings['experience.excluded_tags'];
    const known = now.find((other) => sameTag(other, name)) ?? name;
    return toggle(facts, event, 'experience.excluded_tags', known, 'exclude.tag', { name: known });
  }
  const title = titleNamed(facts.titles.ladder, name);
  if ('no' in title) return refused(facts, event, title);
  return toggle(facts, event, 'experience.excluded_titles', String(title.id), 'exclude.title', {
    name: title.name,
  });
}

/** What stands for nothing, as phones write it. */
const CLEAR = /^[-–—−]$/;

/** GiselleBot's `noexprole`: the one title or tag whose people earn nothing, instead of those before. */
export function excludeRole(facts: ChatDraft, event: MessageEvent, words: string): Decision {
  if (words === '') return listed(facts, event);
  const none = { 'experience.excluded_titles': [], 'experience.excluded_tags': [] };
  if (CLEAR.test(words)) return replace(facts, event, none);
  const title = titleNamed(facts.titles.ladder, words);
  if (!('no' in title))
    return replace(facts, event, { ...none, 'experience.excluded_titles': [String(title.id)] });
  if (!isTag(words)) return refused(facts, event, title);
  return replace(facts, event, { ...none, 'experience.excluded_tags': [words] });
}

/** GiselleBot's `noexpchannels`: the topics that earn nothing, instead of those before. */
export function excludeTopics(facts: ChatDraft, event: MessageEvent, words: string): Decision {
  if (words === '') return listed(facts, event);
  if (CLEAR.test(words)) return replace(facts, event, { 'experience.excluded_topics': [] });
  if (topicOf(event) === null) return refused(facts, event, { no: 'no_topics' });
  const topics = new Set<string>();
  for (const word of words.split(/[\s,]+/).filter(Boolean)) {
    const here = word.toLowerCase() === 'here';
    const topic = here ? topicOf(event) : (readPlace(word.replace(/^#/, ''))?.topic ?? null);
    if (topic === null) return tellUsage(facts, event, 'noexpchannels');
    topics.add(String(topic));
  }
  return replace(facts, event, { 'experience.excluded_topics': [...topics] });
}

const listed = (facts: ChatDraft, event: MessageEvent): Decision => ({
  ...NOTHING,
  notices: [answer(facts, event, 'view:exclusions')],
});

/** Answered with what is excluded from now on. */
function replace(facts: ChatDraft, event: MessageEvent, lists: Lists): Decision {
  return changed(facts, event, lists, 'view:exclusions', freedBy(facts, lists));
}

/** What a list that takes another's place leaves out no more: whoever names one may not know that it replaces all. */
function freedBy(facts: ChatDraft, lists: Lists): Record<string, readonly string[]> {
  const { settings } = facts.rules;
  const freed: Record<string, readonly string[]> = {};
  for (const kind of ['topics', 'titles', 'tags'] as const) {
    const key = `experience.excluded_${kind}` as const;
    const kept = lists[key];
    const gone = kept ? settings[key].filter((one) => !kept.includes(one)) : [];
    if (gone.length > 0) freed[kind] = gone;
  }
  return freed;
}

function toggle(
  facts: ChatDraft,
  event: MessageEvent,
  key: Key,
  id: string,
  said: string,
  params = {},
): Decision {
  const now = facts.rules.settings[key].filter(
    (other) => key !== 'experience.excluded_titles' || isTitleId(facts.titles.ladder, other),
  );
  const taken = now.includes(id);
  const list = taken ? now.filter((other) => other !== id) : [...now, id];
  return changed(facts, event, { [key]: list }, `${said}_${taken ? 'again' : 'no_more'}`, params);
}

function changed(
  facts: ChatDraft,
  event: MessageEvent,
  lists: Lists,
  said: string,
  params: Readonly<Record<string, NoticeValue>>,
): Decision {
  for (const [key, list] of Object.entries(lists) as [Key, readonly string[]][]) {
    const setting = settingOf(key);
    if (setting.type === 'list' && list.length > setting.most) return refused(facts, event, tooMany(key));
  }
  const plan = planFor(facts.row.settings, new Map(Object.entries(lists) as [Key, readonly string[]][]));
  if (!plan.ok) return refused(facts, event, plan.refusals[0] ?? { no: 'nothing_to_change' });
  return {
    ...NOTHING,
    settings: JSON.stringify(plan.overrides),
    notices: [answer(facts, event, said, params)],
  };
}

const LONGEST_TAG = 16;

const tooMany = (key: Key): Refusal => ({
  no: 'bad_value',
  key,
  allowed: allowedOf(settingOf(key), languageDefaults('en')),
});
const badTag = (): Refusal => tooMany('experience.excluded_tags');

function isTag(name: string): boolean {
  return name.trim() !== '' && [...name].length <= LONGEST_TAG;
}
