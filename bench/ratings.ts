import { tmpdir } from 'node:os';
import { rankNext } from '../src/engine/leaderboard/rank.ts';
import { sinceOf } from '../src/leaderboard/period.ts';
import { overall, readPlace, readRating } from '../src/leaderboard/store.ts';
import type { Database } from '../src/storage/database.ts';
import { openDatabase } from '../src/storage/open.ts';
import { Storages } from './bots.ts';
import type { Figure } from './figure.ts';
import { NOW, populate, ROUNDS, timed } from './ratings-chat.ts';
import { benchSaving } from './ratings-saving.ts';
import { comparedWeb, measureWeb, type WebTimes } from './ratings-web.ts';

/** `RATINGS=100000 npm run bench ratings` for a smaller machine. */
const MEMBERS = Number(process.env.RATINGS ?? 1_000_000);
const FEW = 1000;
const PER_PAGE = 10;
const SAVED = [
  { chats: 4, members: 10_000, people: 2000, rounds: 40 },
  { chats: 1, members: MEMBERS, people: 20_000, rounds: 25 },
];

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
    figures.push(...compared(small, large), ...comparedWeb(small.web, large.web, MEMBERS));
    for (const scene of SAVED) figures.push(...(await benchSaving(await open(), scene)));
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
  web: WebTimes;
}

async function measure(database: Database, members: number): Promise<Times> {
  const chat = -1001;
  console.error(`  ${members} members …`);
  await populate(database, { chat, members, first: 1, days: true });
  await database.query('update chats set ranked_to = 0');
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
  const web = await measureWeb(database, chat, members, somebody);
  const period = { ...overall(chat, 'sum'), since: sinceOf(30, NOW, 'UTC') };
  const atOnce = performance.now();
  await readRating(database, period, 1, PER_PAGE, somebody(1));
  const cold = performance.now() - atOnce;
  const warm = await timed((round) => readRating(database, period, 1, PER_PAGE, somebody(round)));
  await database.close();
  return { first, place, counted, deep, cold, warm, build, wrong, web };
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
