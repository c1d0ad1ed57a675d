import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

const seconds = (name: string) => bigint(name, { mode: 'number' });
const id = (name: string) => bigint(name, { mode: 'number' });

/**
 * The stretch of time in which a member takes part, where the chat's policy looks at stretches. When it is over the row
 * stays without it, for it remembers what they have said before.
 */
export const spans = pgTable(
  'spans',
  {
    chatId: id('chat_id').notNull(),
    userId: id('user_id').notNull(),
    /** `SpanKind` */
    kind: text('kind').notNull(),
    firstAt: seconds('first_at').notNull(),
    lastAt: seconds('last_at').notNull(),
    /** Null: it is over. */
    closesAt: seconds('closes_at'),
    messages: integer('messages').notNull(),
    talk: integer('talk').notNull(),
    characters: integer('characters').notNull(),
    deleted: integer('deleted').notNull(),
    /** JSON arrays: numbers of words, people answered and people who answered, fingerprints of the last texts. */
    words: text('words').notNull(),
    answered: text('answered').notNull(),
    heard: text('heard').notNull(),
    texts: text('texts').notNull(),
    /** JSON of `Wake`. */
    wake: text('wake').notNull().default('null'),
    /** JSON of `Poll`. */
    poll: text('poll').notNull().default('null'),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.userId] }),
    index('spans_closing')
      .on(table.chatId, table.closesAt, table.userId)
      .where(sql`${table.closesAt} is not null`),
  ],
);

/** What is usual in a chat, where its policy learns that: JSON of `Climate`. */
export const climates = pgTable('climates', {
  chatId: id('chat_id').primaryKey(),
  climate: text('climate').notNull(),
});
