import type { Rated } from '../../leaderboard/store.ts';
import { fullName } from '../../model/person.ts';
import {
  BOARDS,
  EVERYTHING,
  isBoard,
  ORDERS,
  PERIODS,
  type TopOnly,
  type TopOrder,
  type TopPeriod,
} from '../../model/rating.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { type Html, html, join } from '../../text/html.ts';
import { shortName } from '../../text/names.ts';
import { ratingButton } from '../commands/rating.ts';
import type { ViewContext } from './context.ts';

export const PER_PAGE = 10;
const LONGEST_NAME = 40;
/** As wide as a digit. */
const FIGURE_SPACE = '\u2007';

/** What a rating was asked for, its titles by their ids. */
export interface Asked {
  readonly order: TopOrder;
  readonly page: number;
  readonly only: TopOnly & { readonly titles: readonly number[] };
}

/** Reads what `decideTop` has told, or what an older version has: then it is the rating of all time. */
export function ratingOf({ notice }: ViewContext): Asked {
  const { order, page, period, least, titles, admins } = notice.params;
  const days = Number(period);
  return {
    order: ORDERS.find((one) => one === order) ?? 'sum',
    page: Math.max(1, Number(page) || 1),
    only: {
      period: PERIODS.find((one) => one === period) ?? (days > 0 ? days : 'all'),
      least: Number(least) || 0,
      titles: Array.isArray(titles) ? titles.map(Number) : [],
      admins: admins === true,
    },
  };
}

/** What it ranks, of which time, and of whom: one line. */
export function headline(
  { say }: ViewContext,
  title: Html,
  { only }: Asked,
  titles: readonly string[],
): Html {
  const { period, least, admins } = only;
  const parts = [title];
  if (typeof period === 'number') parts.push(inDays(say, period));
  else if (period !== 'all') parts.push(say(`top.in_${period}`));
  if (titles.length > 0) parts.push(say('top.only_titles', { titles: [...titles] }));
  if (admins) parts.push(say('top.only_admins'));
  if (least > 0) parts.push(say('top.only_least', { least }));
  return join(parts, ' · ');
}

/** So many times 24 hours. */
export function inDays(say: ViewContext['say'], count: number): Html {
  return count === 1 ? say('top.in_last_day') : say('top.in_days', { count });
}

/** What the lines of a rating show beside the name. */
export type Figures = (row: Rated) => {
  key: '' | '_shared' | '_level' | '_gained';
  params: Record<string, number>;
};

/** One line each, places under one another, names cut so that none breaks; one's own line below. */
export function ratedLines(
  { say }: ViewContext,
  rows: readonly Rated[],
  own: Rated | null,
  figures: Figures,
): Html[] {
  const width = Math.max(...rows.map(({ place }) => String(place).length));
  const lines = rows.map((row) => {
    const { key, params } = figures(row);
    const pad = FIGURE_SPACE.repeat(width - String(row.place).length);
    return html`${pad}${say(`top.row${key}`, { place: row.place, name: nameOf(row), ...params })}`;
  });
  if (!own || rows.some(({ userId }) => userId === own.userId)) return lines;
  const { key, params } = figures(own);
  const shown = key === '_shared' ? '' : key;
  return [...lines, say(`top.own${shown}`, { place: own.place, name: nameOf(own), ...params })];
}

function nameOf(row: Rated): string {
  return shortName(fullName({ ...row, id: row.userId }), LONGEST_NAME);
}

/** Buttons to turn the pages, to rank otherwise, and to look at other times. */
export function ratingKeyboard(
  { say }: ViewContext,
  ask: 'top' | 'gtop',
  asked: Asked,
  pages: number,
  orders: readonly TopOrder[],
): InlineKeyboardButton[][] {
  const { order, page, only } = asked;
  const button = (key: string, change: Partial<Asked>): InlineKeyboardButton => ({
    text: say(`top.button_${key}`).text,
    callback_data: ratingButton({ ask, ...asked, page: 1, ...change }),
  });
  const turning = [
    ...(page > 1 ? [button('previous', { page: page - 1 })] : []),
    ...(page < pages ? [button('next', { page: page + 1 })] : []),
  ];
  const board = isBoard(order);
  const others = (board ? BOARDS : orders).filter((other) => other !== order);
  const least = { ...only, least: 0 };
  const switching = others.map((other) => button(other, { order: other, only: least }));
  if (ask === 'top') {
    switching.push(
      board
        ? button('totals', { order: 'sum', only: EVERYTHING as Asked['only'] })
        : button('boards', { order: 'rising', only: { ...least, period: 'month' } }),
    );
  }
  const periods = PERIODS.filter(
    (period) => period !== only.period && !(board && (period === 'all' || period === 'day')),
  );
  const timing = periods.map((period: TopPeriod) =>
    button(String(period), { only: { ...only, period, least: 0 } }),
  );
  return [turning, ...inRows(switching, 3), timing].filter((row) => row.length > 0);
}

function inRows<T>(all: readonly T[], width: number): T[][] {
  const rows: T[][] = [];
  for (let index = 0; index < all.length; index += width) rows.push(all.slice(index, index + width));
  return rows;
}
