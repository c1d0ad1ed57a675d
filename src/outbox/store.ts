import type { Notice } from '../model/notice.ts';
import { LAST_SECOND, type Seconds } from '../model/time.ts';
import type { Database, Flight } from '../storage/database.ts';

/** A row as it is read; `body` is JSON still. */
export interface StoredRow {
  id: number;
  chat: number;
  job: string;
  body: string;
  at: Seconds;
  dueAt: Seconds;
  keep: boolean;
}

/** Messages to remove, not before `dueAt`. `at`: when they were written, for Telegram's 48 hours. */
export interface Removal {
  chat: number;
  messageIds: readonly number[];
  at: Seconds;
  dueAt: Seconds;
}

/** A notice to say later, not before `dueAt`. */
export interface Later {
  notice: Notice;
  dueAt: Seconds;
}

/** Somebody for whom something waits has done something: in a group, or, null, where all of it may reach them. */
export interface Acted {
  person: number;
  chat: number | null;
  at: Seconds;
}

/** The `due_at` of what waits for a person's next action. */
export const PARKED: Seconds = LAST_SECOND;

/** Adds what a batch of events has to say; call it inside the batch's transaction, `wake` after its commit. */
export async function addNotices(flight: Flight, botId: number, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  await flight.query(
    `insert into outbox (bot_id, chat_id, job, body, at, keep)
     select $1, chat, 'notice', body, at, keep = 1
     from unnest($2::bigint[], $3::text[], $4::bigint[], $5::int[]) as n(chat, body, at, keep)`,
    [
      botId,
      notices.map((notice) => notice.chat),
      notices.map((notice) => JSON.stringify(notice)),
      notices.map((notice) => notice.at),
      notices.map((notice) => (notice.keep ? 1 : 0)),
    ],
  );
}

export async function addRemovals(
  flight: Flight,
  botId: number,
  removals: readonly Removal[],
): Promise<void> {
  if (removals.length === 0) return;
  await flight.query(
    `insert into outbox (bot_id, chat_id, job, body, at, due_at)
     select $1, chat, 'delete', body, at, due_at
     from unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[]) as r(chat, body, at, due_at)`,
    [
      botId,
      removals.map((removal) => removal.chat),
      removals.map((removal) => JSON.stringify({ messageIds: removal.messageIds })),
      removals.map((removal) => removal.at),
      removals.map((removal) => removal.dueAt),
    ],
  );
}

/** Kept: what a message says by then must be true after an outage, too. */
export async function addLater(flight: Flight, botId: number, later: readonly Later[]): Promise<void> {
  if (later.length === 0) return;
  await flight.query(
    `insert into outbox (bot_id, chat_id, job, body, at, due_at, keep)
     select $1, chat, 'notice', body, at, due_at, true
     from unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[]) as l(chat, body, at, due_at)`,
    [
      botId,
      later.map(({ notice }) => notice.chat),
      later.map(({ notice }) => JSON.stringify(notice)),
      later.map(({ notice }) => notice.at),
      later.map(({ dueAt }) => dueAt),
    ],
  );
}

/**
 * These people have just acted: what was kept for them may be tried again at once; where it was in a group, what is
 * about that group. Costs a look at all that is parked, so it is called only for those of whom `awaited` says that
 * something is.
 */
export async function releaseKept(flight: Flight, botId: number, acted: readonly Acted[]): Promise<number> {
  if (acted.length === 0) return 0;
  // The body is not read as JSON here: one that PostgreSQL refuses (half a surrogate pair) would fail them all.
  const [row] = await flight.query<{ count: number }>(
    `with parked as (
       select o.id, a.person, max(a.at) as at, bool_or(a.chat = 0 or o.chat_id = a.chat) as reached
       from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as a(person, chat, at)
       join outbox o on o.bot_id = $1 and o.due_at = $5 and o.job = 'notice'
         and o.body ~ ('"to": ?' || a.person || '[,}]')
       group by o.id, a.person
     ), released as (
       update outbox o set due_at = 1, at = p.at from parked p where o.id = p.id and p.reached returning o.id
     ), noted as (
       update people set awaited = exists (
         select from parked p where p.person = user_id and not p.reached
       ) where user_id = any($2::bigint[])
     )
     select count(*) from released`,
    [
      botId,
      acted.map(({ person }) => person),
      acted.map(({ chat }) => chat ?? 0),
      acted.map(({ at }) => at),
      PARKED,
    ],
  );
  return Number(row?.count ?? 0);
}

/** Leaves a row until its person acts. */
export async function parkFor(flight: Flight, id: number, person: number | null): Promise<void> {
  await flight.query(
    `with noted as (update people set awaited = true where user_id = $3)
     update outbox set due_at = $2, attempts = attempts + 1 where id = $1`,
    [id, PARKED, person],
  );
}

/** Leaves a row for later: a second of the wall clock. */
export async function park(flight: Flight, id: number, dueAt: Seconds): Promise<void> {
  await flight.query('update outbox set due_at = $2, attempts = attempts + 1 where id = $1', [id, dueAt]);
}

/** Takes away what is done and, in the same transaction, writes down what is to be removed or said later. */
export async function finish(
  database: Database,
  botId: number,
  ids: readonly number[],
  removals: readonly Removal[],
  later: readonly Later[] = [],
): Promise<void> {
  const statement = 'delete from outbox where id = any($1::bigint[])';
  const sorted = [...ids].sort((a, b) => a - b);
  if (removals.length === 0 && later.length === 0) {
    await database.query(statement, [sorted]);
    return;
  }
  await database.transact(async (flight) => {
    await Promise.all([
      flight.query(statement, [sorted]),
      addRemovals(flight, botId, removals),
      addLater(flight, botId, later),
    ]);
  });
}

export interface StaleLimits {
  /** Notices whose cause is older are dropped; null: none ever. */
  noticesBefore: Seconds | null;
  removalsBefore: Seconds;
}

/** Drops stale rows above `after`, at most `limit` in one statement. `last`: where to go on. */
export async function dropStale(
  flight: Flight,
  botId: number,
  after: number,
  { noticesBefore, removalsBefore }: StaleLimits,
  limit: number,
): Promise<{ dropped: number; last: number }> {
  const [row] = await flight.query<{ dropped: number; last: number | null }>(
    `with gone as (
       delete from outbox where id in (
         select id from outbox
         where bot_id = $1 and id > $2
           and (job = 'notice' and not keep and greatest(at, due_at) < $3 or job = 'delete' and at < $4)
         order by id limit $5
       ) returning id
     ) select count(*) as dropped, max(id) as last from gone`,
    [botId, after, noticesBefore ?? Number.MIN_SAFE_INTEGER, removalsBefore, limit],
  );
  return { dropped: Number(row?.dropped ?? 0), last: Number(row?.last ?? after) };
}
