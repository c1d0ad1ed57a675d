import { bigint, bigserial, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

const id = (name: string) => bigint(name, { mode: 'number' });

/**
 * Updates whose effects are committed, as ranges of ids, both ends included: those of a batch follow one another, so that
 * one row stands for a hundred. Kept 48 h: Telegram redelivers for 24.
 */
export const seenRanges = pgTable(
  'seen_ranges',
  {
    botId: id('bot_id').notNull(),
    firstId: id('first_id').notNull(),
    lastId: id('last_id').notNull(),
    seenAt: id('seen_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.botId, table.firstId] }),
    index('seen_ranges_by_time').using('brin', table.seenAt),
  ],
);

/** Updates that could not be processed, for people to look at. */
export const setAside = pgTable(
  'set_aside',
  {
    botId: id('bot_id').notNull(),
    updateId: id('update_id').notNull(),
    at: id('at').notNull(),
    chatId: id('chat_id'),
    reason: text('reason').notNull(),
    /** The update as JSON. */
    body: text('body').notNull(),
    attempts: integer('attempts').notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.botId, table.updateId] })],
);

/**
 * Updates that are safe here and not counted yet, some dozens a row, so that Telegram need not keep them. A row goes with
 * the commit of its last update's effects.
 */
export const inbox = pgTable('inbox', {
  /** In the order in which they came. */
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  botId: id('bot_id').notNull(),
  at: id('at').notNull(),
  /** A list of updates as JSON. */
  body: text('body').notNull(),
});
