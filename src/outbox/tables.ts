import { bigint, bigserial, boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';

const id = (name: string) => bigint(name, { mode: 'number' });

/** What is still to be said or done in Telegram. A row lives until it is done or dropped. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    botId: id('bot_id').notNull(),
    chatId: id('chat_id').notNull(),
    /** `notice`: something to say. `delete`: a message to remove. */
    job: text('job').notNull(),
    /** JSON of `Notice`, or of `{messageIds}`. */
    body: text('body').notNull(),
    /** When its cause happened, seconds; chatter older than REPLY_MAX_AGE is dropped. */
    at: id('at').notNull(),
    /** Not before this moment, seconds of the wall clock. */
    dueAt: id('due_at').notNull().default(0),
    keep: boolean('keep').notNull().default(false),
    attempts: integer('attempts').notNull().default(0),
  },
  (table) => [
    index('outbox_by_bot').on(table.botId, table.id),
    index('outbox_by_chat').on(table.chatId, table.id),
    index('outbox_by_due').on(table.dueAt),
  ],
);
