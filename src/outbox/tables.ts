import { bigint, bigserial, boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

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

/**
 * What is still to be done in Telegram for members, beside saying things: one of a kind for a member. Apart from the
 * outbox, so that the thousands that a recount of all titles makes hold up nothing that is to be said.
 */
export const errands = pgTable(
  'errands',
  {
    chatId: id('chat_id').notNull(),
    userId: id('user_id').notNull(),
    /** `tag`, `invite`, or `limit`: to restrict or to lift. */
    kind: text('kind').notNull(),
    /** The group that an invitation leads to; 0: none. */
    target: id('target').notNull(),
    /** Grows whenever a later errand takes the place. */
    id: bigserial('id', { mode: 'number' }).notNull(),
    botId: id('bot_id').notNull(),
    /** Where it is done: the chat, or the one that an invitation leads to. */
    place: id('place').notNull(),
    /** JSON of `Errand`. */
    body: text('body').notNull(),
    /** When its cause happened. */
    at: id('at').notNull(),
    /** Not before this moment, seconds of the wall clock. */
    dueAt: id('due_at').notNull().default(0),
    attempts: integer('attempts').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.userId, table.kind, table.target] }),
    index('errands_by_bot').on(table.botId, table.id),
    index('errands_by_place').on(table.place),
  ],
);

/**
 * What the bot has done to a member in Telegram, so that it touches nothing else: a row only for whom it did. A reset of
 * all points leaves it, as it changes nothing in Telegram.
 */
export const marks = pgTable(
  'marks',
  {
    chatId: id('chat_id').notNull(),
    userId: id('user_id').notNull(),
    /** The tag that the bot has set; '': none. */
    tag: text('tag').notNull().default(''),
    /** Its restriction of a newcomer: `wanted`, `ours`, or '' for none. */
    limited: text('limited').notNull().default(''),
    /** `media` or `all_but_text`. */
    what: text('what').notNull().default(''),
    /** When it lifts by itself; 0: never. */
    until: id('until').notNull().default(0),
    /** How often it was put again after another bot had lifted it. */
    renewed: integer('renewed').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.userId] })],
);

/** Where messages stand that are said anew in their place. */
export const posts = pgTable(
  'posts',
  {
    chatId: id('chat_id').notNull(),
    name: text('name').notNull(),
    messageId: id('message_id').notNull(),
    at: id('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.name] })],
);
