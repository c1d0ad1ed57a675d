import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

const id = (name: string) => bigint(name, { mode: 'number' });

/** Rights that a chat lacks, or lacked when it last lacked them: one row a right. */
export const ailments = pgTable(
  'ailments',
  {
    chatId: id('chat_id').notNull(),
    ailment: text('ailment').notNull(),
    since: id('since').notNull(),
    /** When somebody came to know of it; null: nobody could be reached. */
    toldAt: id('told_at'),
    /** Whom a note told: JSON array of ids. */
    toldTo: text('told_to').notNull().default('[]'),
    healedAt: id('healed_at'),
    /** The closed topic, the reaction or tag that was refused, or the group that cannot be invited to. */
    detail: text('detail'),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.ailment] })],
);
