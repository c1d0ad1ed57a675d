import type { Dice } from '../model/dice.ts';
import type { UserId } from '../model/ids.ts';
import type { Seconds } from '../model/time.ts';
import { countOf, union } from './codes.ts';
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
  /** Different real words, as far as the policy counts them: short codes. */
  readonly words: string;
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
  /** Its different real words, no more than the policy counts: short codes. */
  readonly words: string;
  readonly answers: UserId | null;
}

/** What is usual in a chat, learnt from its spans. */
export interface Climate {
  /** Spans that it was learnt from. */
  readonly seen: number;
  /** The usual effort of one. */
  readonly usual: number;
}

/** What a span that is over has to teach its chat: of each member the last one of a period counts, see `climate.ts`. */
export interface Lesson {
  /** When it was over. */
  readonly at: Seconds;
  readonly effort: number;
}

/** The part of a policy that gathers. Pure. */
export interface SpanPolicy {
  readonly kind: SpanKind;
  /** So many different words of a span count; 0: words do not matter. */
  readonly words: number;
  /** Absent: nothing is learnt. */
  readonly learns?: Learning;
  /** The member's span with this message in it; a new one where none is open. Messages may be out of order. */
  add(span: Span | null, said: Said): Span;
  /** The span with somebody's answer in it; absent: answers got mean nothing. */
  hear?(span: Span, by: UserId): Span;
  /**
   * What comes of a span that is over. `usual`: what it is set against; `talked`: so many characters of a conversation,
   * 0 where it was none.
   */
  settle(
    facts: EarningFacts,
    member: UserId,
    span: Span,
    before: { readonly usual: number; readonly wake: Wake | null },
    dice: Dice,
  ): { earned: readonly Earning[]; wake: Wake | null; talked: number };
}

/** How a policy learns what is usual in a chat. Pure. */
export interface Learning {
  readonly mildest: Climate;
  /** The effort of a span, as far as it has something to teach; null: nothing. */
  teaches(span: Span): number | null;
  learn(climate: Climate, effort: number): Climate;
  /** What spans are set against. */
  usualOf(climate: Climate): number;
}

/** So many people one span remembers to have answered or been heard by: more would change nothing. */
const MOST_PEOPLE = 8;

const NOBODY: readonly UserId[] = [];

export function beginSpan({ at }: Said): Span {
  return {
    firstAt: at,
    lastAt: at,
    closesAt: at,
    messages: 0,
    talk: 0,
    characters: 0,
    deleted: 0,
    words: '',
    answered: NOBODY,
    heard: NOBODY,
  };
}

/** How a policy counts what is said. */
export interface Counting {
  /** Fewer different words say nothing. */
  readonly leastWords: number;
  readonly mostWords: number;
  /** When it is over, by when it began and when something was last said. */
  closesAt(firstAt: Seconds, lastAt: Seconds): Seconds;
}

/** With the message in it. */
export function withSaid(
  span: Span,
  { at, counts, characters, words, answers }: Said,
  { leastWords, mostWords, closesAt }: Counting,
): Span {
  const talks = counts && countOf(words) >= leastWords;
  const { firstAt } = span;
  // A date of before it began would make it longer than it was.
  const lastAt = Math.max(span.lastAt, at);
  return {
    firstAt,
    lastAt,
    closesAt: closesAt(firstAt, lastAt),
    messages: span.messages + 1,
    talk: span.talk + (talks ? 1 : 0),
    characters: span.characters + (counts ? characters : 0),
    deleted: span.deleted,
    words: talks ? union(span.words, words, mostWords) : span.words,
    answered: counts && answers !== null ? withPerson(span.answered, answers) : span.answered,
    heard: span.heard,
  };
}

export function withHeard(span: Span, by: UserId): Span {
  const heard = withPerson(span.heard, by);
  return heard === span.heard ? span : { ...span, heard };
}

function withPerson(known: readonly UserId[], one: UserId): readonly UserId[] {
  return known.length >= MOST_PEOPLE || known.includes(one) ? known : [...known, one];
}
