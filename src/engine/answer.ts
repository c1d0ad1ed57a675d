import type { MessageEvent, PressEvent, WordEvent } from '../model/event.ts';
import { chatId, type UserId } from '../model/ids.ts';
import type { Notice, NoticeValue } from '../model/notice.ts';
import type { ChatRef, Person } from '../model/person.ts';
import type { Allowed, Refusal } from '../model/refusal.ts';
import type { Seconds } from '../model/time.ts';
import { bestLanguage, languages } from '../text/i18n.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { PersonRow } from './draft/rows.ts';
import type { ChatDraft } from './draft.ts';

/** What may be answered. */
export type Asking = MessageEvent | PressEvent | WordEvent;

/** The chat where something happens, which may be another than the one it is about. */
export function placeOfAsking(event: Asking): ChatRef {
  return event.is === 'message' ? event.chat : (event.place ?? event.chat);
}

/** The language something is said in: the chat's, or in private the person's own. */
export function languageFor(facts: ChatDraft, event: Asking): string {
  if (placeOfAsking(event).type !== 'private') return facts.rules.settings.language;
  return chosenBy(facts, event) ?? bestLanguage(personIn(event)?.language ?? null);
}

/** The language that a person has chosen; null: none, or one that is not spoken any more. */
function chosenBy(facts: ChatDraft, event: Asking): string | null {
  const person = personIn(event);
  const speaks = person && facts.people.get(person.id)?.speaks;
  return speaks && languages.includes(speaks) ? speaks : null;
}

function personIn(event: Asking): Person | null {
  if (event.is !== 'message') return event.person;
  return event.author.is === 'person' ? event.author.person : null;
}

/** Who asks; null where that is no person. */
export function asker(event: Asking): UserId | null {
  return personIn(event)?.id ?? null;
}

type Params = Readonly<Record<string, NoticeValue>>;

/** A private answer to a message, ready to be varied: it concerns only who asked, so only they see it. */
export function answer(
  facts: ChatDraft,
  event: MessageEvent | WordEvent,
  key: string,
  params: Params = {},
): Notice {
  return {
    ...noticeOf(facts, event, key, params),
    thread: event.is === 'message' ? event.thread : null,
    way: 'private',
    to: asker(event),
    query: null,
    answersCommand: event.is === 'message' && event.command !== null,
  };
}

/** The answer to a pressed button: the message it stood under says something new. */
export function edit(facts: ChatDraft, event: PressEvent, key: string, params: Params = {}): Notice {
  return {
    ...noticeOf(facts, event, key, params),
    thread: null,
    way: 'edit',
    to: event.person.id,
    query: event.queryId,
    answersCommand: false,
    ...(event.ephemeralId !== undefined && { ephemeralId: event.ephemeralId }),
  };
}

/** What a command or a button comes to say, in the way that fits it. */
export function say(facts: ChatDraft, event: Asking, key: string, params: Params = {}): Notice {
  return event.is !== 'press' ? answer(facts, event, key, params) : edit(facts, event, key, params);
}

/** Something that somebody has not asked for, in their private chat with the bot and in their own language. */
export function toPerson(
  { userId: to, speaks, language }: PersonRow,
  key: string,
  params: Params,
  at: Seconds,
): Notice {
  return {
    key,
    params,
    language: speaks && languages.includes(speaks) ? speaks : bestLanguage(language),
    chat: chatId(to),
    thread: null,
    way: 'private',
    to,
    messageId: null,
    query: null,
    answersCommand: false,
    removeAfter: null,
    keep: false,
    at,
  };
}

/** Every reason at once, in one answer; a button has room for the first of them. */
export function refused(
  facts: ChatDraft,
  event: Asking,
  ...refusals: readonly [Refusal, ...Refusal[]]
): Decision {
  if (event.is !== 'press') {
    return {
      ...NOTHING,
      notices: [{ ...answer(facts, event, 'refused'), lines: refusals.map(refusalParams) }],
    };
  }
  const { key, params } = refusalParams(refusals[0]);
  return { ...NOTHING, notices: [{ ...edit(facts, event, key, params), way: 'toast' }] };
}

/** The same for a command that would have changed somebody's points: `/why` names it later. */
export function refusedGift(
  facts: ChatDraft,
  event: MessageEvent | PressEvent,
  rule: string,
  no: Refusal,
): Decision {
  const results = [{ receiver: null, name: null, refused: no }];
  return {
    ...refused(facts, event, no),
    outcome: event.is === 'message' ? { rule, sign: 'thanks', results } : null,
  };
}

function noticeOf(facts: ChatDraft, event: Asking, key: string, params: Params) {
  const place = placeOfAsking(event);
  const language = languageFor(facts, event);
  const ownLanguage = chosenBy(facts, event);
  return {
    key,
    params,
    language,
    ...(ownLanguage !== null && ownLanguage !== language && { ownLanguage }),
    chat: place.id,
    ...(place !== event.chat && { about: event.chat.id }),
    messageId: event.messageId,
    removeAfter: null,
    keep: false,
    at: event.at,
  };
}

/** A refusal as a key and its figures. What a setting allows becomes figures of its own, prefixed `allowed_`. */
export function refusalParams(refusal: Refusal): { key: string; params: Record<string, NoticeValue> } {
  const { no, ...figures } = refusal;
  const params: Record<string, NoticeValue> = {};
  for (const [name, value] of Object.entries(figures as Record<string, NoticeValue | Allowed>)) {
    if (name === 'allowed') flatten(value as Allowed, params);
    else params[name] = value as NoticeValue;
  }
  return { key: `refusal.${no}`, params };
}

function flatten({ type, ...figures }: Allowed, into: Record<string, NoticeValue>): void {
  into.allowed_type = type;
  for (const [name, value] of Object.entries(figures)) into[`allowed_${name}`] = value as NoticeValue;
}
