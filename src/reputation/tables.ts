import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

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
    /** This person is one of the first whose reactions brought the author experience. */
    counted: boolean('counted').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.epoch, table.messageId, table.userId] }),
    index('reactions_by_user').on(table.chatId, table.userId, table.at.desc()),
    index('reactions_by_time').on(table.at).where(sql`${table.entry} is null`),
  ],
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

/** Questions whom a thank-you into the air was for; see `air.ts`. Kept two days, so that a late press is told why. */
export const airOffers = pgTable(
  'air_offers',
  {
    chatId: id('chat_id').notNull(),
    /** The thank-you. */
    messageId: id('message_id').notNull(),
    giverId: id('giver_id').notNull(),
    at: id('at').notNull(),
    thread: integer('thread'),
    /** The setting's word, as the admin spelled it. */
    rule: text('rule').notNull(),
    /** Ids of those who could be meant, in the order of the buttons: JSON array. */
    people: text('people').notNull(),
    answered: boolean('answered').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.messageId] })],
);
