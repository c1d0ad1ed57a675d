import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/** Every version of a chat's settings, with who made it and when. The current one also stands in the chat's row. */
export const settingsVersions = pgTable(
  'settings_versions',
  {
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    version: integer('version').notNull(),
    settings: text('settings').notNull(),
    /** Null: the bot itself, or an anonymous admin. */
    changedBy: bigint('changed_by', { mode: 'number' }),
    changedAt: bigint('changed_at', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.version] })],
);
