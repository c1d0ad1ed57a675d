import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

const id = (name: string) => bigint(name, { mode: 'number' });

/** Updates whose effects are committed. Kept 48 h: Telegram redelivers for 24. */
export const seenUpdates = pgTable(
  'seen_updates',
  {
    botId: id('bot_id').notNull(),
    updateId: id('update_id').notNull(),
    seenAt: id('seen_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.botId, table.updateId] }),
    index('seen_updates_by_time').using('brin', table.seenAt),
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
