import { LEAST_BOOST, MOST_BOOST } from '../model/boost.ts';
import type { Refusal } from '../model/refusal.ts';
import { readWords, type Words } from '../model/words.ts';
import { HIGHEST_THRESHOLD, type Ladder, LONGEST_TITLE, sameName, type Title, withTitle } from './ladder.ts';

/** The titles of a chat, and how many it has ever had: an id is never used again. */
export interface Titles {
  readonly made: number;
  readonly ladder: Ladder;
}

export type TitlePlan =
  /** `gone`: ready titles that made room for it. */
  | { ok: true; titles: Titles; of: Title; gone: Ladder }
  | { ok: false; refusals: Refusal[] }
  /** The words cannot be read. */
  | { ok: false; refusals: null };

const OPTIONS = ['name', 'exp', 'rep', 'boost'] as const;
const SYNONYMS: ReadonlyMap<string, (typeof OPTIONS)[number]> = new Map([
  ['experience', 'exp'],
  ['reputation', 'rep'],
]);
const UNREADABLE: TitlePlan = { ok: false, refusals: null };
const refuse = (...refusals: Refusal[]): TitlePlan => ({ ok: false, refusals });
const read = (source: string) => readWords(source, [...OPTIONS, ...SYNONYMS.keys()], ['name']);

type Change = Partial<Omit<Title, 'id' | 'ready'>>;

/** `/title add "Barber of the Chat" exp=1000 rep=25` */
export function planAddTitle({ made, ladder }: Titles, source: string): TitlePlan {
  const words = read(source);
  if (!words || words.options.some(({ name }) => name === 'name')) return UNREADABLE;
  const { change, refusals } = readChange(words);
  const name = readName(words.head);
  if (name === null) refusals.unshift(badName);
  if (refusals.length > 0 || name === null) return refuse(...refusals);
  const title: Title = { experience: null, reputation: null, ...change, id: made + 1, name };
  const plan = placed({ made: made + 1, ladder }, title);
  const twin = plan.ok ? plan.gone.find((one) => sameName(one.name, name)) : undefined;
  // The ready one by that name is that one from now on: its holders and its rewards stay.
  return twin ? placed({ made, ladder }, { ...title, id: twin.id }) : plan;
}

/** `/title edit "Barber of the Chat" exp=1200 name="Barber"`; what is not named stays, `none` takes a threshold away. */
export function planEditTitle({ made, ladder }: Titles, source: string): TitlePlan {
  const words = read(source);
  if (!words || words.head === '' || words.options.length === 0) return UNREADABLE;
  const old = find(ladder, words);
  if ('no' in old) return refuse(old);
  const { change, refusals } = readChange(words);
  if (refusals.length > 0) return refuse(...refusals);
  const { ready: _, ...own } = old;
  const edited: Title = { ...own, ...change };
  const { name, experience, reputation, boost = 0 } = old;
  const same = edited.name === name && edited.experience === experience && edited.reputation === reputation;
  if (same && (edited.boost ?? 0) === boost) {
    return refuse({ no: 'nothing_to_change' });
  }
  return placed({ made, ladder }, edited);
}

/** `/title remove "Barber of the Chat"`, or by its place in the list: `/title remove 2`. */
export function planRemoveTitle({ made, ladder }: Titles, source: string): TitlePlan {
  const words = read(source);
  if (!words || words.head === '' || words.options.length > 0) return UNREADABLE;
  const old = find(ladder, words);
  if ('no' in old) return refuse(old);
  return { ok: true, titles: { made, ladder: ladder.filter((title) => title !== old) }, of: old, gone: [] };
}

function placed({ made, ladder }: Titles, title: Title): TitlePlan {
  const result = withTitle(ladder, title);
  if ('refusal' in result) return refuse(result.refusal);
  return { ok: true, titles: { made, ladder: result.ladder }, of: title, gone: result.gone };
}

/** The title of a name, or of a place in the list, in quotation marks or without. */
export function titleNamed(ladder: Ladder, written: string): Title | Refusal {
  return find(ladder, readWords(written, [], []) ?? { head: written, quoted: false, options: [] });
}

function find(ladder: Ladder, { head, quoted }: Words): Title | Refusal {
  const named = ladder.find(({ name }) => sameName(name, head.replace(/\s+/gu, ' ').trim()));
  if (named) return named;
  const place = quoted ? undefined : /^#?(\d{1,2})$/.exec(head)?.[1];
  return ladder[Number(place ?? 0) - 1] ?? { no: 'title_unknown', asked: head.slice(0, 100) };
}

function readChange({ options }: Words): { change: Change; refusals: Refusal[] } {
  const change: { -readonly [Key in keyof Change]: Change[Key] } = {};
  const refusals: Refusal[] = [];
  for (const { name: written, value } of options) {
    const option = SYNONYMS.get(written) ?? written;
    if (option === 'name') {
      const name = readName(value);
      if (name === null) refusals.push(badName);
      else change.name = name;
    } else if (option === 'boost') {
      const boost = readTitleBoost(value);
      if (boost === undefined) refusals.push(badBoost);
      else change.boost = boost;
    } else if (option === 'exp' || option === 'rep') {
      const points = readThreshold(value);
      if (points === undefined) refusals.push(badThreshold(option));
      else change[option === 'exp' ? 'experience' : 'reputation'] = points;
    } else refusals.push({ no: 'title_option', option: written.slice(0, 64) });
  }
  return { change, refusals };
}

const badName: Refusal = { no: 'title_name', longest: LONGEST_TITLE };
const badThreshold = (key: string): Refusal => ({
  no: 'bad_value',
  key,
  allowed: { type: 'number', min: 0, max: HIGHEST_THRESHOLD },
});

const badBoost: Refusal = {
  no: 'bad_value',
  key: 'boost',
  allowed: { type: 'number', min: LEAST_BOOST, max: MOST_BOOST },
};

/** With single blanks; null for what is no name, or too long for one. */
function readName(written: string): string | null {
  const name = written.replace(/\s+/gu, ' ').trim();
  return [...name].length > LONGEST_TITLE || !/[\p{L}\p{N}\p{S}]/u.test(name) ? null : name;
}

/** Percent, `20` or `+20 %`; 0: none any more; undefined: out of bounds, or no percentage. */
function readTitleBoost(written: string): number | undefined {
  const text = written.trim().replace('−', '-').replace(/\s*%$/, '');
  if (/^(none|off)?$/i.test(text)) return 0;
  const boost = /^[+-]?\d{1,3}$/.test(text) ? Number(text) || 0 : Number.NaN;
  return boost >= LEAST_BOOST && boost <= MOST_BOOST ? boost : undefined;
}

/** Null: none any more; undefined: it is no threshold. */
function readThreshold(written: string): number | null | undefined {
  const text = written.trim();
  if (/^(none|off)?$/i.test(text)) return null;
  if (!/^\d{1,15}$/.test(text)) return undefined;
  const points = Number(text);
  return points <= HIGHEST_THRESHOLD ? points : undefined;
}
