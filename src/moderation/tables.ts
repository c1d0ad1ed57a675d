import { bigint, pgTable, primaryKey } from 'drizzle-orm/pg-core';

const id = (name: string) => bigint(name, { mode: 'number' });

/** What is remembered of members' comings and bans, in chats where those cost points. */
export const memberPasts = pgTable(
  'member_pasts',
  {
    chatId: id('chat_id').notNull(),
    userId: id('user_id').notNull(),
    /** When they last came, as far as the bot saw it. */
    joinedAt: id('joined_at'),
    bannedAt: id('banned_at'),
    bannedBy: id('banned_by'),
    /** The entry that the ban made. */
    banEntry: id('ban_entry'),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.userId] })],
);
