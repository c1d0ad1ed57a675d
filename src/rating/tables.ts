import { bigint, pgTable, text } from 'drizzle-orm/pg-core';

/** Names of web ratings: who was first has it. It counts as long as the chat's settings still say so. */
export const ratingNames = pgTable('rating_names', {
  chatId: bigint('chat_id', { mode: 'number' }).primaryKey(),
  slug: text('slug').notNull().unique(),
});
