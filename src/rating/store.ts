import { readPlacesOf, readRankHead } from '../leaderboard/places/store.ts';
import { SHOWN } from '../leaderboard/store.ts';
import type { Ladder, LadderSwitches } from '../ranks/ladder.ts';
import type { Database } from '../storage/database.ts';
import { heldBy, measureOf, type Rungs } from './titles.ts';

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
     where m.chat_id = $1 and m.user_id = $2 and ${SHOWN}`,
    [chatId, userId],
  );
  return row ?? null;
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
    `select * from (
       select day, sum(reputation)::bigint as reputation, sum(experience)::bigint as experience,
         sum(thanks_got)::int as "thanksGot", sum(thanks_given)::int as "thanksGiven" from member_days
       where chat_id = $1 and user_id = $2 and day >= $3 group by day) d
     where reputation <> 0 or experience <> 0 or "thanksGot" <> 0 or "thanksGiven" <> 0
     order by day`,
    [chatId, userId, firstDay],
  );
}

/**
 * How many whom the world may see hold each title. Where one measure alone decides, the histogram of a large chat knows;
 * else everybody is looked at.
 */
export async function countTitles(
  database: Database,
  chatId: number,
  rungs: Rungs,
): Promise<ReadonlyMap<number, number>> {
  const measure = measureOf(rungs);
  const head = measure && (await readRankHead(database, chatId, measure.what, null));
  if (measure && head) {
    const least = measure.rungs.map((rung) => rung.least - 1);
    const places = await readPlacesOf(database, chatId, measure.what, least, head.bits);
    return heldBy(measure.rungs.map(({ id }, index) => ({ id, reached: (places[index] ?? 1) - 1 })));
  }
  const rows = await database.query<{ title: number | null; people: number }>(
    `select ${titleSql(rungs.ladder, rungs.switches)} as title, count(*) as people
     from members m join people p on p.user_id = m.user_id where m.chat_id = $1 and ${SHOWN} group by 1`,
    [chatId],
  );
  return new Map(rows.flatMap(({ title, people }) => (title === null ? [] : [[title, people] as const])));
}

/** The chat that has wanted a name longest. */
export async function findNamed(database: Database, slug: string): Promise<number | null> {
  const [row] = await database.query<{ id: number }>(
    'select chat_id as id from rating_names where slug = $1 order by since, chat_id limit 1',
    [slug],
  );
  return row?.id ?? null;
}
