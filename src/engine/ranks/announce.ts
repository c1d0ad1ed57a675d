import type { Earning } from '../../experience/policy.ts';
import { levelOf } from '../../model/curve.ts';
import { type Dice, pick } from '../../model/dice.ts';
import type { SettledEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { NamedPerson, Notice, TemplateLine } from '../../model/notice.ts';
import { zoneOffset } from '../../model/time.ts';
import { namesIn } from '../../text/placeholders.ts';
import { momentValues } from '../../text/samples.ts';
import type { ChatDraft } from '../draft.ts';
import { ANNOUNCE, isToldIn, placeOf, threadOf } from './announce-place.ts';

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

/** What is said; null: nothing. Put together only where it is said. */
export interface Words {
  chat(): TemplateLine | null;
  /** To the member alone. */
  dm(): TemplateLine | null;
}

/** In the chat, to the member alone, or both. */
export function announced(
  facts: ChatDraft,
  event: SettledEvent,
  where: 'none' | 'chat' | 'dm' | 'both',
  to: UserId,
  words: Words,
): Notice[] {
  const notices: Notice[] = [];
  const aside = aloud(facts, event);
  if ((where === 'chat' || where === 'both') && isToldIn(facts, event)) {
    const line = words.chat();
    if (line) notices.push({ ...aside, ...placeOf(facts, event), lines: [line] });
  }
  if (where === 'dm' || where === 'both') {
    const line = words.dm();
    if (line) notices.push({ ...aside, lines: [line], way: 'private', to, removeAfter: null });
  }
  return notices;
}

/** Said to all, silently, in the topic where it happened. */
function aloud(facts: ChatDraft, event: SettledEvent): Notice {
  const { settings } = facts.rules;
  const seconds = settings['announce.seconds'];
  return {
    ...{ key: ANNOUNCE, params: {}, language: settings.language, chat: facts.row.chatId },
    ...{ thread: threadOf(facts, event), way: 'public', to: null },
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
