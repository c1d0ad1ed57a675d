import type { Database } from '../../storage/database.ts';
import { bucketOf, exactBelow, RANKED_TO_ALL, type Ranks } from '../places.ts';
import type { Scored } from '../scores.ts';

/** A histogram in short. */
export interface RankHead {
  /** How many stand in the rating. */
  total: number;
  /** What one member has there; null: they are not in it. */
  score: number | null;
  /** How finely it tells scores apart. */
  bits: number;
}

/** Null: the chat has no histogram of all its members. */
export async function readRankHead(
  database: Database,
  chatId: number,
  what: Ranks,
  user: number | null,
): Promise<RankHead | null> {
  const [row] = await database.query<RankHead & { to: number | null }>(
    `select ranked_to as "to", rank_bits as bits,
       (select coalesce(sum(people), 0) from rating_buckets where chat_id = $1 and what = $2)::bigint as total,
       (select ${what} from members
        where chat_id = $1 and user_id = $3 and ${what}_bucket is not null) as score
     from chats where chat_id = $1`,
    [chatId, what, user],
  );
  return row?.to === RANKED_TO_ALL ? { total: row.total, score: row.score, bits: row.bits } : null;
}

/**
 * A chat has become large, or far larger than its histogram was made for: it is made by and by, see `schedule/chores.ts`.
 * `bits`: how finely at least.
 */
export async function askForRanks(database: Database, chatId: number, bits: number): Promise<void> {
  await database.query(
    `update chats set ranked_to = 0
     where chat_id = $1 and (ranked_to is null or ranked_to = ${RANKED_TO_ALL} and rank_bits < $2)`,
    [chatId, bits],
  );
}

/** The places of scores, in their order: those in higher buckets are summed, those in its own counted. */
export async function readPlacesOf(
  database: Database,
  chatId: number,
  what: Ranks,
  scores: readonly number[],
  bits: number,
): Promise<number[]> {
  if (scores.length === 0) return [];
  const buckets = scores.map((score) => bucketOf(score, bits));
  const rows = await database.query<{ above: number }>(
    `select (select coalesce(sum(people), 0) from rating_buckets b
         where b.chat_id = $1 and b.what = $2 and b.bucket > s.bucket)
       + case when abs(s.bucket) < ${exactBelow(bits)} then 0 else (select count(*) from members m
         where m.chat_id = $1 and m.${what}_bucket = s.bucket and m.${what} > s.score) end as above
     from unnest($3::bigint[], $4::int[]) with ordinality s(score, bucket, n) order by s.n`,
    [chatId, what, scores, buckets],
  );
  return rows.map(({ above }) => above + 1);
}

/** A bucket that a page touches. */
export interface Stretch {
  bucket: number;
  /** How many stand above it, and how many in it. */
  above: number;
  people: number;
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
      `select bucket, 0 as above, people from rating_buckets where chat_id = $1 and what = $2 and people > 0
       order by bucket desc limit $3`,
      [chatId, what, perPage],
    );
  }
  return database.query<Stretch>(
    `select bucket, upto - people as above, people from (
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
  bits: number,
): Promise<Scored[]> {
  const [highest] = stretches;
  const lowest = stretches.at(-1);
  if (!highest || !lowest) return [];
  // Of small scores each has a bucket of its own, which is the score: then the index tells it all, in order.
  const exact = highest.bucket < exactBelow(bits) && lowest.bucket > -exactBelow(bits);
  const offset = (page - 1) * perPage - highest.above;
  const behind = lowest.above + lowest.people - highest.above - offset - perPage;
  // Thousands may share a score: they are walked through from the nearer end.
  const back = exact && page > 1 && behind < offset;
  const order = back
    ? `${what}_bucket asc nulls first, user_id desc`
    : `${exact ? `${what}_bucket desc nulls last` : `${what} desc`}, user_id`;
  const rows = await database.query<Scored>(
    `select user_id as "userId", ${exact ? `${what}_bucket` : what} as score from members
     where chat_id = $1 and ${what}_bucket between $2 and $3 order by ${order} limit $4 offset $5`,
    [
      ...[chatId, lowest.bucket, highest.bucket],
      ...(back ? [perPage + Math.min(0, behind), Math.max(0, behind)] : [perPage, offset]),
    ],
  );
  return back ? rows.reverse() : rows;
}
