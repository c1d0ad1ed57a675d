import type { Database } from '../../storage/database.ts';
import { type Placed, placeOf, type Scored, type Scores } from '../scores.ts';
import type { SqlParam } from '../statements.ts';

/** So many are read one by one; of more, how many have which score. */
export const MOST_ONE_BY_ONE = 2000;
/** What was expensive to read is kept for so long. */
const KEPT_MS = 60_000;
const MOST_KEPT = 30;

interface Kept {
  at: number;
  scores: Promise<Scores>;
}

const kept = new WeakMap<Database, Map<string, Kept>>();

/** Ratings of many people cost up to seconds, and are kept a minute; others are always read anew. */
export function readScores(database: Database, scored: string, params: readonly SqlParam[]): Promise<Scores> {
  const known = kept.get(database) ?? new Map<string, Kept>();
  kept.set(database, known);
  const key = `${scored} ${JSON.stringify(params)}`;
  const now = performance.now();
  const before = known.get(key);
  if (before && now - before.at < KEPT_MS) return before.scores;
  const scores = readScoresNow(database, scored, params);
  known.delete(key);
  known.set(key, { at: now, scores });
  if (known.size > MOST_KEPT) known.delete(known.keys().next().value as string);
  const forget = () => {
    if (known.get(key)?.scores === scores) known.delete(key);
  };
  scores.then((read) => {
    if (read.total <= MOST_ONE_BY_ONE) forget();
  }, forget);
  return scores;
}

async function readScoresNow(
  database: Database,
  scored: string,
  params: readonly SqlParam[],
): Promise<Scores> {
  // Of one person `people` is how many they are the last of.
  const rows = await database.query<{ id: number | null; score: number; people: number }>(
    `with scored as materialized (${scored}), total as (select count(*) as n from scored)
     select user_id as id, score, row_number() over (order by score desc, points desc, user_id) as people
     from (select * from scored order by score desc, points desc, user_id limit ${MOST_ONE_BY_ONE}) first
     union all
     select null, score, count(*) from scored where (select n from total) > ${MOST_ONE_BY_ONE} group by score`,
    params,
  );
  const first: Scored[] = [];
  const counts: [number, number][] = [];
  for (const { id, score, people } of rows) {
    if (id === null) counts.push([score, people]);
    else first[people - 1] = { userId: id, score };
  }
  counts.sort(([a], [b]) => b - a);
  const total = counts.length === 0 ? first.length : counts.reduce((sum, [, people]) => sum + people, 0);
  return { total, first, counts };
}

/** A page that lies behind those who are kept one by one. */
export async function readFurther(
  database: Database,
  scored: string,
  params: readonly SqlParam[],
  scores: Scores,
  page: number,
  perPage: number,
): Promise<Placed[]> {
  const rows = await database.query<Scored>(
    `select user_id as "userId", score from (${scored}) s order by score desc, points desc, user_id
     limit ${perPage} offset ${(page - 1) * perPage}`,
    params,
  );
  return rows.map((row) => ({ ...row, place: placeOf(scores, row.score) }));
}
