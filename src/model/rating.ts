/**
 * What a rating counts. `sum`: all reputation; `admins` and `members`: what came from them; `given`: thanks given. The
 * boards that everyone can win count within a period: `new`, who has come in it; `rising`, who gained more reputation than
 * in the one before; `thankful`, thanks given; `helpful`, how many different people thanked them.
 */
export type TopOrder = TotalOrder | BoardName;
export type TotalOrder = 'sum' | 'admins' | 'members' | 'experience' | 'levels' | 'given' | 'voice';
export type BoardName = 'new' | 'rising' | 'thankful' | 'helpful';

export const TOTALS: readonly TotalOrder[] = [
  ...(['sum', 'admins', 'members', 'experience', 'levels', 'given', 'voice'] as const),
];
export const BOARDS: readonly BoardName[] = ['new', 'rising', 'thankful', 'helpful'];
export const ORDERS: readonly TopOrder[] = [...TOTALS, ...BOARDS];

/** Of all time, or since the calendar period began in the chat's time zone; a number: so many times 24 hours. */
export type TopPeriod = 'all' | 'day' | 'week' | 'month' | 'year' | number;

export const PERIODS = ['all', 'day', 'week', 'month', 'year'] as const satisfies readonly TopPeriod[];
export const MOST_DAYS = 99;
/** A page further on than anybody turns. */
export const LAST_PAGE = 100_000;
/** So that a button has room for it. */
export const MOST_LEAST = 1_000_000_000;
/** Titles that a rating can be narrowed to at once. */
export const MOST_TITLES_ASKED = 3;

/** Which part of a rating is asked for. */
export interface TopOnly {
  readonly period: TopPeriod;
  /** Gained at least so much within the period; 0: anything. */
  readonly least: number;
  /** Who holds one of these titles: names as written, or ids of a ladder; none: everybody. */
  readonly titles: readonly string[] | readonly number[];
  readonly admins: boolean;
}

export const EVERYTHING: TopOnly = { period: 'all', least: 0, titles: [], admins: false };

export function isEverything({ period, least, titles, admins }: TopOnly): boolean {
  return period === 'all' && least === 0 && titles.length === 0 && !admins;
}

export function isBoard(order: TopOrder): order is BoardName {
  return (BOARDS as readonly TopOrder[]).includes(order);
}
