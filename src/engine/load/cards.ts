import type { ChatEvent } from '../../model/event.ts';
import type { ChatId, UserId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import type { Flight } from '../../storage/database.ts';
import type { ChatDraft } from '../draft.ts';
import type { Tuples } from '../needs/tuples.ts';
import { bulkInsert, replace } from '../save/bulk.ts';

// Cards are read and written only by batches in which somebody asks for one.

/** What is kept of a member's card. Names as in the table, in camel case. */
export interface CardRow {
  user: UserId;
  colour: string | null;
  askedAt: Seconds | null;
}

export type CardAnswer = CardRow & { chatId: ChatId };

export const CARDS = `select c.chat_id as "chatId", c.user_id as "user", c.colour, c.asked_at as "askedAt"
  from unnest($1::bigint[], $2::bigint[]) n(c, u) join cards c on c.chat_id = n.c and c.user_id = n.u`;

export function needCard(event: ChatEvent, cards: Tuples<[ChatId, UserId]>): void {
  if (event.is !== 'message' || event.author.is !== 'person') return;
  const ask = event.command?.request.ask;
  if (ask === 'rank' || ask === 'card_colour') cards.add([event.chat.id, event.author.person.id]);
}

export function assembleCards(answers: readonly CardAnswer[], chats: ReadonlyMap<ChatId, ChatDraft>): void {
  for (const { chatId, ...row } of answers) chats.get(chatId)?.cards.remember(row.user, row);
}

export function cardRows({ row: { chatId }, made: { cards } }: ChatDraft) {
  if (!cards) return [];
  return cards.changed().map(({ user, colour, askedAt }) => [chatId, user, colour, askedAt]);
}

export const saveCards = bulkInsert({
  table: 'cards',
  columns: { chat_id: 'bigint', user_id: 'bigint', colour: 'text', asked_at: 'bigint' },
  conflict: `on conflict (chat_id, user_id) do update set ${replace('colour', 'asked_at')}`,
});

/** After an upgrade: what a member has chosen in the new group already, stays. */
export async function moveCards(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
  await flight.query(
    `insert into cards (chat_id, user_id, colour, asked_at)
     select $2::bigint, user_id, colour, asked_at from cards where chat_id = $1::bigint
     on conflict (chat_id, user_id) do update set colour = coalesce(cards.colour, excluded.colour),
       asked_at = greatest(cards.asked_at, excluded.asked_at)`,
    [from, to],
  );
  await flight.query('delete from cards where chat_id = $1::bigint', [from]);
}
