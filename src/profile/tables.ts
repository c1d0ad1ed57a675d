import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/** What a chat keeps of its members' cards: only of those who asked for one, or chose a colour. */
export const cards = pgTable(
  'cards',
  {
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    userId: bigint('user_id', { mode: 'number' }).notNull(),
    /** `#rrggbb`; null: the theme's own. */
    colour: text('colour'),
    /** When they last asked for a card; null: never. */
    askedAt: bigint('asked_at', { mode: 'number' }),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.userId] })],
);
