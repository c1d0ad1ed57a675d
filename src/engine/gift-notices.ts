import type { Dice } from '../model/dice.ts';
import { pick } from '../model/dice.ts';
import type { NewEntry } from '../model/entry.ts';
import type { MessageEvent } from '../model/event.ts';
import type { MemberFacts } from '../model/facts.ts';
import type { Notice, TemplateLine } from '../model/notice.ts';
import { fullName } from '../model/person.ts';
import { type Seconds, zoneOffset } from '../model/time.ts';
import { answer } from './answer.ts';
import type { ChatDraft } from './draft.ts';

/** Gifts of one sign that one message has made. */
interface Gifts {
  sign: 'thanks' | 'minus';
  entries: readonly NewEntry[];
}

/** What is said of gifts, by the chat's own texts. */
export function giftNotices(
  facts: ChatDraft,
  event: MessageEvent,
  { sign, entries }: Gifts,
  dice: Dice,
): Notice[] {
  if (entries.length === 0 || event.author.is !== 'person') return [];
  const { settings } = facts.rules;
  const family = sign === 'thanks' ? 'reputation' : 'negative';
  const reply = settings[`${family}.reply`];
  if (reply === 'off') return [];
  const base = answer(facts, event, '');
  if (reply === 'reaction') return [{ ...base, key: sign === 'thanks' ? '❤' : '👎', way: 'reaction' }];
  const lines: TemplateLine[] = [];
  let thanked = 0;
  for (const entry of entries) {
    if (entry.kind === 'thanks' || entry.kind === 'mention') thanked += 1;
    const receiver = facts.member(entry.receiver);
    const template = pick(dice('text', entry.receiver), settings[`${family}.texts`]);
    if (!receiver || template === undefined) continue;
    const change = entry.reputation;
    lines.push({
      template,
      values: giftValues(facts, event, { receiver, change, reason: entry.reason, thanked }),
    });
  }
  if (lines.length === 0) return [];
  const seconds = settings[`${family}.reply_seconds`];
  return [
    {
      ...base,
      key: 'gift',
      lines,
      way: reply,
      answersCommand: false,
      removeAfter: reply === 'public' && seconds > 0 ? seconds : null,
    },
  ];
}

interface Told {
  /** Null: the text is said to nobody in particular, and names no receiver. */
  receiver: MemberFacts | null;
  change: number;
  reason: string | null;
  /** Thank-yous of this message, this one included. */
  thanked?: number;
}

/** What the placeholders of a gift's text stand for. */
export function giftValues(
  facts: ChatDraft,
  event: MessageEvent,
  { receiver, change, reason, thanked = 0 }: Told,
): TemplateLine['values'] {
  const values: Record<string, TemplateLine['values'][string]> = {
    amount: Math.abs(change),
    chat: event.chat.title,
    reason: reason ?? '',
    bot: `@${facts.bot.username}`,
    ...clock(event.at, facts.rules.settings.time_zone),
  };
  if (event.author.is === 'person') {
    const { person } = event.author;
    values.giver = { person: person.id, name: fullName(person) };
    values.given = (facts.member(person.id)?.thanksGiven ?? 0) + thanked;
  }
  if (receiver) {
    values.receiver = { person: receiver.id, name: receiver.name };
    values.user = values.receiver;
    values.reputation = receiver.reputation + change;
  }
  return values;
}

/** A moment as the chat's own calendar and clock show it. */
function clock(at: Seconds, zone: string): { date: string; time: string } {
  const local = new Date((at + zoneOffset(at, zone)) * 1000).toISOString();
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
}
