import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

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

/** Votes on removing a message, while they run. */
export const votes = pgTable(
  'votes',
  {
    chatId: id('chat_id').notNull(),
    epoch: integer('epoch').notNull().default(0),
    messageId: id('message_id').notNull(),
    startedAt: id('started_at').notNull(),
    /** JSON array of ids. */
    voters: text('voters').notNull(),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.epoch, table.messageId] })],
);

/** Chats where silence costs points: since when, and how far today's look at all members has come. */
export const decayRuns = pgTable('decay_runs', {
  chatId: id('chat_id').primaryKey(),
  begunAt: id('begun_at').notNull(),
  /** The next look, one a day; also of the one that is under way. */
  nextAt: id('next_at').notNull(),
  /** The last member that was looked at; 0: none yet. */
  cursor: id('cursor').notNull(),
});

/** Members who are silent for long, or came back without a word. */
export const decays = pgTable(
  'decays',
  {
    chatId: id('chat_id').notNull(),
    userId: id('user_id').notNull(),
    since: id('since').notNull(),
    notedAt: id('noted_at'),
    weeks: integer('weeks').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.userId] })],
);
