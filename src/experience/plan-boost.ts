import { type Boost, roundedBoost } from '../model/boost.ts';
import { latinDigits } from '../model/digits.ts';
import type { Refusal } from '../model/refusal.ts';
import { DAY, HOUR, instantOf, LAST_SECOND, MINUTE, type Seconds, zoneOffset } from '../model/time.ts';

/** What `/boost` asks for; null: its words cannot be read. */
export type BoostPlan =
  | { do: 'show' }
  /** `written`: percent before they were rounded. */
  | { do: 'usual'; written: number; percent: number }
  | { do: 'cancel'; place: number | 'all' }
  | { do: 'timed'; written: number; boost: Boost }
  | { refused: Refusal };

/** No chat plans further ahead. */
export const MOST_BOOSTS = 20;

/**
 * `100 from 2026-11-28 to 2026-11-30`, `100 --from 2026-11-28 18:00 --to 2026-11-29 03:00`, `50 2d`, `50 from 28.11.2026 for 1w`,
 * `cancel 1`; by the clock of the chat. A day without a time is meant whole. `at`: now.
 */
export function planBoost(words: string, at: Seconds, zone: string): BoostPlan | null {
  const [first = '', ...rest] = tokensOf(words);
  if (rest.length === 0 && (first === '' || first === 'list')) return { do: 'show' };
  if (first === 'cancel') return planCancel(rest);
  if (!/^[+-]?[x×*]?\d/.test(first)) return null;
  const written = percentOf(first);
  if (written === null) return { refused: { no: 'boost_small', written: first.slice(0, 50) } };
  const percent = roundedBoost(written);
  if (percent === null) return { refused: BAD_PERCENT };
  // Whoever writes 2 means twice as much.
  if (percent === 0 && written !== 0) return { refused: { no: 'boost_small', written: first.slice(0, 50) } };
  if (rest.length === 0) return { do: 'usual', written, percent };
  const parts = partsOf(rest) ?? dayAlone(rest);
  if (!parts) return null;
  const begin = parts.from === undefined ? at : momentOf(parts.from, zone, 'begin');
  if (begin === null) return { refused: { no: 'boost_time', written: parts.from?.slice(0, 50) ?? '' } };
  const end =
    parts.to !== undefined ? momentOf(parts.to, zone, 'end') : endAfter(parts.for ?? '', begin, zone);
  if (end === null)
    return { refused: { no: 'boost_time', written: (parts.to ?? parts.for ?? '').slice(0, 50) } };
  // What has been said already was earned as it was.
  const from = Math.max(begin, at);
  if (from >= end) return { refused: { no: 'boost_over' } };
  if (percent === 0) return { refused: { no: 'boost_zero' } };
  return { do: 'timed', written, boost: { percent, from, to: end } };
}

const PERCENT = /^[+-]?\d{1,9}%?$/;
const FACTOR = /^(?:[x×*](\d{1,4}(?:[.,]\d{1,4})?)|(\d{1,4}(?:[.,]\d{1,4})?)[x×])$/;

/** `50`, `-50%`; `x2` → 100, `1.5x` → 50, `x0.5` → −50. Null: neither percent nor a factor. */
function percentOf(written: string): number | null {
  if (PERCENT.test(written)) return Number.parseInt(written, 10);
  const [, before, behind] = FACTOR.exec(written) ?? [];
  const factor = before ?? behind;
  return factor === undefined ? null : Math.round((Number(factor.replace(',', '.')) - 1) * 100);
}

const BAD_PERCENT: Refusal = {
  no: 'bad_value',
  key: 'experience.boost',
  allowed: { type: 'number', min: -50, max: 200 },
};

/** Phones turn two hyphens into a dash. */
function tokensOf(words: string): string[] {
  return latinDigits(words)
    .toLowerCase()
    .replaceAll('−', '-')
    .replace(/(?<=\d)\s+%/g, '%')
    .replace(/(?<=^|\s)[-–—]{1,2}(?=\p{L})/gu, '')
    .split(/\s+/)
    .filter(Boolean);
}

function planCancel([which, ...more]: readonly string[]): BoostPlan | null {
  if (more.length > 0) return null;
  if (which === 'all') return { do: 'cancel', place: 'all' };
  return which !== undefined && /^#?\d{1,3}$/.test(which)
    ? { do: 'cancel', place: Number(which.replace('#', '')) }
    : null;
}

/** `28.11.2026`: that day. */
function dayAlone(tokens: readonly string[]): Partial<Record<Part, string>> | null {
  const [day = '', ...more] = tokens[0] === 'from' ? tokens.slice(1) : tokens;
  return more.length === 0 && DAY_ALONE.test(day) ? { from: day, to: day } : null;
}

type Part = 'from' | 'to' | 'for';
const PARTS: ReadonlyMap<string, Part> = new Map([
  ...([
    ['from', 'from'],
    ['to', 'to'],
    ['until', 'to'],
    ['for', 'for'],
  ] as const),
]);

const DAY_ALONE = /^[\d.-]*\d{4}[\d.-]*$/;

/** Each part once, and exactly one that says the end. A lone length of time needs no word before it. */
function partsOf(tokens: readonly string[]): Partial<Record<Part, string>> | null {
  const parts: Partial<Record<Part, string>> = {};
  let part: Part = 'for';
  for (const [index, token] of tokens.entries()) {
    const named = PARTS.get(token);
    if (named) {
      if (parts[named] !== undefined || index === tokens.length - 1) return null;
      part = named;
      parts[part] = '';
    } else if (part === 'from' && LENGTH.test(token) && parts.for === undefined) parts.for = token;
    else parts[part] = `${parts[part] ?? ''} ${token}`.trim();
  }
  const lone = parts.for !== undefined && DAY_ALONE.test(parts.for);
  return lone || (parts.to === undefined) === (parts.for === undefined) ? null : parts;
}

const ISO = /^(\d{4})-(\d\d?)-(\d\d?)(?:[t ](\d\d?):(\d\d))?$/;
const DOTTED = /^(\d\d?)\.(\d\d?)\.(\d{4})(?: (\d\d?):(\d\d))?$/;

/** A day of the calendar with its time or, without one, its beginning or the end of it; null: there is none such. */
function momentOf(written: string, zone: string, side: 'begin' | 'end'): Seconds | null {
  const iso = ISO.exec(written);
  const dotted = DOTTED.exec(written);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : dotted ? [dotted[3], dotted[2], dotted[1]] : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const [hours, minutes] = (iso ?? dotted)?.slice(4) ?? [];
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day)) / 1000;
  // 30 February is taken for another day.
  if (new Date(date * 1000).getUTCDate() !== Number(day) || Number(month) > 12) return null;
  if (hours === undefined) return within(instantOf(side === 'end' ? date + DAY : date, zone));
  if (Number(hours) > 24 || Number(minutes) > 59 || (Number(hours) === 24 && Number(minutes) > 0))
    return null;
  return within(instantOf(date + Number(hours) * HOUR + Number(minutes) * MINUTE, zone));
}

const LENGTH = /^(\d{1,4})\s?([mhdw])$/;
const LENGTHS = { m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY } as const;

/** Days and weeks by the calendar: they end at the same time of day, though the clocks be turned meanwhile. */
function endAfter(written: string, from: Seconds, zone: string): Seconds | null {
  const [, count = '', unit = ''] = LENGTH.exec(written) ?? [];
  if (count === '') return null;
  const length = Number(count) * LENGTHS[unit as keyof typeof LENGTHS];
  const byCalendar = unit === 'd' || unit === 'w';
  return within(byCalendar ? instantOf(from + zoneOffset(from, zone) + length, zone) : from + length);
}

const within = (at: Seconds): Seconds | null => (at >= 0 && at <= LAST_SECOND ? at : null);
