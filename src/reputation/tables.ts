import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

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

/**
 * What a person's reactions on a message have come to. Rows behind which a gift stands stay, so that it can be taken
 * back at any time; others are kept 30 days.
 */
export const reactions = pgTable(
  'reactions',
  {
    chatId: id('chat_id').notNull(),
    epoch: integer('epoch').notNull().default(0),
    messageId: id('message_id').notNull(),
    userId: id('user_id').notNull(),
    /** When they changed last. */
    at: id('at').notNull(),
    /** The entry of the gift that stands; it may have been reversed by another way. */
    entry: id('entry'),
    /** JSON of `Outcome`: the last that they did, or why they did nothing. */
    outcome: text('outcome'),
    /** JSON of the changes that came before their message and wait for it. */
    waiting: text('waiting'),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.epoch, table.messageId, table.userId] }),
    index('reactions_by_user').on(table.chatId, table.userId, table.at.desc()),
    index('reactions_by_time').on(table.at).where(sql`${table.entry} is null`),
  ],
);
