/** Scores below this have a bucket each: there most members are, and those of one bucket share their place. */
export const EXACT_BELOW = 1024;
/** Of all members: then every row of a chat stands in its histogram. */
export const RANKED_TO_ALL = Number.MAX_SAFE_INTEGER;
/** From so many on a chat gets a histogram. */
export const LARGE = 2000;

export const RANKS = ['reputation', 'experience'] as const;
export type Ranks = (typeof RANKS)[number];

/**
 * The bucket of a score, in SQL, where alone it is reckoned: each score below 1024 its own, above it four for every whole
 * square root, mirrored below zero. A bucket is as wide as half the root of its scores: 8 at 1024, 50 at 10,000, 500 at
 * 1,000,000, of which there are 4,900.
 * Sample values: 0 → 0, 7 → 7, 1023 → 1023, 1024 → 1024, 1040 → 1024, 1041 → 1025, 10000 → 1296, −7 → −7.
 */
export function bucketOf(score: string): string {
  return `(case when abs(${score}) < ${EXACT_BELOW} then ${score}
    else sign(${score}) * (${EXACT_BELOW - 128} + floor(4 * sqrt(abs(${score})::float8))) end)::int`;
}

/** The bucket in which a member is to stand; null for who stands in no rating. */
const belongs = (what: Ranks) =>
  `case when m.present and not m.hidden and m.${what} <> 0 then ${bucketOf(`m.${what}`)} end`;

/**
 * Puts members into the buckets of what they have now, and the histogram with them. `touched`: a select of their keys,
 * `chat_id` and `user_id`. Scores move far oftener than buckets: where none has, nothing is written.
 */
export function rankTouched(touched: string): string {
  const moves = RANKS.map(
    (what) => `select chat_id, '${what}' as what, bucket, n from moved cross join lateral
      (values (${what}_was, -1), (${what}_is, 1)) v(bucket, n) where ${what}_was is distinct from ${what}_is`,
  ).join(' union all ');
  return `with moved as (
      select * from (
        select m.chat_id, m.user_id, ${RANKS.map(
          (what) => `m.${what}_bucket as ${what}_was, ${belongs(what)} as ${what}_is`,
        ).join(', ')}
        from (${touched}) t join members m on m.chat_id = t.chat_id and m.user_id = t.user_id
      ) now where ${RANKS.map((what) => `${what}_was is distinct from ${what}_is`).join(' or ')}
    ), placed as (
      update members m set ${RANKS.map((what) => `${what}_bucket = moved.${what}_is`).join(', ')}
      from moved where m.chat_id = moved.chat_id and m.user_id = moved.user_id
    )
    insert into rating_buckets (chat_id, what, bucket, people)
    select chat_id, what, bucket, sum(n) from (${moves}) moves
    where bucket is not null group by chat_id, what, bucket having sum(n) <> 0 order by chat_id, what, bucket
    on conflict (chat_id, what, bucket) do update set people = rating_buckets.people + excluded.people`;
}
