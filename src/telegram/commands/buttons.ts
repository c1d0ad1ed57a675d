import type { Request, TopOrder } from '../../model/request.ts';

const LAST_PAGE = 100_000;

/** The data of a button that turns the rating to a page: at most 64 bytes, no amount and no person in it. */
export function pageButton(page: number, order: TopOrder = 'sum'): string {
  return order === 'sum' ? `top:${page}` : `top:${page}:${order}`;
}

/** The same for the list of triggers. */
export function triggersButton(page: number): string {
  return `triggers:${page}`;
}

/** Reads the data of a pressed button. It may be forged or of an older version: then it is `stale`. */
export function readData(data: unknown): Request {
  if (typeof data !== 'string') return { ask: 'stale' };
  const [, list, digits, order = 'sum'] = /^(top|triggers):(\d{1,6})(?::(admins|members))?$/.exec(data) ?? [];
  const page = Number(digits);
  if (!(page >= 1 && page <= LAST_PAGE)) return { ask: 'stale' };
  if (list === 'top') return { ask: 'top', order: order as TopOrder, page };
  if (list === 'triggers' && order === 'sum') return { ask: 'triggers', page };
  return { ask: 'stale' };
}
