import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

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

/** Open settings panels, one an admin and chat, with what is not saved yet. Kept a while after the last press. */
export const panels = pgTable(
  'panels',
  {
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    userId: bigint('user_id', { mode: 'number' }).notNull(),
    /** When it was opened, by the clock of events: its buttons carry it, so that those of an older one are told. */
    session: bigint('session', { mode: 'number' }).notNull(),
    /** Counts the pages shown: whoever wants to close it later sees whether it was used since. */
    step: integer('step').notNull(),
    /** What it shows; see `panel/page.ts`. */
    page: text('page').notNull(),
    /** The chat and the message in which it was used last; null: not used yet. */
    place: bigint('place', { mode: 'number' }),
    messageId: bigint('message_id', { mode: 'number' }),
    ephemeralId: bigint('ephemeral_id', { mode: 'number' }),
    pressedAt: bigint('pressed_at', { mode: 'number' }).notNull(),
    /** The version of the settings that its admin has seen. */
    baseVersion: integer('base_version').notNull(),
    /** What is not saved yet: JSON {key: value}, null for the default. */
    changes: text('changes').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.userId] }),
    // A message in a private chat does not say which group it is about.
    index('panels_by_user').on(table.userId),
  ],
);
