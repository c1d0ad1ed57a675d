import {
  EVERYTHING,
  isEverything,
  LAST_PAGE,
  MOST_DAYS,
  MOST_LEAST,
  MOST_TITLES_ASKED,
  ORDERS,
  PERIODS,
  type TopOnly,
  type TopOrder,
  type TopPeriod,
} from '../../model/rating.ts';
import type { Request } from '../../model/request.ts';
import { readInteger } from './integer.ts';

type Asked = Extract<Request, { ask: 'top' | 'gtop' }>;
type Draft = { order: TopOrder | null; page: number | null } & {
  -readonly [Key in keyof TopOnly]: TopOnly[Key];
};

const ORDER_WORDS: ReadonlyMap<string, TopOrder> = new Map([
  ...ORDERS.filter((order) => order !== 'sum').map((order) => [order, order] as const),
  ...(['reputation', 'rep'] as const).map((word) => [word, 'sum'] as const),
  ...(['exp', 'xp'] as const).map((word) => [word, 'experience'] as const),
  ['level', 'levels'],
]);
/** Over all chats: nothing that has a meaning within one chat only. */
const OVER_ALL: readonly TopOrder[] = ['sum', 'experience', 'given'];

/** Among the ids of titles in a button's data. */
const ADMINS = '*';

/** Phones make one long dash of two. */
const OPTION = /^(?:--|—|–)([a-z]+)$/;
/** A word, or something in quotation marks of any kind. */
const WORD = /["“”„«]([^"“”„»]*)["“”»]|[^\s,]+|,/gu;

/**
 * `/top`, `/top 2`, `/top experience week`, `/lb 2 --days 30 --min 10 --roles "Barber"`, `/top --admins`. Null: it cannot be
 * read.
 */
export function readRating(text: string, ask: Asked['ask']): Asked | null {
  const draft: Draft = { order: null, page: null, ...EVERYTHING };
  const words = [...text.matchAll(WORD)].map(([whole, quoted]) => ({
    text: quoted ?? whole,
    bare: quoted === undefined,
  }));
  while (words.length > 0) {
    const word = words.shift();
    if (!word?.bare) return null;
    const plain = word.text.toLowerCase();
    const option = OPTION.exec(plain)?.[1];
    const read = option === undefined ? readWord(draft, plain) : readOption(draft, option, words);
    if (!read) return null;
  }
  const { order, page, ...only } = draft;
  if (ask === 'gtop' && (only.admins || only.titles.length > 0 || !OVER_ALL.includes(order ?? 'sum')))
    return null;
  const asked: Asked = { ask, order: order ?? 'sum', page: page ?? 1 };
  return isEverything(only) ? asked : { ...asked, only };
}

function readWord(draft: Draft, word: string): boolean {
  const order = ORDER_WORDS.get(word);
  if (order) {
    if (draft.order !== null) return false;
    draft.order = order;
    return true;
  }
  const period = PERIODS.find((one) => one === word);
  if (period) return setPeriod(draft, period);
  const page = readInteger(word);
  if (page === null || page < 1 || page > LAST_PAGE || draft.page !== null) return false;
  draft.page = page;
  return true;
}

type Words = { text: string; bare: boolean }[];

function readOption(draft: Draft, option: string, words: Words): boolean {
  switch (option) {
    case 'admins':
      draft.admins = true;
      return true;
    case 'days': {
      const days = readInteger(words.shift()?.text ?? '');
      return days !== null && days >= 1 && days <= MOST_DAYS && setPeriod(draft, days);
    }
    case 'min': {
      const least = readInteger(words.shift()?.text ?? '');
      if (least === null || least < 1 || least > MOST_LEAST) return false;
      draft.least = least;
      return true;
    }
    case 'title':
    case 'titles':
    case 'role':
    case 'roles': {
      const titles = readTitles(words);
      draft.titles = titles;
      return titles.length > 0 && titles.length <= MOST_TITLES_ASKED;
    }
    default:
      return false;
  }
}

/** Names in quotation marks, or words up to the next comma or option. */
function readTitles(words: Words): string[] {
  const titles: string[] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) titles.push(open.join(' '));
    open = [];
  };
  for (let word = words[0]; word && !(word.bare && OPTION.test(word.text.toLowerCase())); word = words[0]) {
    words.shift();
    if (!word.bare || word.text === ',') close();
    if (!word.bare) titles.push(word.text.trim());
    else if (word.text !== ',') open.push(word.text);
  }
  close();
  return titles.filter((title) => title !== '').map((title) => title.slice(0, 100));
}

function setPeriod(draft: Draft, period: TopPeriod): boolean {
  if (draft.period !== 'all') return false;
  draft.period = period;
  return true;
}

/**
 * The data of a button that turns a rating to a page: `top:2`, `top:1:experience:week`, `top:1:sum:30:10:*.3.5`. What
 * stands behind with its ordinary value is left out.
 */
export function ratingButton({ ask, order, page, only = EVERYTHING }: Asked): string {
  const ids = only.titles.filter((title) => typeof title === 'number').map((id) => id.toString(36));
  const parts = [
    order,
    String(only.period),
    String(only.least),
    [...(only.admins ? [ADMINS] : []), ...ids].join('.'),
  ];
  const ordinary = ['sum', 'all', '0', ''];
  while (parts.length > 0 && parts.at(-1) === ordinary[parts.length - 1]) parts.pop();
  return [ask, page, ...parts].join(':');
}

/** Null: forged, or of another version. */
export function readRatingButton(ask: Asked['ask'], parts: readonly string[]): Asked | null {
  const [digits = '', order = 'sum', period = 'all', least = '0', who = '', ...more] = parts;
  const page = readNumber(digits, 1, LAST_PAGE);
  const known = ORDERS.find((one) => one === order);
  const since = PERIODS.find((one) => one === period) ?? readNumber(period, 1, MOST_DAYS);
  const gained = readNumber(least, 0, MOST_LEAST);
  if (page === null || !known || since === null || gained === null || more.length > 0) return null;
  if (!/^(\*|(\*\.)?[1-9a-z][0-9a-z]{0,5}(\.[1-9a-z][0-9a-z]{0,5}){0,2})?$/.test(who)) return null;
  const marks = who.split('.').filter(Boolean);
  const admins = marks[0] === ADMINS;
  const titles = marks.slice(admins ? 1 : 0).map((id) => Number.parseInt(id, 36));
  const only: TopOnly = { period: since, least: gained, titles, admins };
  if (ask === 'gtop' && (admins || titles.length > 0 || !OVER_ALL.includes(known))) return null;
  const asked: Asked = { ask, order: known, page, ...(!isEverything(only) && { only }) };
  return ratingButton(asked) === [ask, ...parts].join(':') ? asked : null;
}

function readNumber(text: string, least: number, most: number): number | null {
  if (!/^(0|[1-9]\d{0,9})$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}
