import type { Database } from '../src/storage/database.ts';
import { median } from './figure.ts';

/** When these chats are looked at. */
export const NOW = 1_790_000_000;
const TODAY = Math.floor(NOW / 86_400);

export interface Populated {
  chat: number;
  members: number;
  /** The first one's id; the others follow. */
  first: number;
  /** Whether what they had on the last days is there, too. */
  days?: boolean;
  /** Whether those who have most come first: they are the ones who write most. */
  best?: boolean;
}

/** As large chats are: many who said a word, few who said much; a third has reputation; 4.8 days each of the last 30. */
export async function populate(database: Database, populated: Populated): Promise<void> {
  const { chat, members, first, days = false, best = false } = populated;
  const last = first + members - 1;
  await database.query('insert into chats (chat_id) values ($1)', [chat]);
  await database.query(
    `insert into people (user_id, first_name) select n, 'Person ' || n from generate_series($1::int, $2::int) n
     on conflict do nothing`,
    [first, last],
  );
  await database.query(
    `insert into members (chat_id, user_id, reputation, experience, first_seen_at, last_seen_at)
     select $1, n, case when n % 3 = 0 then floor(power(random(), -0.8))::int else 0 end, score, 1, 1
     from (select ${best ? '$2::int - 1 + row_number() over (order by score desc)' : 'n'} as n, score
       from (select n, least(3000000, floor(exp(3.5 + 2.2 * sqrt(-2 * ln(random())) * cos(2 * pi() * random()))))::int as score
         from generate_series($2::int, $3::int) n) drawn) numbered`,
    [chat, first, last],
  );
  for (let from = first; days && from <= last; from += 100_000) {
    await database.query(
      `insert into day_sums (chat_id, user_id, day, messages, reputation, experience, activity)
       select $1, n, $4::int - d, 3, (n + d) % 4, 20, 20 from generate_series($2::int, $3::int) n
       cross join generate_series(0, 29) d where (n * 31 + d * 17) % 100 < 16`,
      [chat, from, Math.min(last, from + 99_999), TODAY],
    );
  }
  if (days) await openLatest(database, chat);
  await database.query('vacuum analyze members');
  await database.query('vacuum analyze day_sums');
}

/** The latest day of each member stands in their own row. */
async function openLatest(database: Database, chat: number): Promise<void> {
  await database.query(
    `update members m set today = concat_ws(',', d.day, d.messages, d.experience, d.activity, d.reputation, 0, 0, 0, 0, 0)
     from (select distinct on (user_id) * from day_sums where chat_id = $1 order by user_id, day desc) d
     where m.chat_id = $1 and m.user_id = d.user_id`,
    [chat],
  );
  await database.query(
    `delete from day_sums d using latest_days l
     where d.chat_id = $1 and l.chat_id = $1 and l.user_id = d.user_id and l.day = d.day`,
    [chat],
  );
  // Else the rows of before would be read as well.
  await database.query('vacuum full members');
  await database.query('vacuum full day_sums');
}

export const ROUNDS = 40;

/** Milliseconds, once it is warm. */
export async function timed(work: (round: number) => Promise<unknown>): Promise<number> {
  for (let round = 0; round < 5; round += 1) await work(round);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await work(round);
    times.push(performance.now() - began);
  }
  return median(times);
}
