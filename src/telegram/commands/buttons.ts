import type { Request } from '../../model/request.ts';

const LAST_PAGE = 100_000;

/** The data of a button that turns the rating to a page: at most 64 bytes, no amount and no person in it. */
export function pageButton(page: number): string {
  return `top:${page}`;
}

/** Reads the data of a pressed button. It may be forged or of an older version: then it is `stale`. */
export function readData(data: unknown): Request {
  if (typeof data !== 'string') return { ask: 'stale' };
  const page = /^top:(\d{1,6})$/.exec(data)?.[1];
  if (page && Number(page) >= 1 && Number(page) <= LAST_PAGE) return { ask: 'top', page: Number(page) };
  return { ask: 'stale' };
}
