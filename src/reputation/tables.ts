import { bigint, pgTable, primaryKey } from 'drizzle-orm/pg-core';

const id = (name: string) => bigint(name, { mode: 'number' });

/** The last gifts between two members, one direction a row. */
export const pairs = pgTable(
  'pairs',
  {
    chatId: id('chat_id').notNull(),
    giverId: id('giver_id').notNull(),
    receiverId: id('receiver_id').notNull(),
    thanksAt: id('thanks_at'),
    minusAt: id('minus_at'),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.giverId, table.receiverId] })],
);
