import type { Dice } from '../model/dice.ts';
import type { UserId } from '../model/ids.ts';
import type { Seconds } from '../model/time.ts';
import type { Earning, EarningFacts } from './policy.ts';

export type SpanKind = 'window' | 'conversation';

/** A stretch of time in which a member took part, while it is open. It is judged as a whole when it is over. */
export interface Span {
  readonly firstAt: Seconds;
  readonly lastAt: Seconds;
  /** When it is over, if nothing more is said. */
  readonly closesAt: Seconds;
  /** All that they sent, of whatever worth. */
  readonly messages: number;
  /** Those of them that say something: see `Said.words`. */
  readonly talk: number;
  /** Visible characters, and how many of them were deleted. */
  readonly characters: number;
  readonly deleted: number;
  /** Different real words, as numbers. */
  readonly words: readonly number[];
  /** Whom they answered, each once. */
  readonly answered: readonly UserId[];
  /** Who answered them, each once, where the policy asks. */
  readonly heard: readonly UserId[];
}

/** What of a member's last span reaches into the next one: it is worth no more than this, if it began right after. */
export interface Wake {
  readonly closedAt: Seconds;
  readonly most: number;
}

/** A message, as far as spans care. */
export interface Said {
  readonly at: Seconds;
  /** Their own words, said for the first time: else it is a message and nothing more. */
  readonly counts: boolean;
  readonly characters: number;
  /** Its different real words, as numbers. */
  readonly words: readonly number[];
  readonly answers: UserId | null;
}

/** What is usual in a chat, learnt from its spans. */
export interface Climate {
  /** Spans that it was learnt from. */
  readonly seen: number;
  /** The usual effort of one. */
  readonly usual: number;
  /** Who taught last: nobody teaches twice in a row. */
  readonly teacher: UserId | null;
}

/** The part of a policy that gathers. Pure. */
export interface SpanPolicy {
  readonly kind: SpanKind;
  readonly mildest: Climate;
  /** The member's span with this message in it; a new one where none is open. Messages may be out of order. */
  add(span: Span | null, said: Said): Span;
  /** The span with somebody's answer in it; absent: answers got mean nothing. */
  hear?(span: Span, by: UserId): Span;
  /** What comes of a span that is over; `talked`: so many characters of a conversation, 0 where it was none. */
  settle(
    facts: EarningFacts,
    member: UserId,
    span: Span,
    before: { readonly climate: Climate; readonly wake: Wake | null },
    dice: Dice,
  ): { earned: readonly Earning[]; climate: Climate; wake: Wake | null; talked: number };
}

/** Whom one span remembers to have answered, and how many words: more would change nothing. */
const MOST_ANSWERED = 8;
const MOST_WORDS = 60;

export function beginSpan({ at }: Said): Span {
  return {
    ...{ firstAt: at, lastAt: at, closesAt: at, messages: 0, talk: 0, characters: 0, deleted: 0 },
    ...{ words: [], answered: [], heard: [] },
  };
}

/** With the message in it; when it closes is the policy's to say. `leastWords`: fewer say nothing. */
export function withSaid(span: Span, said: Said, leastWords: number): Span {
  const { at, counts, characters, words, answers } = said;
  const talks = counts && words.length >= leastWords;
  return {
    ...span,
    // A date of before it began would make it longer than it was.
    lastAt: Math.max(span.lastAt, at),
    messages: span.messages + 1,
    talk: span.talk + (talks ? 1 : 0),
    characters: span.characters + (counts ? characters : 0),
    words: talks ? union(span.words, words, MOST_WORDS) : span.words,
    answered: counts && answers !== null ? union(span.answered, [answers], MOST_ANSWERED) : span.answered,
  };
}

export function withHeard(span: Span, by: UserId): Span {
  return { ...span, heard: union(span.heard, [by], MOST_ANSWERED) };
}

function union<T>(known: readonly T[], more: readonly T[], most: number): readonly T[] {
  if (known.length === 0) return more.length <= most ? more : more.slice(0, most);
  if (more.length === 0 || known.length >= most) return known;
  const all = new Set(known);
  for (const one of more) if (all.size < most) all.add(one);
  return all.size === known.length ? known : [...all];
}
