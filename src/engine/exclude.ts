import type { MessageEvent } from '../model/event.ts';
import type { Request } from '../model/request.ts';
import type { SettingKey } from '../settings/catalogue.ts';
import { answer, refused } from './answer.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';
import { planFor } from './settle-settings.ts';
import { findTarget } from './target.ts';

type Asked = Extract<Request, { ask: 'exclude' }>;

/** The topic that everything stands in that stands in no other: Telegram sends it without a number. */
export const GENERAL_TOPIC = 1;

/** The topic of a message; null: the chat has none. */
export function topicOf({
  chat,
  thread,
}: {
  chat: { isForum: boolean };
  thread: number | null;
}): number | null {
  return thread ?? (chat.isForum ? GENERAL_TOPIC : null);
}

/** `/exclude`: whether a member, or the topic in which it is said, earns experience. Asked again, it is taken back. */
export function exclude(facts: ChatDraft, event: MessageEvent, { what, target }: Asked): Decision {
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

function toggle(
  facts: ChatDraft,
  event: MessageEvent,
  key: SettingKey & `experience.excluded_${string}`,
  id: string,
  said: string,
  params = {},
): Decision {
  const now = facts.rules.settings[key];
  const taken = now.includes(id);
  const plan = planFor(
    facts.row.settings,
    new Map([[key, taken ? now.filter((other) => other !== id) : [...now, id]]]),
  );
  if (!plan.ok) return refused(facts, event, plan.refusals[0] ?? { no: 'nothing_to_change' });
  return {
    ...NOTHING,
    settings: JSON.stringify(plan.overrides),
    notices: [answer(facts, event, `${said}_${taken ? 'again' : 'no_more'}`, params)],
  };
}
