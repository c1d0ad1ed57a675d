import { latinDigits } from '../../model/digits.ts';
import type { Allowed, Refusal } from '../../model/refusal.ts';
import type { Trigger } from '../../model/trigger.ts';
import { readWords, type Words } from '../../model/words.ts';
import {
  CROWDS,
  covers,
  DEFAULTS,
  LONGEST_INTERVAL,
  LONGEST_PHRASE,
  LONGEST_TEXT,
  MATCHES,
  MOST_POINTS,
  MOST_TRIGGERS,
  onlySpeaks,
} from './rules.ts';

/** What the rules must ask of others, since they import none of them. */
export interface Checks {
  /** The form in which phrases are compared; '' for what can never match. */
  fold(phrase: string): string;
  /** What Telegram or the placeholders have against a text; null when it may be said. */
  textProblem(text: string): Allowed | null;
}

export type Plan =
  | { ok: true; triggers: Trigger[]; of: Trigger }
  /** Nothing was asked to be changed: the trigger is only looked at. */
  | { ok: true; triggers: null; of: Trigger }
  | { ok: false; refusals: Refusal[] }
  /** The words cannot be read. */
  | { ok: false; refusals: null };

type Change = Partial<Omit<Trigger, 'id'>>;

const OPTIONS = ['phrase', 'rep', 'exp', 'from', 'to', 'match', 'interval', 'text'] as const;
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['reputation', 'rep'],
  ['experience', 'exp'],
]);

const read = (source: string) => readWords(source, [...OPTIONS, ...SYNONYMS.keys()], ['text', 'phrase']);

const UNREADABLE: Plan = { ok: false, refusals: null };
const refuse = (...refusals: Refusal[]): Plan => ({ ok: false, refusals });

/** `/trigger add "…" rep=5`: the chat's triggers with one more, or every reason why not. */
export function planAdd(triggers: readonly Trigger[], source: string, checks: Checks): Plan {
  const words = read(source);
  if (!words || words.head === '') return UNREADABLE;
  const named = words.options.filter(({ name }) => name === 'phrase');
  if (named.length > 0) return UNREADABLE;
  const { change, refusals } = readChange(words, checks);
  const phrase = readPhrase(words.head, checks);
  if (phrase === null) refusals.unshift(badPhrase);
  if (refusals.length > 0 || phrase === null) return refuse(...refusals);
  const id = 1 + triggers.reduce((last, trigger) => Math.max(last, trigger.id), 0);
  const added: Trigger = { ...DEFAULTS, ...change, id, phrase };
  const refusal = judge(triggers, added, checks);
  if (refusal) return refuse(refusal);
  if (triggers.length >= MOST_TRIGGERS) return refuse({ no: 'triggers_full', most: MOST_TRIGGERS });
  return { ok: true, triggers: [...triggers, added], of: added };
}

/** `/trigger edit 3 rep=10`: what is not named stays. Without options it only shows. */
export function planEdit(triggers: readonly Trigger[], source: string, checks: Checks): Plan {
  const words = read(source);
  if (!words || words.head === '') return UNREADABLE;
  const old = find(triggers, words, checks);
  if ('no' in old) return refuse(old);
  if (words.options.length === 0) return { ok: true, triggers: null, of: old };
  const { change, refusals } = readChange(words, checks);
  if (refusals.length > 0) return refuse(...refusals);
  const edited: Trigger = { ...old, ...change };
  if (Object.entries(edited).every(([key, value]) => old[key as keyof Trigger] === value)) {
    return refuse({ no: 'nothing_to_change' });
  }
  const others = triggers.filter((trigger) => trigger !== old);
  const refusal = judge(others, edited, checks);
  if (refusal) return refuse(refusal);
  return {
    ok: true,
    triggers: triggers.map((trigger) => (trigger === old ? edited : trigger)),
    of: edited,
  };
}

/** `/trigger remove 3`, `/trigger remove "Thank you for your help"`. */
export function planRemove(triggers: readonly Trigger[], source: string, checks: Checks): Plan {
  const words = read(source);
  if (!words || words.head === '' || words.options.length > 0) return UNREADABLE;
  const old = find(triggers, words, checks);
  if ('no' in old) return refuse(old);
  return { ok: true, triggers: triggers.filter((trigger) => trigger !== old), of: old };
}

/** Why a trigger cannot stand beside the others. */
function judge(others: readonly Trigger[], one: Trigger, checks: Checks): Refusal | null {
  if (onlySpeaks(one) && !one.text) return { no: 'trigger_does_nothing' };
  const folded = checks.fold(one.phrase);
  const twin = others.find((other) => {
    if (checks.fold(other.phrase) !== folded) return false;
    return other.id < one.id ? covers(other, one) : covers(one, other);
  });
  return twin ? { no: 'trigger_duplicate', phrase: twin.phrase.slice(0, 100), id: twin.id } : null;
}

function find(triggers: readonly Trigger[], { head, quoted }: Words, checks: Checks): Trigger | Refusal {
  const number = quoted ? undefined : /^#?(\d{1,9})$/.exec(latinDigits(head))?.[1];
  const asked = head.slice(0, 100);
  if (number !== undefined) {
    return triggers.find((trigger) => trigger.id === Number(number)) ?? { no: 'trigger_unknown', asked };
  }
  const folded = checks.fold(head);
  const named = triggers.filter((trigger) => checks.fold(trigger.phrase) === folded);
  const [only] = named;
  if (!only) return { no: 'trigger_unknown', asked };
  if (named.length === 1) return only;
  return { no: 'trigger_several', phrase: asked, ids: named.map(({ id }) => String(id)) };
}

function readChange(words: Words, checks: Checks): { change: Change; refusals: Refusal[] } {
  const change: Change = {};
  const refusals: Refusal[] = [];
  for (const { name: written, value, quoted } of words.options) {
    const name = SYNONYMS.get(written) ?? written;
    const refused = readOption(name, value, quoted, change, checks);
    if (refused) refusals.push(refused);
  }
  return { change, refusals };
}

/** Takes one option into the change; a value that does not fit is refused with what would. */
function readOption(
  name: string,
  value: string,
  quoted: boolean,
  change: Change,
  checks: Checks,
): Refusal | null {
  const bad = (allowed: Allowed): Refusal => ({ no: 'bad_value', key: name, allowed });
  const points = { type: 'number', min: -MOST_POINTS, max: MOST_POINTS } as const;
  const minutes = { type: 'number', min: 0, max: LONGEST_INTERVAL } as const;
  switch (name) {
    case 'rep':
    case 'exp': {
      const amount = readNumber(value, points.min, points.max);
      if (amount === null) return bad(points);
      change[name === 'rep' ? 'reputation' : 'experience'] = amount;
      return null;
    }
    case 'interval': {
      const amount = readNumber(value, minutes.min, minutes.max);
      if (amount === null) return bad(minutes);
      change.interval = amount;
      return null;
    }
    case 'from':
    case 'to': {
      const crowd = CROWDS.find((one) => one === value.toLowerCase());
      if (!crowd) return bad({ type: 'choice', choices: CROWDS });
      change[name] = crowd;
      return null;
    }
    case 'match': {
      const match = MATCHES.find((one) => one === value.toLowerCase());
      if (!match) return bad({ type: 'choice', choices: MATCHES });
      change.match = match;
      return null;
    }
    case 'phrase': {
      const phrase = readPhrase(value, checks);
      if (phrase === null) return badPhrase;
      change.phrase = phrase;
      return null;
    }
    case 'text': {
      const text = value.trim();
      if (text === '') change.text = null;
      else if (!quoted && /^none$/i.test(text)) change.text = '';
      else {
        const problem = [...text].length > LONGEST_TEXT ? tooLong : checks.textProblem(text);
        if (problem) return bad(problem);
        change.text = text;
      }
      return null;
    }
    default:
      return { no: 'trigger_option', option: name.slice(0, 64), known: OPTIONS };
  }
}

const badPhrase: Refusal = {
  no: 'bad_value',
  key: 'phrase',
  allowed: { type: 'phrase', longest: LONGEST_PHRASE },
};
const tooLong: Allowed = { type: 'text', longest: LONGEST_TEXT };

/** With single blanks; null for what is too long or could never be found. */
function readPhrase(written: string, { fold }: Checks): string | null {
  const phrase = written.replace(/\s+/gu, ' ').trim();
  return [...phrase].length > LONGEST_PHRASE || fold(phrase) === '' ? null : phrase;
}

/** A whole number as people and phones write it: `5`, `+5`, `-5`, `−5`, `–5`. */
function readNumber(written: string, min: number, max: number): number | null {
  const text = latinDigits(written.trim()).replace(/^[−–—]/u, '-');
  if (!/^[+-]?\d{1,9}$/.test(text)) return null;
  const number = Number(text) || 0;
  return number >= min && number <= max ? number : null;
}
