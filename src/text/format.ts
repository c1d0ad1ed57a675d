import { DAY, HOUR, MINUTE, type Seconds } from '../model/time.ts';

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
  return numberFormat(language).format(value).replace('-', '−');
}

/** Sample: ('en', 5) → +5, ('en', -5) → −5, ('en', 0) → 0. */
export function formatSigned(language: string, value: number): string {
  return value > 0 ? `+${formatNumber(language, value)}` : formatNumber(language, value);
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
  return parts.join(' ');
}

/** Sample: ('en', 1) → 1 day, ('ru', 3) → 3 дня. */
export function formatDays(language: string, days: number): string {
  return numberFormat(language, 'day', 'long').format(days);
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
