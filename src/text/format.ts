import { DAY, HOUR, MINUTE, type Seconds } from '../model/time.ts';
import { LEFT_MARK, leftToRight } from './direction.ts';

const numbers = new Map<string, Intl.NumberFormat>();

function numberFormat(
  language: string,
  unit?: string,
  unitDisplay: 'short' | 'long' = 'short',
): Intl.NumberFormat {
  const key = `${language} ${unit} ${unitDisplay}`;
  let format = numbers.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, unit ? { style: 'unit', unit, unitDisplay } : {});
    numbers.set(key, format);
  }
  return format;
}

/** Grouped as the language does, with a minus sign that is not mistaken for a hyphen. Sample: ('en', -1234) → −1,234 */
export function formatNumber(language: string, value: number): string {
  return signedLeft(numberFormat(language).format(value));
}

const signed = new Map<string, Intl.NumberFormat>();

/** Sample: ('en', 5) → +5, ('en', -5) → −5, ('en', 0) → 0. In Persian shut in, so that the sign keeps its side. */
export function formatSigned(language: string, value: number): string {
  let format = signed.get(language);
  if (!format) {
    format = new Intl.NumberFormat(language, { signDisplay: 'exceptZero' });
    signed.set(language, format);
  }
  return signedLeft(format.format(value));
}

/**
 * Where Intl puts a mark before the sign, for languages from right to left, the number is shut in instead: the mark
 * would turn all numbers that follow.
 */
function signedLeft(number: string): string {
  const text = number.replace('-', '−');
  return text.startsWith(LEFT_MARK) ? leftToRight(text.slice(1)) : text;
}

const UNITS = [
  { unit: 'day', seconds: DAY },
  { unit: 'hour', seconds: HOUR },
  { unit: 'minute', seconds: MINUTE },
  { unit: 'second', seconds: 1 },
] as const;

/**
 * The two largest units, rounded up: whoever waits so long has waited enough.
 * Sample: ('en', 65) → 1 min 5 sec, ('en', 3601) → 1 hr 1 min, ('en', 0) → 0 sec.
 */
export function formatDuration(language: string, seconds: Seconds): string {
  let left = Math.max(0, Math.ceil(seconds));
  const first = UNITS.findIndex((unit) => left >= unit.seconds);
  if (first < 0) return numberFormat(language, 'second').format(0);
  const least = (UNITS[first + 1] ?? UNITS[first])?.seconds ?? 1;
  left = Math.ceil(left / least) * least;
  const parts: string[] = [];
  for (const { unit, seconds: size } of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(numberFormat(language, unit).format(count));
  }
  return parts.join(language === 'fa' ? ' و ' : ' ');
}

/** Sample: ('en', 1) → 1 day, ('ru', 3) → 3 дня. */
export function formatDays(language: string, days: number): string {
  return numberFormat(language, 'day', 'long').format(days);
}

const dates = new Map<string, Intl.DateTimeFormat>();

/**
 * A day of the calendar as the language writes it, in its own calendar; English, whose countries do not agree, as
 * 2026-11-06. Sample: ('de', '2026-11-06') → 06.11.2026, ('fa', '2026-11-06') → ۱۴۰۵/۰۸/۱۵. What is no day stays.
 */
export function formatDate(language: string, day: string): string {
  const at = Date.parse(`${day}T00:00Z`);
  if (Number.isNaN(at) || language === 'en') return day;
  let format = dates.get(language);
  if (!format) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' } as const;
    format = new Intl.DateTimeFormat(language, parts);
    dates.set(language, format);
  }
  return format.format(at);
}

/** A time of day in the digits of the language. Sample: ('fa', '12:30') → ۱۲:۳۰. */
export function formatTime(language: string, time: string): string {
  const digits = numberFormat(language);
  return time.replace(/\d/g, (digit) => digits.format(Number(digit)));
}

const commas = new Map<string, string>();

/** What stands between the members of a list: a comma and a blank, Persian ones in Persian. */
export function commaOf(language: string): string {
  let comma = commas.get(language);
  if (comma === undefined) {
    comma = new Intl.ListFormat(language).formatToParts(['a', 'b', 'c'])[1]?.value ?? ', ';
    commas.set(language, comma);
  }
  return comma;
}

const lists = new Map<string, Intl.ListFormat>();

/** One of several words, with what the language puts between them. Sample: ('en', [a, b, c]) → a, b, or c. */
export function formatEither(language: string, words: readonly string[]): { word: boolean; text: string }[] {
  let format = lists.get(language);
  if (!format) {
    format = new Intl.ListFormat(language, { type: 'disjunction' });
    lists.set(language, format);
  }
  return format.formatToParts(words).map(({ type, value }) => ({ word: type === 'element', text: value }));
}

const moments = new Map<string, Intl.DateTimeFormat>();

/** A day and a time as the language writes them, by the clock of a time zone. Sample: ('en', 0, 'UTC') → Jan 1, 1970, 12:00 AM */
export function formatMoment(language: string, at: Seconds, zone: string): string {
  const key = `${language} ${zone}`;
  let format = moments.get(key);
  if (!format) {
    if (moments.size > 1000) moments.clear();
    format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
    moments.set(key, format);
  }
  return format.format(at * 1000);
}
