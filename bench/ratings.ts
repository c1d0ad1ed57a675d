import { tmpdir } from 'node:os';
import { rankNext } from '../src/engine/leaderboard/rank.ts';
import { sinceOf } from '../src/leaderboard/period.ts';
import { RANKED_TO_ALL } from '../src/leaderboard/places.ts';
import { overall, readPlace, readRating } from '../src/leaderboard/store.ts';
import type { Database } from '../src/storage/database.ts';
import { openDatabase } from '../src/storage/open.ts';
import { Storages } from './bots.ts';
import { commitOn } from './commit.ts';
import { type Figure, median, quantile } from './figure.ts';
import { benchStream, chatNumber } from './stream.ts';

/** `RATINGS=100000 npm run bench ratings` for a smaller machine. */
const MEMBERS = Number(process.env.RATINGS ?? 1_000_000);
const FEW = 1000;
const ROUNDS = 40;
const NOW = 1_790_000_000;
const TODAY = Math.floor(NOW / 86_400);
const PER_PAGE = 10;

const SAVED = { chats: 4, people: 2000, batches: 60, size: 100, warm: 60, rounds: 6 };

/** Ratings of one large chat: first page, own place, deep pages, a period; and what the histogram costs whoever writes. */
export async function benchRatings(): Promise<Figure[]> {
  const storages = await Storages.open();
  const kind = storages.kinds.includes('PostgreSQL') ? 'PostgreSQL' : 'embedded';
  const open = async () => {
    const { DATA_DIR = tmpdir(), DATABASE_URL = '' } = await storages.fresh(kind);
    return openDatabase({ dataDir: DATA_DIR, databaseUrl: DATABASE_URL });
  };
  const figures: Figure[] = [];
  try {
    const small = await measure(await open(), FEW);
    const large = await measure(await open(), MEMBERS);
    figures.push(...compared(small, large), ...(await saving(await open())));
  } finally {
    await storages.close();
  }
  return figures;
}

interface Times {
  first: number;
  place: number;
  counted: number;
  deep: number;
  cold: number;
  warm: number;
  build: number;
  wrong: number;
}

async function measure(database: Database, members: number): Promise<Times> {
  const chat = -1001;
  console.error(`  ${members} members …`);
  await populate(database, chat, members);
  const began = performance.now();
  while (await rankNext(database)) {
    // A piece at a time.
  }
  const build = performance.now() - began;
  await database.query('vacuum analyze members');
  await database.query('vacuum analyze day_sums');
  const [top] = await database.query<{ most: number; n: number }>(
    'select max(experience) as most, count(*) as n from members where experience <> 0',
  );
  const query = overall(chat, 'experience');
  const somebody = (round: number) => 1 + ((round * 7919) % members);
  const first = await timed((round) => readRating(database, query, 1, PER_PAGE, somebody(round)));
  // Half of the pages are of low scores, where most members are.
  const scores = await database.query<{ score: number }>(
    `select experience as score from members where chat_id = $1 and user_id = any($2::bigint[])`,
    [chat, Array.from({ length: ROUNDS }, (_, round) => somebody(round))],
  );
  const scoreOf = (round: number) => scores[round % scores.length]?.score || 1;
  const place = await timed((round) => readPlace(database, chat, 'experience', scoreOf(round)));
  const count = (score: number) =>
    database.query<{ n: number }>(
      'select count(*) as n from members where chat_id = $1 and present and not hidden and experience > $2',
      [chat, score],
    );
  const counted = await timed((round) => count(scoreOf(round)));
  let wrong = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [above] = await count(scoreOf(round));
    const read = await readPlace(database, chat, 'experience', scoreOf(round));
    if (read?.place !== (above?.n ?? 0) + 1) wrong += 1;
  }
  const page = Math.max(1, Math.min(50_000, Math.floor((top?.n ?? 0) / PER_PAGE / 2)));
  const deep = await timed((round) => readRating(database, query, page + (round % 7), PER_PAGE, null));
  const period = { ...overall(chat, 'sum'), since: sinceOf(30, NOW, 'UTC') };
  const atOnce = performance.now();
  await readRating(database, period, 1, PER_PAGE, somebody(1));
  const cold = performance.now() - atOnce;
  const warm = await timed((round) => readRating(database, period, 1, PER_PAGE, somebody(round)));
  await database.close();
  return { first, place, counted, deep, cold, warm, build, wrong };
}

/** As large chats are: many who said a word, few who said much; a third has reputation; 4.8 days each of the last 30. */
async function populate(database: Database, chat: number, members: number): Promise<void> {
  await database.query('insert into chats (chat_id, ranked_to) values ($1, 0)', [chat]);
  for (let from = 1; from <= members; from += 100_000) {
    const to = Math.min(members, from + 99_999);
    await database.query(
      `insert into people (user_id, first_name) select n, 'Person ' || n from generate_series($1::int, $2::int) n`,
      [from, to],
    );
    await database.query(
      `insert into members (chat_id, user_id, reputation, experience, first_seen_at, last_seen_at)
       select $1, n, case when n % 3 = 0 then floor(power(random(), -0.8))::int else 0 end,
         least(3000000, floor(exp(3.5 + 2.2 * sqrt(-2 * ln(random())) * cos(2 * pi() * random()))))::int, 1, 1
       from generate_series($2::int, $3::int) n`,
      [chat, from, to],
    );
    await database.query(
      `insert into day_sums (chat_id, user_id, day, messages, reputation, experience, activity)
       select $1, n, $4::int - d, 3, (n + d) % 4, 20, 20 from generate_series($2::int, $3::int) n
       cross join generate_series(0, 29) d where (n * 31 + d * 17) % 100 < 16`,
      [chat, from, to, TODAY],
    );
  }
  await database.query('vacuum analyze members');
  await database.query('vacuum analyze day_sums');
}

async function timed(work: (round: number) => Promise<unknown>): Promise<number> {
  for (let round = 0; round < 5; round += 1) await work(round);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await work(round);
    times.push(performance.now() - began);
  }
  return median(times);
}

/** The same stream into chats with and without a histogram, in turn: the machine is seldom quiet. */
async function saving(database: Database): Promise<Figure[]> {
  const { chats, people, batches, size, warm, rounds } = SAVED;
  const stream = [
    ...benchStream({ updates: (warm + batches * rounds * 2) * size, chats, people, perSecond: 200 }),
  ];
  const commit = commitOn(database);
  const ids = Array.from({ length: chats }, (_, index) => chatNumber(index));
  const run = async (count: number) => {
    const began = performance.now();
    for (let batch = 0; batch < count; batch += 1) await commit(stream.splice(0, size));
    return (performance.now() - began) / count;
  };
  await run(warm);
  const without: number[] = [];
  const withIt: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await database.query('update chats set ranked_to = null where chat_id = any($1::bigint[])', [ids]);
    without.push(await run(batches));
    await database.query('update chats set ranked_to = 0 where chat_id = any($1::bigint[])', [ids]);
    await database.query('delete from rating_buckets');
    await database.query('update members set reputation_bucket = null, experience_bucket = null');
    while (await rankNext(database)) {
      // A piece at a time.
    }
    const [ranked] = await database.query<{ n: number }>(
      `select count(*) as n from chats where ranked_to = ${RANKED_TO_ALL} and chat_id = any($1::bigint[])`,
      [ids],
    );
    if (ranked?.n !== chats) throw new Error('the histogram was not made');
    withIt.push(await run(batches));
  }
  await database.close();
  const note = `${median(without).toFixed(1)} and ${median(withIt).toFixed(1)} ms a batch of ${size}`;
  return [
    {
      name: 'saving: batches with a histogram in every chat, against without',
      value: median(withIt) / median(without),
      unit: 'ratio',
      note,
      target: { atMost: 1.1 },
    },
    {
      name: 'the same, quickest rounds',
      value: quantile(withIt, 0) / quantile(without, 0),
      unit: 'ratio',
    },
  ];
}

function compared(small: Times, large: Times): Figure[] {
  const of = `${MEMBERS} members`;
  const ms = (name: string, value: number, atMost?: number): Figure => ({
    ...{ name: `${of}: ${name}`, value, unit: 'ms' },
    ...(atMost !== undefined && { target: { atMost } }),
  });
  const growth = (name: string, value: number): Figure => ({
    ...{ name: `${name}: ${of} against ${FEW}`, value, unit: 'ratio', target: { atMost: 3 } },
  });
  return [
    growth('first page, growth', large.first / small.first),
    growth('own place, growth', large.place / small.place),
    growth('deep page, growth', large.deep / small.deep),
    { name: 'own place, against counting who is above', value: large.place / large.counted, unit: 'ratio' },
    ms('first page with own place', large.first, 3),
    ms('own place', large.place, 2),
    ms('own place by counting', large.counted),
    ms('page 50,000, or the middle one', large.deep, 5),
    ms('--days 30, cold', large.cold, 3000),
    ms('--days 30, warm', large.warm, 20),
    ms('making the histogram, in pieces', large.build),
    {
      name: `${of}: places that are not those counted`,
      value: large.wrong,
      unit: 'places',
      target: { atMost: 0 },
    },
  ];
}
