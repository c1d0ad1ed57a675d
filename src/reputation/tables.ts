import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

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

/** Special triggers, at most 300 a chat. Whoever writes here sets `chats.triggers` too, or nobody will see it. */
export const triggers = pgTable(
  'triggers',
  {
    chatId: id('chat_id').notNull(),
    /** Counts from 1 within the chat. */
    id: integer('id').notNull(),
    phrase: text('phrase').notNull(),
    /** whole, starts, anywhere */
    match: text('match').notNull(),
    reputation: integer('reputation').notNull(),
    experience: integer('experience').notNull(),
    /** Null: what is said of any gift; '': nothing. */
    text: text('text'),
    /** all, admins, users */
    fromWhom: text('from_whom').notNull(),
    toWhom: text('to_whom').notNull(),
    /** Minutes. */
    pause: integer('pause').notNull(),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.id] })],
);
