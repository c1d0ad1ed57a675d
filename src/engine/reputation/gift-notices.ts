import { levelOf } from '../../model/curve.ts';
import type { Dice } from '../../model/dice.ts';
import { pick } from '../../model/dice.ts';
import type { NewEntry } from '../../model/entry.ts';
import type { MessageEvent } from '../../model/event.ts';
import type { MemberFacts } from '../../model/facts.ts';
import type { UserId } from '../../model/ids.ts';
import type { NamedPerson, Notice, NoticeButton, TemplateLine } from '../../model/notice.ts';
import { fullName } from '../../model/person.ts';
import { OWN_REACTIONS } from '../../model/reaction.ts';
import { type Seconds, zoneOffset } from '../../model/time.ts';
import { nextTitle, type Title, titleOf } from '../../ranks/ladder.ts';
import { maySayAloud, withText } from '../../reputation/aloud.ts';
import { overtaken } from '../../reputation/overtake.ts';
import { namesIn } from '../../text/placeholders.ts';
import { momentValues } from '../../text/samples.ts';
import { answer } from '../answer.ts';
import type { ChatDraft } from '../draft.ts';

/** The key of every notice that says a gift in words. */
export const GIFT = 'gift';

/** Gifts of one sign that one message has made. */
interface Gifts {
  sign: 'thanks' | 'minus';
  entries: readonly NewEntry[];
}

/** What one message has come to so far: its gifts are applied only when all of it is decided. */
export interface Saying {
  facts: ChatDraft;
  event: MessageEvent;
  /** What it has made of its receivers. */
  moved: Map<UserId, number>;
  /** The chat's last public texts, its own among them. */
  textsAt: Seconds[];
}

export const beginSaying = (facts: ChatDraft, event: MessageEvent): Saying => ({
  ...{ facts, event, moved: new Map(), textsAt: facts.textsAt },
});

/**
 * What is said of gifts by the chat's own texts: at most one message, to however many was given. A text for each
 * receiver; where the gift carried them past somebody, a line about that under it. Overtaking goes the way of the
 * gift's text, public or private: where a chat wants no words (a reaction, or nothing), or has heard enough of them,
 * it is not told either.
 */
export function giftNotices(saying: Saying, { sign, entries }: Gifts, dice: Dice): Notice[] {
  const { facts, event } = saying;
  if (entries.length === 0 || event.author.is !== 'person') return [];
  const { settings } = facts.rules;
  const family = sign === 'thanks' ? 'reputation' : 'negative';
  const reply = settings[`${family}.reply`];
  const lines = giftLines(saying, { sign, entries }, dice);
  if (reply === 'off') return [];
  const base = answer(facts, event, '');
  const reaction: Notice = { ...base, key: OWN_REACTIONS[family], way: 'reaction' };
  if (reply === 'reaction') return [reaction];
  if (lines.length === 0) return [];
  if (reply === 'public') {
    if (!maySayAloud(saying.textsAt, event.at)) return [reaction];
    saying.textsAt = withText(saying.textsAt, event.at);
  }
  const seconds = settings[`${family}.reply_seconds`];
  return [
    {
      ...base,
      key: GIFT,
      lines,
      way: reply,
      // In public it would be everybody's to press, and only its giver's to use.
      ...(reply === 'private' &&
        settings[`${family}.undo_minutes`] > 0 && { buttons: [[undoButton(facts, event)]] }),
      answersCommand: false,
      removeAfter: reply === 'public' && seconds > 0 ? seconds : null,
    },
  ];
}

function undoButton(facts: ChatDraft, { messageId }: MessageEvent): NoticeButton {
  const what = { by: 'message', epoch: facts.row.epoch, messageId } as const;
  return { key: 'undo.button_gift', request: { ask: 'undo', what } };
}

function giftLines(saying: Saying, { sign, entries }: Gifts, dice: Dice): TemplateLine[] {
  const { facts, moved } = saying;
  const { settings } = facts.rules;
  const lines: TemplateLine[] = [];
  let thanked = 0;
  for (const entry of entries) {
    if (entry.kind === 'thanks' || entry.kind === 'mention') thanked += 1;
    const receiver = facts.member(entry.receiver);
    if (!receiver) continue;
    const passed = sign === 'thanks' ? passedBy(saying, entry, receiver.reputation) : null;
    moved.set(entry.receiver, receiver.reputation + entry.reputation);
    const told: Told = {
      receiver,
      change: entry.reputation,
      earned: entry.experience,
      reason: entry.reason,
      thanked,
      passed,
    };
    const text = pick(
      dice('text', entry.receiver),
      sign === 'thanks' ? settings['reputation.texts'] : settings['negative.texts'],
    );
    if (text !== undefined)
      lines.push(giftLine(saying, text, told, sign === 'thanks' ? 'gift.plus' : 'gift.minus'));
    const overtake = passed && pick(dice('overtake', entry.receiver), settings['reputation.overtake_texts']);
    if (overtake) lines.push(giftLine(saying, overtake, told, 'gift.passed'));
  }
  return lines;
}

/** Whom a gift carries its receiver past, among the chat's first. Somebody who has left is in no rating. */
function passedBy({ facts, moved }: Saying, entry: NewEntry, before: number): NamedPerson | null {
  const { settings } = facts.rules;
  const top = settings['reputation.overtake_top'];
  if (top === 0 || settings['reputation.overtake_texts'].length === 0) return null;
  if (facts.members.get(entry.receiver)?.present === false) return null;
  const after = before + entry.reputation;
  const passed = overtaken(facts.standings.first(top + 1, moved), top, entry.receiver, before, after);
  return passed && { person: passed.id, name: passed.name };
}

interface Told {
  /** Null: the text is said to nobody in particular, and names no receiver. */
  receiver: MemberFacts | null;
  change: number;
  /** Experience that comes with it. */
  earned?: number;
  reason: string | null;
  /** Thank-yous of this message, this one included. */
  thanked?: number;
  passed?: NamedPerson | null;
}

/**
 * A text with what its own placeholders stand for: notices are stored, so they carry nothing that is not said.
 * `short`: the key of what is said in its stead where it does not fit.
 */
export function giftLine(saying: Saying, template: string, told: Told, short?: string): TemplateLine {
  const values: Record<string, TemplateLine['values'][string]> = {};
  for (const name of namesIn(template)) {
    const value = VALUES[name]?.(saying, told);
    if (value !== undefined) values[name] = value;
  }
  if (!short || !told.receiver) return { template, values };
  const { receiver, change, passed = null } = told;
  const params = {
    ...{ receiver: named(receiver), passed },
    ...{ amount: Math.abs(change), reputation: receiver.reputation + change },
  };
  return { template, values, short: { key: short, params } };
}

const experienceOf = ({ receiver, earned = 0 }: Told) =>
  receiver ? receiver.experience + earned : undefined;

function titleAfter(facts: ChatDraft, { receiver, change, earned = 0 }: Told): Title | null {
  if (!receiver) return null;
  const held = facts.members.get(receiver.id)?.title ?? null;
  const switches = facts.rules.switches;
  const { experience, reputation } = receiver;
  return titleOf(experience + earned, reputation + change, facts.titles.ladder, switches, held);
}

function nextAfter(facts: ChatDraft, { receiver, change, earned = 0 }: Told): Title | null {
  if (!receiver) return null;
  const held = facts.members.get(receiver.id)?.title ?? null;
  const switches = facts.rules.switches;
  const { experience, reputation } = receiver;
  const next = nextTitle(experience + earned, reputation + change, facts.titles.ladder, switches, held);
  return next?.title ?? null;
}

const named = ({ id, name }: MemberFacts): NamedPerson => ({ person: id, name });

type Value = (saying: Saying, told: Told) => TemplateLine['values'][string] | undefined;

const receiverOf: Value = (_, { receiver }) => (receiver ? named(receiver) : undefined);

/** What the placeholders of `text/placeholders.ts` stand for; `members` alone is asked of Telegram when it is said. */
const VALUES: Readonly<Record<string, Value>> = {
  user: receiverOf,
  receiver: receiverOf,
  giver: ({ event: { author } }) =>
    author.is === 'person' ? { person: author.person.id, name: fullName(author.person) } : undefined,
  passed: (_, { passed }) => passed ?? undefined,
  full_name: ({ facts }, { receiver }) => {
    const username = receiver && facts.people.get(receiver.id)?.username;
    return username ? `${receiver.name} (${username})` : receiver?.name;
  },
  amount: (_, { change }) => Math.abs(change),
  reputation: (_, { receiver, change }) => (receiver ? receiver.reputation + change : undefined),
  experience: (_, told) => experienceOf(told),
  title: ({ facts }, told) => titleAfter(facts, told)?.name ?? '–',
  next_title: ({ facts }, told) => nextAfter(facts, told)?.name ?? '–',
  level: ({ facts }, told) => {
    const experience = experienceOf(told);
    return experience === undefined ? undefined : levelOf(facts.rules.curve, experience);
  },
  given: ({ facts, event: { author } }, { thanked = 0 }) =>
    author.is === 'person' ? (facts.member(author.person.id)?.thanksGiven ?? 0) + thanked : undefined,
  place: ({ facts, moved }, { receiver }) =>
    receiver ? (facts.standings.place(receiver.id, moved) ?? '–') : undefined,
  chat: ({ event }) => event.chat.title,
  reason: (_, { reason }) => reason ?? '',
  bot: ({ facts }) => `@${facts.bot.username}`,
  bot_name: ({ facts }) => facts.bot.username,
  date: (saying) => moment(saying, 'date'),
  time: (saying) => moment(saying, 'time'),
  now: (saying) => moment(saying, 'now'),
  now_iso: (saying) => moment(saying, 'now_iso'),
  utc_time: (saying) => moment(saying, 'utc_time'),
};

const moment = ({ facts, event: { at } }: Saying, name: string): string | undefined =>
  momentValues(at, zoneOffset(at, facts.rules.settings.time_zone))[name];
