import type { Database } from './database.ts';

export interface Tidied {
  readonly seenRanges: number;
  readonly inbox: number;
  readonly messages: number;
  readonly reactions: number;
  readonly setAside: number;
  readonly airOffers: number;
  readonly questions: number;
  readonly panels: number;
  readonly pasts: number;
  readonly votes: number;
  readonly posts: number;
  readonly gathered: number;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
/** Small enough to hold up the embedded database, where everything waits, for some milliseconds only. */
const CHUNK = 2000;

const NOTHING_OLD_WAITS = `not exists (select from inbox where inbox.bot_id = seen_ranges.bot_id
  and inbox.at < $1 + ${24 * HOUR})`;

/** Drops what is no longer needed; at the end the embedded database is vacuumed, as nobody else does it there. */
export const keepTidy = async (database: Database, now: number): Promise<Tidied> => {
  // Telegram redelivers for 24 hours; and what has waited for longer in the inbox may be counted already.
  const seenRanges = await prune(database, 'seen_ranges', 'seen_at', now - 48 * HOUR, NOTHING_OLD_WAITS);
  // Of a bot that came never again: its own start would have counted them.
  const inbox = await prune(database, 'inbox', 'at', now - 30 * DAY);
  const messages = await prune(database, 'messages', 'at', now - 30 * DAY);
  // A gift by reaction can be taken back at any time.
  const reactions = await prune(database, 'reactions', 'at', now - 30 * DAY, 'entry is null');
  const setAside = await prune(database, 'set_aside', 'at', now - 30 * DAY);
  const airOffers = await prune(database, 'air_offers', 'at', now - 48 * HOUR);
  // Answered within 5 minutes or never; a file of settings may stand in one.
  const quick = await prune(database, 'questions', 'asked_at', now - HOUR, `kind <> 'points'`);
  // What becomes of points is asked for a day.
  const questions = quick + (await prune(database, 'questions', 'asked_at', now - 48 * HOUR));
  // What was not saved is kept for a day.
  const panels = await prune(database, 'panels', 'pressed_at', now - 48 * HOUR);
  // Who came an hour ago is no newcomer, and a ban of a minute ago stays one.
  const pasts = await prune(database, 'member_pasts', 'greatest(joined_at, banned_at)', now - 48 * HOUR);
  const votes = await prune(database, 'votes', 'started_at', now - 48 * HOUR);
  // Telegram lets a bot remove its messages for so long.
  const posts = await prune(database, 'posts', 'at', now - 48 * HOUR);
  const gathered = await forgetGathered(database, now - 30 * DAY);
  if (database.kind === 'embedded') await vacuum(database);
  return {
    seenRanges,
    inbox,
    messages,
    reactions,
    setAside,
    airOffers,
    questions,
    panels,
    pasts,
    votes,
    posts,
    gathered,
  };
};

/** By place in the table, as the time has only a coarse index. */
const prune = (
  database: Database,
  table: string,
  column: string,
  before: number,
  and = 'true',
): Promise<number> =>
  inChunks(
    database,
    `delete from ${table} where ctid = any(array(select ctid from ${table} where ${column} < $1 and ${and} limit $2))
       and ${column} < $1 and ${and} returning 1`,
    before,
  );

/** Each chunk commits, so that nobody waits for long; two processes at once do no harm, the second finds nothing. */
const inChunks = async (database: Database, change: string, before: number): Promise<number> => {
  let changed = 0;
  for (;;) {
    const [answer] = await database.query<{ count: number }>(
      `with gone as (${change}) select count(*) from gone`,
      [before, CHUNK],
    );
    const count = answer?.count ?? 0;
    changed += count;
    if (count < CHUNK) return changed;
  }
};

/** Which texts somebody wrote, and who they were asked about, matters no more when they have been silent for long. */
const forgetGathered = (database: Database, before: number): Promise<number> => {
  const left = 'gathered is not null and span_closes_at is null and not gathers and last_seen_at < $1';
  return inChunks(
    database,
    `update members set gathered = null
     where ctid = any(array(select ctid from members where ${left} limit $2)) and ${left} returning 1`,
    before,
  );
};

/** Table by table, so that transactions come between. */
const vacuum = async (database: Database): Promise<void> => {
  const tables = await database.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' order by tablename`,
  );
  for (const { name } of tables) await database.query(`vacuum (analyze) ${name}`);
};
