import type { Database, Param } from '../../storage/database.ts';
import { patternsOf } from '../names.ts';
import { readRankHead } from '../places/store.ts';
import { lastPage, type Scored } from '../scores.ts';
import { type RatingQuery, SqlParams, scoredBy } from '../statements.ts';
import { type RatedPage, rankedBy, readNames, readPlaces, SHOWN, withNames } from '../store.ts';

/** So many are looked through by name, the highest first: half a second. Telegram lets no more into a group. */
export const MOST_LOOKED_THROUGH = 200_000;
const MOST_FOUND = 1000;

/** Who bears a name. */
export interface Found {
  /** In the order of the rating; at most 1,000. */
  readonly people: readonly Scored[];
  /** How many bear it among those who were looked through. */
  readonly total: number;
}

/** Those of a rating in whose name something stands. */
export async function findByName(database: Database, query: RatingQuery, name: string): Promise<Found> {
  const params = new SqlParams();
  const what = rankedBy(query);
  const head = what && (await readRankHead(database, query.chatId, what, null));
  // Of a histogram the index alone tells who comes first; scores are read of those who are found.
  const ranked = what !== null && head !== null;
  const candidates = ranked
    ? `select user_id from members where chat_id = ${params.add(query.chatId)} and ${what}_bucket is not null
       order by ${what}_bucket desc nulls last, user_id limit ${MOST_LOOKED_THROUGH}`
    : `select * from (${scoredBy({ ...query, begins: [] }, params)}) everybody
       order by score desc, points desc limit ${MOST_LOOKED_THROUGH}`;
  const score = ranked ? `m.${what}` : 's.score';
  const all: Param[] = [...params.all, patternsOf(name)];
  const rows = await database.query<Scored & { total: number }>(
    `select m.user_id as "userId", ${score} as score, count(*) over () as total
     from (${candidates}) s join people p on p.user_id = s.user_id
     join members m on m.chat_id = $1 and m.user_id = s.user_id
     where concat_ws(' ', p.first_name, p.last_name) ilike any($${all.length}::text[]) and ${SHOWN}
     order by ${score} desc, m.user_id limit ${MOST_FOUND}`,
    all,
  );
  return { people: rows.map(({ userId, score }) => ({ userId, score })), total: rows[0]?.total ?? 0 };
}

/** A page of those who were found, with their places in the rating; names are read anew: who has hidden is not shown. */
export async function readFoundPage(
  database: Database,
  query: RatingQuery,
  { people, total }: Found,
  page: number,
  perPage: number,
): Promise<RatedPage & { looked: number; of: number }> {
  const pages = lastPage(people.length, perPage);
  const shown = Math.min(page, pages);
  const rows = people.slice((shown - 1) * perPage, shown * perPage);
  const [{ places }, { of }, names] = await Promise.all([
    readPlaces(
      database,
      { ...query, title: null },
      rows.map(({ score }) => score),
    ),
    readPlaces(database, query, []),
    readNames(database, query.chatId, rows),
  ]);
  const placed = rows.map((one, index) => ({ ...one, place: places[index] ?? 1 }));
  const looked = Math.min(of, MOST_LOOKED_THROUGH);
  return { ...withNames(names, { placed, own: null, page: shown, pages, total }), looked, of };
}
