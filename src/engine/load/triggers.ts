import type { ChatId } from '../../model/ids.ts';
import type { Trigger } from '../../model/trigger.ts';
import type { Flight } from '../../storage/database.ts';
import type { ChatRow } from '../draft/rows.ts';
import { bookOf, knownBook, type TriggerBook } from '../reputation/triggers.ts';

const TRIGGERS = `select chat_id as "chatId", id, phrase, match, reputation, experience, text, from_whom as "from",
  to_whom as "to", pause as "interval" from triggers where chat_id = any($1::bigint[]) order by chat_id, id`;

/** The triggers of chats, as stored. The chats must be locked. */
export async function readTriggers(
  flight: Flight,
  chats: readonly ChatId[],
): Promise<(chat: ChatId) => Trigger[]> {
  const rows = await flight.query<Trigger & { chatId: ChatId }>(TRIGGERS, [chats]);
  return (chat) => rows.filter((row) => row.chatId === chat).map(({ chatId: _, ...trigger }) => trigger);
}

/**
 * The books of a batch's chats. Those that this process does not know take a flight more: they were changed
 * elsewhere, or not used for long.
 */
export async function loadBooks(
  flight: Flight,
  chats: readonly ChatRow[],
): Promise<Map<ChatId, TriggerBook>> {
  const books = new Map<ChatId, TriggerBook>();
  const unknown: ChatId[] = [];
  for (const { chatId, triggers } of chats) {
    const book = knownBook(triggers);
    if (book) books.set(chatId, book);
    else unknown.push(chatId);
  }
  if (unknown.length === 0) return books;
  const stored = await readTriggers(flight, unknown);
  for (const chat of unknown) books.set(chat, bookOf(stored(chat)));
  return books;
}
