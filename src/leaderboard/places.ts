/** Of all members: then every row of a chat stands in its histogram. */
export const RANKED_TO_ALL = Number.MAX_SAFE_INTEGER;
/** From so many on a chat gets a histogram. */
export const LARGE = 2000;
/** So many members of a chat are worth one bit more: a bucket then holds some 2,500 at most. */
const MEMBERS_A_BIT = 16_000;
const MOST_BITS = 8;

export const RANKS = ['reputation', 'experience'] as const;
export type Ranks = (typeof RANKS)[number];

/**
 * How finely the scores of a chat are told apart: buckets are as wide as a 2^bits-th of the power of two below. Wide ones
 * are left seldom, and what does not move costs nothing; of narrow ones less has to be counted through.
 * Sample values: 2,000 → 1, 16,000 → 1, 64,000 → 2, 1,000,000 → 6.
 */
export function bitsFor(members: number): number {
  return Math.min(MOST_BITS, Math.max(1, Math.ceil(Math.log2(members / MEMBERS_A_BIT))));
}

/** Scores below have a bucket each: there most members are, and those of one bucket share their place. */
export const exactBelow = (bits: number): number => 2 ** (bits + 1);

/**
 * The bucket of a score: its leading bits and how many follow them, in the order of scores, mirrored below zero. `bucketSql`
 * says the same.
 * Sample values of 6 bits: 0 → 0, 7 → 7, 127 → 127, 128 → 128, 129 → 128, 130 → 129, 1024 → 320, 1039 → 320, −130 → −129.
 */
export function bucketOf(score: number, bits: number): number {
  const size = Math.abs(score);
  if (size < exactBelow(bits)) return score;
  const high = Math.floor(size / 2 ** 31);
  const shift = (high > 0 ? 62 - Math.clz32(high) : 31 - Math.clz32(size)) - bits;
  return Math.sign(score) * (shift * 2 ** bits + Math.floor(size / 2 ** shift));
}

/** The numbers of bits that whole numbers have are counted by these, exactly. */
const POWERS = `'{${Array.from({ length: 53 }, (_, at) => 2 ** at).join()}}'::bigint[]`;

export function bucketSql(score: string, bits: string): string {
  const shift = `(width_bucket(abs(${score})::bigint, ${POWERS}) - 1 - ${bits})`;
  return `(case when abs(${score}) < 2::bigint << ${bits} then ${score}
    else sign(${score}) * ((${shift} << ${bits}) + (abs(${score})::bigint >> ${shift})) end)::int`;
}

export interface Buckets {
  readonly reputation: number | null;
  readonly experience: number | null;
}

interface Standing {
  readonly present: boolean;
  readonly hidden: boolean;
  readonly reputation: number;
  readonly experience: number;
}

/** Where a member is to stand; null: in no rating. */
export function bucketsOf({ present, hidden, reputation, experience }: Standing, bits: number): Buckets {
  const bucket = (score: number) => (present && !hidden && score !== 0 ? bucketOf(score, bits) : null);
  return { reputation: bucket(reputation), experience: bucket(experience) };
}

/** The same in SQL. */
const belongs = (what: Ranks) =>
  `case when m.present and not m.hidden and m.${what} <> 0 then ${bucketSql(`m.${what}`, 'c.rank_bits')} end`;

/**
 * Puts members into the buckets of what they have now, and the histogram with them. `touched`: a select of their keys,
 * `chat_id` and `user_id`. For whoever changes members by statements of their own; batches say themselves what has moved.
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
          join chats c on c.chat_id = m.chat_id
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
