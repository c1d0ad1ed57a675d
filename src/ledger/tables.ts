import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, pgView, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { figureOfToday } from '../model/today.ts';

const id = (name: string) => bigint(name, { mode: 'number' });

/** Append-only: totals of members are the sums of these lines. */
export const entries = pgTable(
  'entries',
  {
    chatId: id('chat_id').notNull(),
    /** Counts from 1 within the chat, without gaps. */
    id: id('id').notNull(),
    at: id('at').notNull(),
    kind: text('kind').notNull(),
    giverId: id('giver_id'),
    receiverId: id('receiver_id').notNull(),
    giverRole: text('giver_role').notNull(),
    reputation: id('reputation').notNull(),
    experience: id('experience').notNull(),
    epoch: integer('epoch').notNull().default(0),
    messageId: id('message_id'),
    reason: text('reason'),
    reverses: id('reverses'),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.id] }),
    index('entries_by_receiver').on(table.chatId, table.receiverId, table.id),
    index('entries_by_giver').on(table.chatId, table.giverId, table.id),
    index('entries_by_message').on(table.chatId, table.messageId),
    // Ratings of a period; lines come nearly in the order of their time.
    index('entries_by_time').using('brin', table.at),
    /** A line is taken back once; the database itself refuses a second time. */
    uniqueIndex('entries_reversed_once')
      .on(table.chatId, table.reverses)
      .where(sql`${table.reverses} is not null`),
  ],
);

/**
 * Sums by member and day of the chat's calendar (days since 1970-01-01), of days that are over for the member: the latest
 * one stands in their own row, `members.today`. Whoever reads days reads `member_days`.
 */
export const daySums = pgTable(
  'day_sums',
  {
    chatId: id('chat_id').notNull(),
    userId: id('user_id').notNull(),
    day: integer('day').notNull(),
    messages: integer('messages').notNull().default(0),
    thanksGiven: integer('thanks_given').notNull().default(0),
    thanksGot: integer('thanks_got').notNull().default(0),
    minusGiven: integer('minus_given').notNull().default(0),
    minusGot: integer('minus_got').notNull().default(0),
    reputation: id('reputation').notNull().default(0),
    /** All of that day's experience, and what of it stands in no line of the ledger: what taking part has earned. */
    experience: id('experience').notNull().default(0),
    activity: id('activity').notNull().default(0),
    /** What was got from others, for the daily cap. */
    experienceGot: id('experience_got').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.userId, table.day] }),
    // Ratings of a period. Touched once a member and day: sums change without it.
    index('day_sums_by_day').on(table.chatId, table.day),
  ],
);

const COUNTS = ['messages', 'thanks_given', 'thanks_got', 'minus_given', 'minus_got'] as const;
const POINTS = ['reputation', 'experience', 'activity', 'experience_got'] as const;

const sums = {
  chatId: id('chat_id').notNull(),
  userId: id('user_id').notNull(),
  day: integer('day').notNull(),
  messages: integer('messages').notNull(),
  thanksGiven: integer('thanks_given').notNull(),
  thanksGot: integer('thanks_got').notNull(),
  minusGiven: integer('minus_given').notNull(),
  minusGot: integer('minus_got').notNull(),
  reputation: id('reputation').notNull(),
  experience: id('experience').notNull(),
  activity: id('activity').notNull(),
  experienceGot: id('experience_got').notNull(),
};

/** The latest day of each member, out of `members.today`. */
export const latestDays = pgView('latest_days', sums).as(
  sql.raw(`select chat_id, user_id, ${figureOfToday('day')} as day,
  ${COUNTS.map((name) => `${figureOfToday(name)}::integer as ${name}`).join(',\n  ')},
  ${POINTS.map((name) => `${figureOfToday(name)} as ${name}`).join(',\n  ')}
  from members where today <> ''`),
);

/**
 * All days of all members: those that are over, and the latest of each. A member and day may stand in it twice (what came
 * late to the day, or was counted before the column was), so it is summed.
 */
export const memberDays = pgView('member_days', sums).as(
  sql.raw(`select chat_id, user_id, day, messages, thanks_given, thanks_got, minus_given, minus_got, reputation,
  experience, activity, experience_got from day_sums
union all
select chat_id, user_id, day, messages, thanks_given, thanks_got, minus_given, minus_got, reputation,
  experience, activity, experience_got from latest_days`),
);

/**
 * What an admin was asked back before it is done, one question an admin and chat: what the buttons under it do
 * stands here, so that they carry neither people nor amounts.
 */
export const questions = pgTable(
  'questions',
  {
    chatId: id('chat_id').notNull(),
    userId: id('user_id').notNull(),
    /** Number of the command that led to it: buttons of an older question do nothing. */
    messageId: id('message_id').notNull(),
    kind: text('kind').notNull(),
    /** How many times it has been confirmed. */
    step: integer('step').notNull(),
    askedAt: id('asked_at').notNull(),
    /** The person it is about. */
    about: id('about'),
    amount: id('amount').notNull(),
    reason: text('reason'),
    /** JSON of what else is to be done: settings and triggers of a file. */
    payload: text('payload'),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.userId] })],
);

/**
 * Work on all members of a chat that is done in pieces, each in a transaction of its own: at most one a chat, the last
 * one stays for who asks how it went.
 */
export const chatJobs = pgTable(
  'chat_jobs',
  {
    chatId: id('chat_id').primaryKey(),
    /** Counts the works of a chat, so that a message tells whether it is about this one. */
    number: integer('number').notNull(),
    kind: text('kind').notNull(),
    /** Who asked for it; null: an anonymous admin. */
    askedBy: id('asked_by'),
    askedAt: id('asked_at').notNull(),
    /** The curves that points are converted from and to, as settings. */
    payload: text('payload'),
    state: text('state').notNull(),
    /** The last member that is done: they are gone through by their ids. */
    cursor: id('cursor').notNull(),
    done: integer('done').notNull(),
    total: integer('total').notNull(),
    /** JSON of `JobCounts`. */
    counts: text('counts').notNull(),
  },
  (table) => [index('chat_jobs_running').on(table.chatId).where(sql`${table.state} = 'running'`)],
);

/** What is known of a message: never its text. Kept 30 days. */
export const messages = pgTable(
  'messages',
  {
    chatId: id('chat_id').notNull(),
    epoch: integer('epoch').notNull().default(0),
    messageId: id('message_id').notNull(),
    userId: id('user_id').notNull(),
    at: id('at').notNull(),
    kind: text('kind').notNull(),
    /** Visible characters and words. */
    length: integer('length').notNull().default(0),
    words: integer('words').notNull().default(0),
    replyTo: id('reply_to'),
    thread: integer('thread'),
    /** The setting's word that matched, as the admin spelled it. */
    rule: text('rule'),
    /** JSON of `Outcome`, where a word matched. */
    outcome: text('outcome'),
    /** When the bot was told by `/del` to remove it; of what others remove Telegram says nothing. */
    deletedAt: id('deleted_at'),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.epoch, table.messageId] }),
    index('messages_with_outcome')
      .on(table.chatId, table.userId, table.at.desc())
      .where(sql`${table.outcome} is not null`),
    index('messages_by_time').using('brin', table.at),
  ],
);
