import { type ChatId, chatId } from '../../model/ids.ts';
import type { Request } from '../../model/request.ts';
import { MOST_OFFERED } from '../../reputation/air.ts';

const LAST_PAGE = 100_000;
const LARGEST_CHAT = 2 ** 52;
const LARGEST_MESSAGE = 2 ** 31 - 1;

/** The data of a button that turns the rating to a page: at most 64 bytes, no amount and no person in it. */
export function pageButton(page: number): string {
  return `top:${page}`;
}

/** The same for the list of triggers. */
export function triggersButton(page: number): string {
  return `triggers:${page}`;
}

/**
 * The data of a button under the question whom a thank-you was for: the chat, as the question may stand in a private
 * message, the thank-you, and the button's place; 0: nobody.
 */
export function airButton(chat: ChatId, message: number, place: number): string {
  return `air:${-chat}:${message}:${place}`;
}

/** Reads the data of a pressed button. It may be forged or of an older version: then it is `stale`. */
export function readData(data: unknown): Request {
  if (typeof data !== 'string') return { ask: 'stale' };
  const [, list, digits] = /^(top|triggers):(\d{1,6})$/.exec(data) ?? [];
  const page = Number(digits);
  if ((list === 'top' || list === 'triggers') && page >= 1 && page <= LAST_PAGE) return { ask: list, page };
  return readAir(data) ?? { ask: 'stale' };
}

function readAir(data: string): Request | null {
  const [, chat, message, place] = (/^air:(\d{1,16}):(\d{1,10}):(\d)$/.exec(data) ?? []).map(Number);
  if (chat === undefined || message === undefined || place === undefined) return null;
  if (chat < 1 || chat > LARGEST_CHAT || message > LARGEST_MESSAGE || place > MOST_OFFERED) return null;
  return { ask: 'air', chat: chatId(-chat), message, place };
}
