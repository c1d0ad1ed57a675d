import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core';

/**
 * Names that chats have chosen for their web ratings. Several may have chosen the same: it leads to the one that has
 * wanted it longest, so that nothing hangs on what else happened in between.
 */
export const ratingNames = pgTable(
  'rating_names',
  {
    chatId: bigint('chat_id', { mode: 'number' }).primaryKey(),
    slug: text('slug').notNull(),
    /** When the chat chose it. */
    since: bigint('since', { mode: 'number' }).notNull(),
  },
  (table) => [index('rating_names_by_slug').on(table.slug, table.since, table.chatId)],
);
