import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/**
 * How many members of a large chat have a score in each bucket, kept with every change of a score, so that a place needs no
 * count of all who are above. Which chats: `chats.ranked_to`; which bucket: `places.ts`.
 */
export const ratingBuckets = pgTable(
  'rating_buckets',
  {
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    /** reputation, experience */
    what: text('what').notNull(),
    bucket: integer('bucket').notNull(),
    people: integer('people').notNull(),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.what, table.bucket] })],
);

/** When boards are posted next, in chats that want them. */
export const boardRuns = pgTable('board_runs', {
  chatId: bigint('chat_id', { mode: 'number' }).primaryKey(),
  nextAt: bigint('next_at', { mode: 'number' }).notNull(),
});
