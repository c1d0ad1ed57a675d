/** What a page of the web rating is sorted by. */
export const SORTS = ['reputation', 'experience', 'given'] as const;
export type Sort = (typeof SORTS)[number];
/** Since when it counts: the day, week, … that is running by the chat's calendar. */
export const PERIODS = ['all', 'year', 'month', 'week', 'day'] as const;
export type Period = (typeof PERIODS)[number];

export interface Asked {
  search: string;
  sort: Sort;
  period: Period;
  /** Of a title of the chat's ladder; null: everybody. */
  title: number | null;
  /** From 1. */
  page: number;
}

export const LONGEST_SEARCH = 64;
const LAST_PAGE = 100_000;

/** Whatever stands in an address becomes something that can be shown: what makes no sense counts as not said. */
export function readAsked(params: URLSearchParams): Asked {
  const page = Number(params.get('page'));
  const title = Number(params.get('title') || Number.NaN);
  return {
    search: cleanSearch(params.get('q') ?? ''),
    sort: SORTS.find((sort) => sort === params.get('sort')) ?? 'reputation',
    period: PERIODS.find((period) => period === params.get('period')) ?? 'all',
    title: Number.isSafeInteger(title) && Math.abs(title) < 2 ** 31 ? title : null,
    page: Number.isSafeInteger(page) ? Math.min(Math.max(1, page), LAST_PAGE) : 1,
  };
}

function cleanSearch(text: string): string {
  const plain = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return [...plain].slice(0, LONGEST_SEARCH).join('').trim();
}

/** The address of another view of the same rating; what is default is left out. */
export function writeAsked(asked: Asked): string {
  const params = new URLSearchParams();
  if (asked.search !== '') params.set('q', asked.search);
  if (asked.sort !== 'reputation') params.set('sort', asked.sort);
  if (asked.period !== 'all') params.set('period', asked.period);
  if (asked.title !== null) params.set('title', String(asked.title));
  if (asked.page > 1) params.set('page', String(asked.page));
  return `?${params}`;
}
