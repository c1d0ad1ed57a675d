import type { TopOrder } from '../../model/rating.ts';
import type { Database } from '../../storage/database.ts';
import type { Since } from '../period.ts';
import { readFurther, readScores } from '../reading/store.ts';
import { lastPage, type Placed, pageOf, placeOf, type Scores } from '../scores.ts';
import { SqlParams, sumOfToday } from '../statements.ts';
import type { RatedPage } from '../store.ts';

/** What a rating over all chats counts. */
export interface OverallQuery {
  readonly order: TopOrder;
  /** By the calendar of UTC; null: of all time. */
  readonly since: Since | null;
  readonly least: number;
}

/** What somebody has in all chats together that allow it. */
export interface OverallStanding {
  readonly chats: number;
  readonly reputation: number;
  readonly experience: number;
  readonly thanksGiven: number;
  readonly thanksGot: number;
  /** By reputation; null: none. */
  readonly place: number | null;
  readonly of: number;
}

/**
 * Members of the chats that allow it, where they are to be seen. The pattern is one that no text among the settings can
 * hold, as its quotation marks would be written otherwise.
 */
const SEEN = `members m join chats c on c.chat_id = m.chat_id and c.settings like '%"rating.global":true%'
  and c.migrated_to is null and m.present and not m.hidden`;

/** A page of the rating over all chats that allow it: sums of what people have there. The chats are not told. */
export async function readOverall(
  database: Database,
  query: OverallQuery,
  page: number,
  perPage: number,
  asker: number | null,
): Promise<RatedPage> {
  const params = new SqlParams();
  const scored = summedBy(query, params, null);
  const scores = await readScores(database, scored, params.all);
  const pages = lastPage(scores.total, perPage);
  const shown = Math.min(page, pages);
  const placed =
    pageOf(scores, shown, perPage) ??
    (await readFurther(database, scored, params.all, scores, shown, perPage));
  const own = asker === null ? null : await placeOfOne(database, query, asker, scores);
  const rows = await named(database, [...placed, ...(own ? [own] : [])]);
  return {
    rows: rows.slice(0, placed.length).flat(),
    page: shown,
    pages,
    total: scores.total,
    own: own ? (rows.at(-1)?.[0] ?? null) : null,
  };
}

/** Null: in no chat that allows it, or to be seen in none. */
export async function readOverallStanding(database: Database, user: number): Promise<OverallStanding | null> {
  const [row] = await database.query<Omit<OverallStanding, 'place' | 'of'>>(
    `select count(*) as chats, coalesce(sum(m.reputation), 0)::bigint as reputation,
       coalesce(sum(m.experience), 0)::bigint as experience, coalesce(sum(m.thanks_given), 0) as "thanksGiven",
       coalesce(sum(m.thanks_got), 0) as "thanksGot"
     from ${SEEN} where m.user_id = $1`,
    [user],
  );
  if (!row || row.chats === 0) return null;
  const params = new SqlParams();
  const scored = summedBy({ order: 'sum', since: null, least: 0 }, params, null);
  const scores = await readScores(database, scored, params.all);
  const place = row.reputation === 0 ? null : placeOf(scores, row.reputation);
  return { ...row, place, of: scores.total };
}

/** People with the sums of what they have or gained; `only`: of one. */
function summedBy({ order, since, least }: OverallQuery, params: SqlParams, only: number | null): string {
  const { from, score } = source(order, since, params, only !== null);
  const any = least > 0 ? `>= ${params.add(least)}` : since ? '> 0' : '<> 0';
  const one = only === null ? '' : `where m.user_id = ${params.add(only)}`;
  return `select m.user_id, sum(${score})::bigint as score, 0 as points from ${from} ${one}
    group by m.user_id having sum(${score}) ${any}`;
}

function source(
  order: TopOrder,
  since: Since | null,
  params: SqlParams,
  ofOne: boolean,
): { from: string; score: string } {
  const column = order === 'experience' ? 'experience' : order === 'given' ? 'thanks_given' : 'reputation';
  if (!since) return { from: SEEN, score: `m.${column}` };
  const lines = order === 'sum' && since.nextDayAt !== null;
  const from = params.add(lines ? since.day + 1 : since.day);
  const parts: Part[] = [{ table: 'day_sums', whose: 'user_id', sum: column, when: `day >= ${from}` }];
  if (lines) {
    const when = `at >= ${params.add(since.at)} and at < ${params.add(since.nextDayAt ?? 0)}`;
    parts.push({ table: 'entries', whose: 'receiver_id', sum: 'reputation', when });
  }
  const gained = parts.map((_, n) => `coalesce(g${n}.gained, 0)`);
  return {
    from: [SEEN, ...parts.map((part, n) => joined(part, `g${n}`, ofOne))].join(' '),
    score: [...gained, sumOfToday(column, from)].join(' + '),
  };
}

/** What is summed of a period, but for each member's latest day, of which their own row tells: see `statements.ts`. */
interface Part {
  readonly table: string;
  readonly whose: string;
  readonly sum: string;
  readonly when: string;
}

/** Each by itself: of a union the planner knows nothing. Of one person by the keys of their members. */
function joined({ table, whose, sum, when }: Part, name: string, ofOne: boolean): string {
  const summed = `sum(${sum}) as gained from ${table} where ${when}`;
  return ofOne
    ? `left join lateral (select ${summed} and chat_id = m.chat_id and ${whose} = m.user_id) ${name} on true`
    : `left join (select chat_id, ${whose} as user_id, ${summed} group by chat_id, ${whose}) ${name}
       on ${name}.chat_id = m.chat_id and ${name}.user_id = m.user_id`;
}

async function placeOfOne(
  database: Database,
  query: OverallQuery,
  user: number,
  scores: Scores,
): Promise<Placed | null> {
  const params = new SqlParams();
  const [own] = await database.query<{ score: number }>(summedBy(query, params, user), params.all);
  return own ? { userId: user, score: own.score, place: placeOf(scores, own.score) } : null;
}

/** Each with their name, in a list of its own; empty for one who is to be seen nowhere any more. */
async function named(database: Database, people: readonly Placed[]): Promise<RatedPage['rows'][number][][]> {
  const rows = await database.query<{ userId: number; firstName: string; lastName: string | null }>(
    `select user_id as "userId", first_name as "firstName", last_name as "lastName" from people p
     where user_id = any($1::bigint[]) and not is_bot
       and not exists (select from wishes w where w.user_id = p.user_id and w.wish <> 'show') and exists (select from ${SEEN} where m.user_id = p.user_id)`,
    [people.map(({ userId }) => userId)],
  );
  const names = new Map(rows.map((row) => [row.userId, row]));
  return people.map((one) => {
    const known = names.get(one.userId);
    return known
      ? [{ ...one, ...known, reputation: one.score, reputationFromAdmins: 0, experience: 0, title: null }]
      : [];
  });
}
