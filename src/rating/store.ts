import { LAST_PERSON } from '../model/ids.ts';
import type { Ladder, LadderSwitches } from '../ranks/ladder.ts';
import type { Database, Param } from '../storage/database.ts';
import type { Asked, Sort } from './asked.ts';

/** A line of the web rating. */
export interface Line {
  userId: number;
  firstName: string;
  lastName: string | null;
  reputation: number;
  experience: number;
  thanksGiven: number;
  title: number | null;
  score: number;
  place: number;
}

export interface Board {
  lines: Line[];
  /** Of all pages, with this search. */
  total: number;
}

/** Who may be shown to the world: people who are in the chat and do not hide. Ids above the last person's stand for
 * those who were forgotten. */
const LISTED = `m.present and not m.hidden and not p.hides and not p.is_bot and m.user_id between 1 and ${LAST_PERSON}`;

const TOTALS: Readonly<Record<Sort, string>> = {
  reputation: 'm.reputation',
  experience: 'm.experience',
  given: 'm.thanks_given',
};
const SUMS: Readonly<Record<Sort, string>> = {
  reputation: 'reputation',
  experience: 'experience',
  given: 'thanks_given',
};

/**
 * The title that a member holds by the ladder as it is now, as SQL: what `titleOf` says. Of the ladder only its numbers
 * stand in it.
 */
function titleSql(ladder: Ladder, { useExperience, useReputation, demote }: LadderSwitches): string {
  const rungs = ladder.map(({ id, experience, reputation }) => {
    const takes = [
      ...(useExperience && experience !== null ? [`m.experience >= ${Number(experience)}`] : []),
      ...(useReputation && reputation !== null ? [`m.reputation >= ${Number(reputation)}`] : []),
    ];
    const reached = takes.length === 0 ? 'false' : takes.join(' and ');
    return `when (${reached})${demote ? '' : ` or m.title = ${Number(id)}`} then ${Number(id)}`;
  });
  return rungs.length === 0 ? 'null::int' : `case ${rungs.reverse().join(' ')} end`;
}

/** What a chat makes of its titles. */
export interface Rungs {
  ladder: Ladder;
  switches: LadderSwitches;
}

/** Everybody with a place, and what counts for it. `$1`: the chat; `$2`: the first day, where there is one. */
function scored(sort: Sort, firstDay: number | null, { ladder, switches }: Rungs): string {
  const columns = `m.user_id, p.first_name, p.last_name, m.reputation, m.experience, m.thanks_given,
    ${titleSql(ladder, switches)} as title`;
  if (firstDay === null) {
    return `select ${columns}, ${TOTALS[sort]} as score from members m join people p on p.user_id = m.user_id
      where m.chat_id = $1 and ${LISTED} and ${TOTALS[sort]} <> 0`;
  }
  return `select ${columns}, d.score from (
      select user_id, sum(${SUMS[sort]})::bigint as score from day_sums
      where chat_id = $1 and day >= $2 group by user_id having sum(${SUMS[sort]}) <> 0
    ) d join members m on m.chat_id = $1 and m.user_id = d.user_id join people p on p.user_id = m.user_id
    where ${LISTED}`;
}

/** A page of the rating. Places are those among everybody, whatever is searched for. */
export async function readBoard(
  database: Database,
  chatId: number,
  asked: Asked,
  firstDay: number | null,
  perPage: number,
  rungs: Rungs,
): Promise<Board> {
  const params: Param[] = firstDay === null ? [chatId] : [chatId, firstDay];
  const add = (param: Param) => `$${params.push(param)}`;
  const wanted: string[] = [];
  if (asked.search !== '') {
    wanted.push(`concat_ws(' ', first_name, last_name) ilike ${add(likeOf(asked.search))}`);
  }
  if (asked.title !== null) wanted.push(`title = ${add(asked.title)}`);
  const where = wanted.length === 0 ? '' : `where ${wanted.join(' and ')}`;
  const from = `(select *, rank() over (order by score desc) as place from (${scored(asked.sort, firstDay, rungs)}) s) r`;
  const [counted] = await database.query<{ total: number }>(
    `select count(*)::int as total from ${from} ${where}`,
    params,
  );
  const total = Number(counted?.total ?? 0);
  const page = Math.min(asked.page, Math.max(1, Math.ceil(total / perPage)));
  const lines = await database.query<Line>(
    `select user_id as "userId", first_name as "firstName", last_name as "lastName", reputation, experience,
       thanks_given as "thanksGiven", title, score, place::int as place
     from ${from} ${where} order by score desc, user_id limit ${perPage} offset ${(page - 1) * perPage}`,
    params,
  );
  return { lines, total };
}

/** What is searched for stands for itself: `%` and `_` are signs like others. */
function likeOf(search: string): string {
  return `%${search.replace(/[\\%_]/g, '\\$&')}%`;
}

/** Those of a page who may still be shown. */
export async function stillListed(
  database: Database,
  chatId: number,
  userIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await database.query<{ id: number }>(
    `select m.user_id as id from members m join people p on p.user_id = m.user_id
     where m.chat_id = $1 and m.user_id = any($2::bigint[]) and ${LISTED}`,
    [chatId, userIds],
  );
  return new Set(rows.map(({ id }) => id));
}

export interface Shown {
  userId: number;
  firstName: string;
  lastName: string | null;
  reputation: number;
  experience: number;
  thanksGiven: number;
  thanksGot: number;
  title: number | null;
  firstSeenAt: number;
}

/** A member whom the world may see. */
export async function readShown(
  database: Database,
  chatId: number,
  userId: number,
  { ladder, switches }: Rungs,
): Promise<Shown | null> {
  const [row] = await database.query<Shown>(
    `select m.user_id as "userId", p.first_name as "firstName", p.last_name as "lastName", m.reputation, m.experience,
       m.thanks_given as "thanksGiven", m.thanks_got as "thanksGot", ${titleSql(ladder, switches)} as title,
       m.first_seen_at as "firstSeenAt"
     from members m join people p on p.user_id = m.user_id
     where m.chat_id = $1 and m.user_id = $2 and ${LISTED}`,
    [chatId, userId],
  );
  return row ?? null;
}

/** The place of a score among those whom the world may see; null for 0, which has none. */
export async function readShownPlace(
  database: Database,
  chatId: number,
  sort: Sort,
  score: number,
): Promise<number | null> {
  if (score === 0) return null;
  const [row] = await database.query<{ above: number }>(
    `select count(*)::int as above from members m join people p on p.user_id = m.user_id
     where m.chat_id = $1 and ${LISTED} and ${TOTALS[sort]} <> 0 and ${TOTALS[sort]} > $2`,
    [chatId, score],
  );
  return Number(row?.above ?? 0) + 1;
}

export interface Day {
  day: number;
  reputation: number;
  experience: number;
  thanksGot: number;
  thanksGiven: number;
}

/** What a member's last days brought, oldest first; days without anything are left out. */
export function readDays(
  database: Database,
  chatId: number,
  userId: number,
  firstDay: number,
): Promise<Day[]> {
  return database.query<Day>(
    `select day, reputation, experience, thanks_got as "thanksGot", thanks_given as "thanksGiven" from day_sums
     where chat_id = $1 and user_id = $2 and day >= $3
       and (reputation <> 0 or experience <> 0 or thanks_got <> 0 or thanks_given <> 0)
     order by day`,
    [chatId, userId, firstDay],
  );
}

/** How many whom the world may see hold each title. */
export async function countTitles(
  database: Database,
  chatId: number,
  { ladder, switches }: Rungs,
): Promise<ReadonlyMap<number, number>> {
  const rows = await database.query<{ title: number | null; people: number }>(
    `select ${titleSql(ladder, switches)} as title, count(*)::int as people
     from members m join people p on p.user_id = m.user_id where m.chat_id = $1 and ${LISTED} group by 1`,
    [chatId],
  );
  return new Map(
    rows.flatMap(({ title, people }) => (title === null ? [] : [[title, Number(people)] as const])),
  );
}

/** The chat that has wanted a name longest. */
export async function findNamed(database: Database, slug: string): Promise<number | null> {
  const [row] = await database.query<{ id: number }>(
    'select chat_id as id from rating_names where slug = $1 order by since, chat_id limit 1',
    [slug],
  );
  return row?.id ?? null;
}
