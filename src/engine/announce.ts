import type { Earning } from '../experience/policy.ts';
import { levelOf } from '../model/curve.ts';
import { type Dice, pick } from '../model/dice.ts';
import type { SettledEvent } from '../model/event.ts';
import type { UserId } from '../model/ids.ts';
import type { NamedPerson, Notice, TemplateLine } from '../model/notice.ts';
import { zoneOffset } from '../model/time.ts';
import { namesIn } from '../text/placeholders.ts';
import { momentValues } from '../text/samples.ts';
import type { ChatDraft } from './draft.ts';

type Values = Readonly<Record<string, string | number | NamedPerson>>;

/** A lucky draw is told in the chat's own texts; by default it has none, and nothing is said. */
export function bonusNotices(
  facts: ChatDraft,
  event: SettledEvent,
  earned: readonly Earning[],
  dice: Dice,
): Notice[] {
  const lines: TemplateLine[] = [];
  for (const { member, amount, bonus } of earned) {
    if (bonus === null) continue;
    const text = pick(dice('bonus text', member), facts.rules.settings['experience.bonus_texts']);
    const known = facts.member(member);
    if (!text || !known) continue;
    const experience = known.experience + amount;
    const values = {
      ...{ user: { person: member, name: known.name }, amount, multiplier: bonus, experience },
      level: levelOf(facts.rules.curve, experience),
    };
    lines.push(lineOf(facts, event, text, values));
  }
  return lines.length === 0 ? [] : [{ ...aloud(facts, event), lines }];
}

/** In the chat, to the member alone, or both. */
export function announced(
  facts: ChatDraft,
  event: SettledEvent,
  where: 'none' | 'chat' | 'dm' | 'both',
  to: UserId,
  line: TemplateLine,
): Notice[] {
  const notice = { ...aloud(facts, event), lines: [line] };
  const notices: Notice[] = [];
  if (where === 'chat' || where === 'both') notices.push(notice);
  if (where === 'dm' || where === 'both') notices.push({ ...notice, way: 'private', to, removeAfter: null });
  return notices;
}

/** Said to all, silently, in the topic where it happened. */
function aloud(facts: ChatDraft, event: SettledEvent): Notice {
  const { settings } = facts.rules;
  const seconds = settings['announce.seconds'];
  return {
    ...{ key: 'announce', params: {}, language: settings.language, chat: facts.row.chatId },
    ...{ thread: event.is === 'message' ? event.thread : null, way: 'public', to: null },
    ...{ messageId: null, query: null, answersCommand: false, keep: false, at: event.at },
    removeAfter: seconds > 0 ? seconds : null,
  };
}

/** A text with what its own placeholders stand for: notices are stored, so they carry nothing that is not said. */
export function lineOf(
  facts: ChatDraft,
  event: SettledEvent,
  template: string,
  values: Values,
): TemplateLine {
  const { settings } = facts.rules;
  const all: Values = {
    ...values,
    ...{ chat: facts.row.title, bot: `@${facts.bot.username}`, bot_name: facts.bot.username },
    ...momentValues(event.at, zoneOffset(event.at, settings.time_zone)),
  };
  const names = namesIn(template);
  return { template, values: Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name))) };
}
