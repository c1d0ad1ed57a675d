import type { UserId } from '../model/ids.ts';
import type { Poll } from './recognition.ts';
import type { Lesson, Span, SpanKind, Wake } from './span.ts';

/** What is remembered of a member where the chat's policy looks at stretches of time. */
export interface Gathered {
  /** By which policy it was gathered; null: by none yet. */
  readonly kind: SpanKind | null;
  /** In which turn of the chat: see `ChatClimate`. */
  readonly turn: number;
  /** Null: none is open. */
  readonly span: Span | null;
  /** Of the last one that was settled; null: nothing is left of it. */
  readonly wake: Wake | null;
  /** What the last one that was settled had to teach; null: nothing. */
  readonly lesson: Lesson | null;
  /** The last question who has helped; null: they were never asked. */
  readonly poll: Poll | null;
  /** Fingerprints of the last texts that they wrote, the latest last: long codes. */
  readonly texts: string;
}

export const NOTHING_GATHERED: Gathered = {
  ...{ kind: null, turn: 0, span: null, wake: null, lesson: null, poll: null, texts: '' },
};

/**
 * As it stands in the member's row: short, for it is read and written with nearly every message. Fields between bars:
 * kind, turn, lesson, wake, four of the open span, texts, the question as JSON. A window of one message with five words,
 * after one that taught 28: `w|0|1790000000,28|1790000000,1|1790000950,0,90,1,1,40,0|BJ3CxsFAqLk0PzT|||x9Bc2A|`.
 */
export function pack({ kind, turn, span, wake, lesson, poll, texts }: Gathered): string {
  const letter = kind === 'window' ? 'w' : kind === 'conversation' ? 'c' : '';
  const taught = lesson ? `${lesson.at},${lesson.effort}` : '';
  const left = wake ? `${wake.closedAt},${wake.most}` : '';
  return `${letter}|${turn}|${taught}|${left}|${span ? openOf(span) : '|||'}|${texts}|${poll ? JSON.stringify(poll) : ''}`;
}

function openOf({ firstAt, lastAt, closesAt, messages, talk, characters, deleted, ...lists }: Span): string {
  const { words, answered, heard } = lists;
  const figures = `${firstAt},${lastAt - firstAt},${closesAt - firstAt},${messages},${talk},${characters},${deleted}`;
  return `${figures}|${words}|${answered.join()}|${heard.join()}`;
}

export function unpack(packed: string): Gathered {
  const fields = packed.split('|');
  const [letter, turn, lesson = '', wake = '', open = '', words = '', answered = '', heard = '', texts = ''] =
    fields;
  const [taughtAt = 0, effort = 0] = numbers(lesson);
  const [closedAt = 0, most = 0] = numbers(wake);
  const poll = fields[9];
  return {
    kind: letter === 'w' ? 'window' : letter === 'c' ? 'conversation' : null,
    turn: Number(turn),
    span: open === '' ? null : spanOf(open, words, answered, heard),
    wake: wake === '' ? null : { closedAt, most },
    lesson: lesson === '' ? null : { at: taughtAt, effort },
    poll: poll ? (JSON.parse(poll) as Poll) : null,
    texts,
  };
}

function spanOf(open: string, words: string, answered: string, heard: string): Span {
  const [firstAt = 0, lasted = 0, closesIn = 0, messages = 0, talk = 0, characters = 0, deleted = 0] =
    numbers(open);
  return {
    firstAt,
    lastAt: firstAt + lasted,
    closesAt: firstAt + closesIn,
    messages,
    talk,
    characters,
    deleted,
    words,
    answered: numbers(answered) as readonly UserId[],
    heard: numbers(heard) as readonly UserId[],
  };
}

const NONE: readonly number[] = [];

/** Sign by sign where they are whole, which takes a fifth of the time that splitting takes. */
function numbers(list: string): readonly number[] {
  if (list === '') return NONE;
  const all: number[] = [];
  let number = 0;
  for (let at = 0; at < list.length; at += 1) {
    const digit = list.charCodeAt(at) - 0x30;
    if (digit >= 0 && digit <= 9) number = 10 * number + digit;
    else if (digit === COMMA) {
      all.push(number);
      number = 0;
    } else return list.split(',').map(Number);
  }
  all.push(number);
  return all;
}

const COMMA = 0x2c - 0x30;

/** The same without somebody, as they are to be forgotten; null: they do not stand in it. */
export function gatheredWithout(packed: string, id: UserId): string | null {
  const gathered = unpack(packed);
  const { span, poll } = gathered;
  const isIn = (list: readonly UserId[] = []) => list.includes(id);
  if (!isIn(span?.answered) && !isIn(span?.heard) && !isIn(poll?.people)) return null;
  const others = (list: readonly UserId[]) => list.filter((one) => one !== id);
  return pack({
    ...gathered,
    span: span && { ...span, answered: others(span.answered), heard: others(span.heard) },
    // Its buttons are counted: one that is missing would make another out of the next.
    poll: isIn(poll?.people) ? null : poll,
  });
}
