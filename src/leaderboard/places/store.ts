import type { Database } from '../../storage/database.ts';
import { bucketOf, EXACT_BELOW, RANKED_TO_ALL, type Ranks } from '../places.ts';
import type { Scored } from '../scores.ts';

/** A histogram in short. */
export interface RankHead {
  /** How many stand in the rating. */
  total: number;
  /** What one member has there; null: they are not in it. */
  score: number | null;
}

/** Null: the chat has no histogram of all its members. */
export async function readRankHead(
  database: Database,
  chatId: number,
  what: Ranks,
  user: number | null,
): Promise<RankHead | null> {
  const [row] = await database.query<{ to: number | null; total: number; score: number | null }>(
    `select ranked_to as "to",
       (select coalesce(sum(people), 0) from rating_buckets where chat_id = $1 and what = $2)::bigint as total,
       (select ${what} from members
        where chat_id = $1 and user_id = $3 and ${what}_bucket is not null) as score
     from chats where chat_id = $1`,
    [chatId, what, user],
  );
  return row?.to === RANKED_TO_ALL ? { total: row.total, score: row.score } : null;
}

/** A chat has become large: its histogram is made by and by, see `schedule/chores.ts`. */
export async function askForRanks(database: Database, chatId: number): Promise<void> {
  await database.query('update chats set ranked_to = 0 where chat_id = $1 and ranked_to is null', [chatId]);
}

/** The places of scores, in their order: those in higher buckets are summed, those in its own counted. */
export async function readPlacesOf(
  database: Database,
  chatId: number,
  what: Ranks,
  scores: readonly number[],
): Promise<number[]> {
  if (scores.length === 0) return [];
  const rows = await database.query<{ above: number }>(
    `select (select coalesce(sum(people), 0) from rating_buckets b
         where b.chat_id = $1 and b.what = $2 and b.bucket > s.bucket)
       + case when abs(s.bucket) < ${EXACT_BELOW} then 0 else (select count(*) from members m
         where m.chat_id = $1 and m.${what}_bucket = s.bucket and m.${what} > s.score) end as above
     from (select n, score, ${bucketOf('score')} as bucket
       from unnest($3::bigint[]) with ordinality a(score, n)) s order by s.n`,
    [chatId, what, scores],
  );
  return rows.map(({ above }) => above + 1);
}

/** A bucket that a page touches. */
export interface Stretch {
  bucket: number;
  /** How many stand above it. */
  above: number;
}

/** The buckets that a page touches, the highest first; none: it lies behind the last. */
export async function readStretches(
  database: Database,
  chatId: number,
  what: Ranks,
  page: number,
  perPage: number,
): Promise<Stretch[]> {
  const from = (page - 1) * perPage;
  if (from === 0) {
    // Its people stand in as many buckets at most.
    return database.query<Stretch>(
      `select bucket, 0 as above from rating_buckets where chat_id = $1 and what = $2 and people > 0
       order by bucket desc limit $3`,
      [chatId, what, perPage],
    );
  }
  return database.query<Stretch>(
    `select bucket, upto - people as above from (
       select bucket, people, sum(people) over (order by bucket desc)::bigint as upto from rating_buckets
       where chat_id = $1 and what = $2 and people > 0) b
     where upto > $3::bigint and upto - people < $4::bigint order by bucket desc`,
    [chatId, what, from, from + perPage],
  );
}

/** A page: of all members only those of its buckets are read. */
export async function readRankedPage(
  database: Database,
  chatId: number,
  what: Ranks,
  stretches: readonly Stretch[],
  page: number,
  perPage: number,
): Promise<Scored[]> {
  const [highest] = stretches;
  const lowest = stretches.at(-1);
  if (!highest || !lowest) return [];
  // Of one bucket all have the same below 1024, and their bucket is what they have: then the index tells it all, in order.
  const exact = highest.bucket < EXACT_BELOW && lowest.bucket > -EXACT_BELOW;
  return database.query<Scored>(
    `select user_id as "userId", ${exact ? `${what}_bucket` : what} as score from members
     where chat_id = $1 and ${what}_bucket between $2 and $3
     order by ${exact ? `${what}_bucket desc nulls last` : `${what} desc`}, user_id limit $4 offset $5`,
    [chatId, lowest.bucket, highest.bucket, perPage, (page - 1) * perPage - highest.above],
  );
}
