import type { Earning } from '../experience/policy.ts';
import { levelOf } from '../model/curve.ts';
import { type Dice, pick } from '../model/dice.ts';
import type { MessageEvent } from '../model/event.ts';
import type { UserId } from '../model/ids.ts';
import type { NamedPerson, Notice, TemplateLine } from '../model/notice.ts';
import { zoneOffset } from '../model/time.ts';
import { namesIn } from '../text/placeholders.ts';
import { momentValues } from '../text/samples.ts';
import { answer } from './answer.ts';
import type { ChatDraft } from './draft.ts';

type Values = Readonly<Record<string, string | number | NamedPerson>>;

/** A lucky draw is told in the chat's own texts; by default it has none, and nothing is said. */
export function bonusNotices(
  facts: ChatDraft,
  event: MessageEvent,
  earned: readonly Earning[],
  dice: Dice,
): Notice[] {
  const lines: TemplateLine[] = [];
  for (const { member, amount, bonus } of earned) {
    const text =
      bonus !== null && pick(dice('bonus text', member), facts.rules.settings['experience.bonus_texts']);
    const known = facts.member(member);
    if (!text || !known) continue;
    const experience = known.experience + amount;
    const values = {
      ...{ user: { person: member, name: known.name }, amount, multiplier: bonus ?? 1, experience },
      level: levelOf(facts.rules.curve, experience),
    };
    lines.push(lineOf(facts, event, text, values));
  }
  return lines.length === 0 ? [] : [{ ...aloud(facts, event), lines }];
}

/** New levels, where the chat wants them told: once for each member, however many levels it was. */
export function levelNotices(
  facts: ChatDraft,
  event: MessageEvent,
  changes: ReadonlyMap<UserId, number>,
  dice: Dice,
): Notice[] {
  const { settings, curve } = facts.rules;
  const where = settings['announce.levels'];
  if (where === 'none' || changes.size === 0) return [];
  const notices: Notice[] = [];
  for (const [id, change] of changes) {
    const member = facts.member(id);
    if (!member) continue;
    const experience = member.experience + change;
    const before = levelOf(curve, member.experience);
    const level = levelOf(curve, experience);
    const every = settings['announce.every'];
    if (level <= before || Math.floor(level / every) === Math.floor(before / every)) continue;
    const text = pick(dice('level text', id), settings['announce.level_texts']);
    if (text === undefined) continue;
    const user = { person: id, name: member.name };
    const values = { user, level, old_level: before, experience, reputation: member.reputation };
    const lines = [lineOf(facts, event, text, values)];
    if (where !== 'dm') notices.push({ ...aloud(facts, event), lines });
    if (where !== 'chat')
      notices.push({ ...aloud(facts, event), lines, way: 'private', to: id, removeAfter: null });
  }
  return notices;
}

/** Said to all, silently, in the topic where it happened. */
function aloud(facts: ChatDraft, event: MessageEvent): Notice {
  const seconds = facts.rules.settings['announce.seconds'];
  return {
    ...answer(facts, event, 'level'),
    way: 'public',
    messageId: null,
    answersCommand: false,
    removeAfter: seconds > 0 ? seconds : null,
  };
}

function lineOf(facts: ChatDraft, event: MessageEvent, template: string, values: Values): TemplateLine {
  const all: Values = {
    ...values,
    ...{ chat: event.chat.title, bot: `@${facts.bot.username}`, bot_name: facts.bot.username },
    ...momentValues(event.at, zoneOffset(event.at, facts.rules.settings.time_zone)),
  };
  const names = namesIn(template);
  return { template, values: Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name))) };
}
