import { type Curve, HIGHEST_LEVEL, levelOf, quadratic } from '../model/curve.ts';
import { LAST_PERSON } from '../model/ids.ts';
import type { TopOrder } from '../model/rating.ts';
import type { Database } from '../storage/database.ts';
import { askForRanks, readPlacesOf, readRankedPage, readRankHead, readStretches } from './places/store.ts';
import { bitsFor, LARGE, type Ranks } from './places.ts';
import { readFurther, readScores } from './reading/store.ts';
import { lastPage, type Placed, pageOf, placeOf, type Scored, type Scores } from './scores.ts';
import { type LevelledQuery, type RatingQuery, SqlParams, scoredBy } from './statements.ts';

/** So many times larger than it was, a chat gets a finer histogram. */
const GROWN = 4;

/** A line of a rating. */
export interface Rated extends Placed {
  readonly firstName: string;
  readonly lastName: string | null;
  readonly reputation: number;
  readonly reputationFromAdmins: number;
  readonly experience: number;
  /** Id of the title that they were given last. */
  readonly title: number | null;
}

export interface RatedPage {
  readonly rows: readonly Rated[];
  /** The page that this is: the last one, where a further one was asked for. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  /** Of whoever asks; null: they have no place. */
  readonly own: Rated | null;
}

/** A page of a chat's rating, counting from 1, and where one member stands in it. Who has nothing has no place. */
export async function readRating(
  database: Database,
  query: RatingQuery,
  page: number,
  perPage: number,
  asker: number | null,
): Promise<RatedPage> {
  const what = rankedBy(query);
  const ranked = what && (await readRanked(database, query, what, page, perPage, asker));
  if (ranked) return ranked;
  const levelled = { ...query, begins: await readBegins(database, query) };
  const params = new SqlParams();
  const scored = scoredBy(levelled, params);
  const scores = await readScores(database, scored, params.all);
  if (what && scores.total >= LARGE) await askForRanks(database, query.chatId, 0);
  const pages = lastPage(scores.total, perPage);
  const shown = Math.min(page, pages);
  const placed =
    pageOf(scores, shown, perPage) ??
    (await readFurther(database, scored, params.all, scores, shown, perPage));
  const own = asker === null ? null : await readOwn(database, levelled, asker, scores);
  const names = await readNames(database, query.chatId, [...placed, ...(own ? [own] : [])]);
  return withNames(names, { placed, own, page: shown, pages, total: scores.total });
}

/** The place of what somebody has in an order of all time, and among how many; null: of nothing. */
export async function readPlace(
  database: Database,
  chatId: number,
  order: TopOrder,
  score: number,
): Promise<{ place: number; of: number } | null> {
  if (score === 0) return null;
  const { places, of } = await readPlaces(database, overall(chatId, order), [score]);
  return { place: places[0] ?? 1, of };
}

/** The places of scores in a rating, and of how many. */
export async function readPlaces(
  database: Database,
  query: RatingQuery,
  scores: readonly number[],
): Promise<{ places: number[]; of: number }> {
  const what = rankedBy(query);
  const head = what && query.order !== 'levels' && (await readRankHead(database, query.chatId, what, null));
  if (what && head) {
    return { places: await readPlacesOf(database, query.chatId, what, scores, head.bits), of: head.total };
  }
  const params = new SqlParams();
  const scored = scoredBy({ ...query, begins: await readBegins(database, query) }, params);
  const all = await readScores(database, scored, params.all);
  return { places: scores.map((score) => placeOf(all, score)), of: all.total };
}

/** A rating of all time and of everybody. */
export function overall(chatId: number, order: TopOrder): RatingQuery {
  return {
    chatId,
    order,
    since: null,
    least: 0,
    only: null,
    title: null,
    curve: quadratic,
    experience: true,
  };
}

/** What somebody has in an order of reputation. */
export function scoreOf(
  order: 'sum' | 'admins' | 'members',
  { reputation, reputationFromAdmins }: { reputation: number; reputationFromAdmins: number },
): number {
  if (order === 'sum') return reputation;
  return order === 'admins' ? reputationFromAdmins : reputation - reputationFromAdmins;
}

/** Which histogram tells all of a rating; null: it is read otherwise. */
export function rankedBy({ order, since, least, only, title }: RatingQuery): Ranks | null {
  if (since !== null || least > 0 || only !== null || title !== null) return null;
  if (order === 'sum') return 'reputation';
  return order === 'experience' || order === 'levels' ? 'experience' : null;
}

/** In a large chat: by its histogram, exactly, and as fast on the last page as on the first. Null: it has none. */
async function readRanked(
  database: Database,
  query: RatingQuery,
  what: Ranks,
  page: number,
  perPage: number,
  asker: number | null,
): Promise<RatedPage | null> {
  const { chatId, order, curve } = query;
  const stretchesOf = (one: number) => readStretches(database, chatId, what, one, perPage);
  const [head, asked] = await Promise.all([readRankHead(database, chatId, what, asker), stretchesOf(page)]);
  if (!head) return null;
  const { total, score, bits } = head;
  const needed = bitsFor(total / GROWN);
  if (needed > bits) await askForRanks(database, chatId, needed);
  const pages = lastPage(total, perPage);
  const shown = Math.min(page, pages);
  const stretches = shown === page ? asked : await stretchesOf(shown);
  const rows = await readRankedPage(database, chatId, what, stretches, shown, perPage, bits);
  const all: Scored[] = score === null || asker === null ? rows : [...rows, { userId: asker, score }];
  // Whoever has reached no further level shares the place.
  const last = (one: Scored) =>
    order === 'levels' ? curve.begins(levelOf(curve, one.score) + 1) - 1 : one.score;
  const shares = [...new Set(all.map(last))];
  const [places, names] = await Promise.all([
    readPlacesOf(database, chatId, what, shares, bits),
    readNames(database, chatId, all),
  ]);
  const placed = all.map((one) => ({
    userId: one.userId,
    score: order === 'levels' ? 1 + levelOf(curve, one.score) - curve.first : one.score,
    place: places[shares.indexOf(last(one))] ?? 1,
  }));
  const own = score === null ? null : (placed.pop() ?? null);
  return withNames(names, { placed, own, page: shown, pages, total });
}

export interface Unnamed {
  placed: readonly Placed[];
  own: Placed | null;
  page: number;
  pages: number;
  total: number;
}

/** Who has left or hidden since the scores were read is not shown. */
export function withNames(names: ReadonlyMap<number, Named>, { placed, own, ...rest }: Unnamed): RatedPage {
  const named = (one: Placed): Rated[] => {
    const known = names.get(one.userId);
    return known ? [{ ...one, ...known }] : [];
  };
  return { ...rest, rows: placed.flatMap(named), own: own && (named(own)[0] ?? null) };
}

async function readBegins(database: Database, { chatId, order, curve }: RatingQuery): Promise<number[]> {
  if (order !== 'levels') return [];
  const [row] = await database.query<{ most: number | null }>(
    'select max(experience) as most from members where chat_id = $1',
    [chatId],
  );
  return begunLevels(curve, row?.most ?? 0);
}

function begunLevels(curve: Curve, experience: number): number[] {
  const begins: number[] = [];
  for (let level = curve.first + 1; level <= HIGHEST_LEVEL && curve.begins(level) <= experience; level += 1) {
    begins.push(curve.begins(level));
  }
  return begins;
}

async function readOwn(
  database: Database,
  query: LevelledQuery,
  asker: number,
  scores: Scores,
): Promise<Placed | null> {
  const known = scores.counts.length === 0 ? scores.first.find(({ userId }) => userId === asker) : undefined;
  if (known) return { ...known, place: placeOf(scores, known.score) };
  if (scores.counts.length === 0 || (query.only && !query.only.includes(asker))) return null;
  const params = new SqlParams();
  const [own] = await database.query<{ score: number }>(
    scoredBy({ ...query, only: [asker] }, params),
    params.all,
  );
  return own ? { userId: asker, score: own.score, place: placeOf(scores, own.score) } : null;
}

type Named = Omit<Rated, keyof Placed>;

/** Who may be shown to others: members `m`, people `p`. Ids above the last person's stand for those who were forgotten. */
export const SHOWN = `m.present and not m.hidden and not p.is_bot and m.user_id <= ${LAST_PERSON}
  and not exists (select from wishes w where w.user_id = m.user_id and w.wish <> 'show')`;

/** Who has wished to be hidden or forgotten is left out from that moment on, before it is done in every chat. */
export async function readNames(
  database: Database,
  chatId: number,
  people: readonly Scored[],
): Promise<Map<number, Named>> {
  const rows = await database.query<Named & { userId: number }>(
    `select m.user_id as "userId", p.first_name as "firstName", p.last_name as "lastName", m.reputation,
       m.reputation_from_admins as "reputationFromAdmins", m.experience, m.title
     from members m join people p on p.user_id = m.user_id
     where m.chat_id = $1 and m.user_id = any($2::bigint[]) and ${SHOWN}`,
    [chatId, people.map(({ userId }) => userId)],
  );
  return new Map(rows.map(({ userId, ...named }) => [userId, named]));
}
