import { sql } from 'drizzle-orm';
import { bigint, bigserial, boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/** All `…_at` columns are seconds since 1970-01-01 UTC, as Telegram counts them. */
const seconds = (name: string) => bigint(name, { mode: 'number' });
const id = (name: string) => bigint(name, { mode: 'number' });

/** One row a chat; its lock is the lock of everything the chat owns. */
export const chats = pgTable(
  'chats',
  {
    chatId: id('chat_id').primaryKey(),
    type: text('type').notNull().default('group'),
    title: text('title').notNull().default(''),
    username: text('username'),
    isForum: boolean('is_forum').notNull().default(false),
    /** Counts the upgrades to a supergroup: message ids start anew after each. */
    epoch: integer('epoch').notNull().default(0),
    /** Where this chat goes on, once it was upgraded. */
    migratedTo: id('migrated_to'),
    settingsVersion: integer('settings_version').notNull().default(0),
    /** What the admins changed, as JSON {key: value}; all else is default. History: `settings_versions`. */
    settings: text('settings').notNull().default('{}'),
    /** Names the contents of this chat's `triggers`, so that they are read only where they are not known; '' for none. */
    triggers: text('triggers').notNull().default(''),
    /** When triggers with an interval last did something: JSON {id: seconds}. */
    triggersFired: text('triggers_fired').notNull().default('{}'),
    /** The chat's titles: JSON of `Titles`; '': the language's own. */
    ladder: text('ladder').notNull().default(''),
    /** What titles and levels bring: JSON of `Rewards`; '': nothing. */
    rewards: text('rewards').notNull().default(''),
    /** Ids of the admins as last listed by Telegram and corrected by its updates: JSON array. */
    admins: text('admins').notNull().default('[]'),
    botStatus: text('bot_status').notNull().default('unknown'),
    botCanWrite: boolean('bot_can_write').notNull().default(true),
    botCanDelete: boolean('bot_can_delete').notNull().default(false),
    /** Whether it may make invite links there; null: nobody has told. Read only where a reward leads there. */
    botCanInvite: boolean('bot_can_invite'),
    /** Who brought the bot in, as far as Telegram told; read and written only where its health is looked at. */
    addedBy: id('added_by'),
    /** Number of the last ledger entry. Counted here, not by a sequence, so that a rollback leaves no gap. */
    lastEntry: bigint('last_entry', { mode: 'number' }).notNull().default(0),
    lastThanksAt: seconds('last_thanks_at'),
    lastMinusAt: seconds('last_minus_at'),
    /** When the last public texts about gifts were said, at most three, ascending: JSON array of seconds. */
    textsAt: text('texts_at').notNull().default('[]'),
    /** To the minute: written once a minute at most, but to the second while a reaction waits for its message. */
    lastEventAt: seconds('last_event_at').notNull().default(0),
    /** The last moment until which a reaction waits for its message; null: none waits. */
    reactionsWaitUntil: seconds('reactions_wait_until'),
    /** Members up to this id stand in the chat's `rating_buckets`, which move with them; null: it has none. */
    rankedTo: id('ranked_to'),
    /** How finely that histogram tells scores apart: `bitsFor` in `leaderboard/places.ts`. */
    rankBits: integer('rank_bits').notNull().default(0),
    /** Nothing of this chat falls due before; null: nothing does. See `engine/due.ts`. */
    dueAt: seconds('due_at'),
    /** No span of this chat is over before; null: none is open. Apart from the rest, for it is in no hurry. */
    spansDueAt: seconds('spans_due_at'),
    /** What is usual here, where the policy learns that: JSON of `ChatClimate`; null: nothing yet. */
    climate: text('climate'),
  },
  (table) => [
    index('chats_due').on(table.dueAt).where(sql`${table.dueAt} is not null`),
    index('chats_spans_due').on(table.spansDueAt).where(sql`${table.spansDueAt} is not null`),
    // Which groups somebody administers is asked in private.
    index('chats_by_admin').using('gin', sql`(${table.admins}::jsonb) jsonb_path_ops`),
  ],
);

export const people = pgTable('people', {
  userId: id('user_id').primaryKey(),
  firstName: text('first_name').notNull(),
  lastName: text('last_name'),
  username: text('username'),
  isBot: boolean('is_bot').notNull().default(false),
  /** Of the person's Telegram, as it was last seen. */
  language: text('language'),
  /** What they chose for all that only they see; null: nothing. */
  speaks: text('speaks'),
  /** Has started the bot and not blocked it: the bot may write first. */
  dmOpen: boolean('dm_open').notNull().default(false),
  /** Something that may not be lost waits until they act: see `releaseKept`. */
  awaited: boolean('awaited').notNull().default(false),
  /** Hidden from the ratings of every chat that they come to: `/hide` in private. */
  hides: boolean('hides').notNull().default(false),
  seenAt: seconds('seen_at').notNull().default(0),
});

/** Who bears a @username now, as far as was seen. A name that moved belongs to the last one seen with it. */
export const usernames = pgTable(
  'usernames',
  {
    /** Lower case, without @. */
    name: text('name').primaryKey(),
    userId: id('user_id').notNull(),
    seenAt: seconds('seen_at').notNull(),
  },
  (table) => [index('usernames_user').on(table.userId)],
);

export const members = pgTable(
  'members',
  {
    chatId: id('chat_id').notNull(),
    userId: id('user_id').notNull(),
    reputation: bigint('reputation', { mode: 'number' }).notNull().default(0),
    reputationFromAdmins: bigint('reputation_from_admins', { mode: 'number' }).notNull().default(0),
    experience: bigint('experience', { mode: 'number' }).notNull().default(0),
    present: boolean('present').notNull().default(true),
    messages: integer('messages').notNull().default(0),
    firstSeenAt: seconds('first_seen_at').notNull(),
    lastSeenAt: seconds('last_seen_at').notNull(),
    /** The last album: its parts come one by one, and are one message. */
    album: text('album'),
    /** A part of that album already did something, or was refused. */
    albumSpoke: boolean('album_spoke').notNull().default(false),
    thanksGiven: integer('thanks_given').notNull().default(0),
    thanksGot: integer('thanks_got').notNull().default(0),
    thanksGivenAt: seconds('thanks_given_at'),
    thanksGotAt: seconds('thanks_got_at'),
    minusGivenAt: seconds('minus_given_at'),
    minusGotAt: seconds('minus_got_at'),
    /** When they were last told unasked why something did not count. */
    toldAt: seconds('told_at'),
    /** When something that they sent last earned experience. */
    earnedAt: seconds('earned_at'),
    /** `fingerprint` of the last text that they wrote. */
    lastText: integer('last_text').notNull().default(0),
    /** Id of the title that they hold, in the chat's ladder. */
    title: integer('title'),
    /** What rewards have come to, as JSON of `Holdings`; null: nothing yet. */
    holdings: text('holdings'),
    /** They want no announcements about themselves: `/notify`. */
    unannounced: boolean('unannounced').notNull().default(false),
    /** They stand in no rating of this chat: `/hide`. */
    hidden: boolean('hidden').notNull().default(false),
    /** Where they stand in the histograms of a large chat: `leaderboard/places.ts`. Null in all others. */
    reputationBucket: integer('reputation_bucket'),
    experienceBucket: integer('experience_bucket'),
    /** What the chat's policy has gathered of them, where it looks at stretches of time: `Gathered`, packed. */
    gathered: text('gathered'),
    /** When what is open of it is over; null: nothing is. */
    spanClosesAt: seconds('span_closes_at'),
    /**
     * Whether they are looked for when a period is over: from their first message until then, if nothing is open nor was
     * learnt. It stands in an index, so it does not follow each message, which leaves the row heap-only.
     */
    gathers: boolean('gathers').notNull().default(false),
    /**
     * The sums of the latest day on which something was counted for them: `Today`, packed. '': of none yet. Null, in rows
     * that are older than this column: days as late as any may stand in `day_sums`.
     */
    today: text('today'),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.userId] }),
    index('members_by_reputation')
      .on(table.chatId, table.reputation.desc(), table.userId)
      .where(sql`${table.reputation} <> 0`),
    // Of large chats only; scores move far oftener than buckets, and an index on experience itself would be one on what
    // nearly every message changes.
    index('members_by_reputation_bucket')
      .on(table.chatId, table.reputationBucket.desc(), table.userId)
      .where(sql`${table.reputationBucket} is not null`),
    index('members_by_experience_bucket')
      .on(table.chatId, table.experienceBucket.desc(), table.userId)
      .where(sql`${table.experienceBucket} is not null`),
    index('members_gathering').on(table.chatId, table.userId).where(sql`${table.gathers}`),
    // The orders of chats that share: what came from admins, and what came from members.
    index('members_by_admins')
      .on(table.chatId, table.reputationFromAdmins.desc(), table.userId)
      .where(sql`${table.reputationFromAdmins} <> 0`),
    index('members_by_members')
      .on(
        table.chatId,
        sql`(${table.reputation} - ${table.reputationFromAdmins}) desc nulls last`,
        table.userId,
      )
      .where(sql`(${table.reputation} - ${table.reputationFromAdmins}) <> 0`),
  ],
);

/** What people want done with all that is stored of them, until it is done in every chat. */
export const wishes = pgTable('wishes', {
  userId: id('user_id').primaryKey(),
  /** Another one when the wish is another. */
  id: bigserial('id', { mode: 'number' }).notNull(),
  /** hide, show, forget */
  wish: text('wish').notNull(),
});
