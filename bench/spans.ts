import { pino } from 'pino';
import { NOTHING_GATHERED, pack } from '../src/experience/gathered.ts';
import { createTickCommit } from '../src/intake/commit-ticks.ts';
import { userId } from '../src/model/ids.ts';
import { createTicks } from '../src/schedule/ticks.ts';
import { createTurns } from '../src/schedule/turns.ts';
import type { Database } from '../src/storage/database.ts';
import { type Cluster, findPostgres, startCluster } from '../test/support/cluster.ts';
import type { Kind } from '../test/support/fresh-database.ts';
import { runOf, Storages, startLaurel, type Usage } from './bots.ts';
import { commitOn } from './commit.ts';
import { type Figure, median } from './figure.ts';
import { Source, speed } from './source.ts';
import { type BenchUpdate, benchStream } from './stream.ts';

const POLICIES = ['activity', 'windows', 'conversations'] as const;
type Policy = (typeof POLICIES)[number];
/**
 * Lively groups: a member writes every five minutes or so, so that most windows are over when they write again, and a
 * quarter of an hour is over three times and more while it is measured.
 */
const STREAM = { chats: 100, people: 12, perSecond: 4 };
const UPDATES = 16_000;
const WARM = 4_000;
/** Over HTTP, where the bot begins with nothing compiled. */
const WHOLE = { PostgreSQL: [50_000, 20_000], embedded: [30_000, 12_000] } as const;
const ROUNDS = 3;
const BATCH = 100;
const CLOSING = 10_000;
const GROUP = -1_001_999_999_999;
const AT = 1_790_000_000;

/** What the policies that look at stretches of time cost, and 10,000 windows that close in the same second. */
export async function benchSpans(): Promise<Figure[]> {
  const figures: Figure[] = await endToEnd();
  const cluster = findPostgres() ? await startCluster({ fsync: true }) : null;
  try {
    for (const kind of cluster ? (['embedded', 'server'] as const) : (['embedded'] as const)) {
      const name = kind === 'embedded' ? 'embedded' : 'PostgreSQL';
      figures.push(...(await cost(name, kind, cluster)), ...(await closing(name, kind, cluster)));
    }
  } finally {
    await cluster?.stop();
  }
  return figures;
}

/** From Telegram to the commit, by polling over HTTP, in turns: a fifth less throughput is a quarter more time. */
async function endToEnd(): Promise<Figure[]> {
  const source = await Source.start();
  const storages = await Storages.open();
  const figures: Figure[] = [];
  try {
    for (const kind of storages.kinds) {
      const took = new Map<Policy, { wall: number[]; cpu: number[] }>();
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const policy of POLICIES) {
          const { wall, cpu } = await whole(source, await storages.fresh(kind), policy, WHOLE[kind]);
          const known = took.get(policy) ?? { wall: [], cpu: [] };
          took.set(policy, { wall: [...known.wall, wall], cpu: [...known.cpu, cpu] });
          console.error(`  ${kind}, ${policy}: ${Math.round(1 / wall)}/s, ${(1e6 * cpu).toFixed(0)} µs`);
        }
      }
      for (const policy of POLICIES.slice(1)) {
        const ratio = (what: 'wall' | 'cpu') =>
          median(took.get(policy)?.[what] ?? []) / median(took.get('activity')?.[what] ?? []);
        const name = `${policy}, ${kind}: end to end, beside activity`;
        figures.push(
          { name: `${name}, time`, value: ratio('wall'), unit: 'ratio', target: { atMost: 1.25 } },
          { name: `${name}, the bot's processor time`, value: ratio('cpu'), unit: 'ratio' },
        );
      }
    }
  } finally {
    source.stop();
    await storages.close();
  }
  return figures;
}

/** Seconds an update, of time and of the bot's processor. */
async function whole(
  source: Source,
  env: Record<string, string>,
  policy: Policy,
  [updates, warm]: readonly [number, number],
): Promise<{ wall: number; cpu: number }> {
  await source.load({ ...STREAM, updates, set: [`experience.policy ${policy}`] });
  const bot = await startLaurel(source, env, 'polling');
  const usages: Promise<Usage>[] = [];
  const { marks } = await source.run(runOf(bot, [warm]), () => usages.push(bot.metrics()));
  const [before, after] = await Promise.all(usages);
  await bot.stop();
  if (!before || !after) throw new Error('a mark is missing');
  return {
    wall: 1 / speed(marks[0], marks[1]),
    cpu: (after.cpuSeconds - before.cpuSeconds) / (after.updates - before.updates),
  };
}

async function on<T>(
  kind: Kind,
  cluster: Cluster | null,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  if (cluster) process.env.TEST_DATABASE_URL = cluster.url;
  // It looks for the server's address when it is loaded.
  const { freshDatabase } = await import('../test/support/fresh-database.ts');
  const fresh = await freshDatabase(kind);
  const database = await fresh.open();
  try {
    return await work(database);
  } finally {
    await database.close();
    await fresh.drop();
  }
}

/** Update → commit, side by side, in turns: the same stream in groups that differ by their policy alone. */
async function cost(name: string, kind: Kind, cluster: Cluster | null): Promise<Figure[]> {
  const took = new Map(POLICIES.map((policy) => [policy, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const policy of POLICIES) {
      await on(kind, cluster, async (database) => {
        const commit = commitOn(database);
        const stream = [...benchStream({ ...STREAM, updates: UPDATES })];
        const take = async (updates: readonly BenchUpdate[]) => {
          for (let at = 0; at < updates.length; at += BATCH) await commit(updates.slice(at, at + BATCH));
        };
        await take(stream.slice(0, WARM / 2));
        const settings = JSON.stringify({ 'experience.policy': policy });
        await database.query('update chats set settings = $1', [settings]);
        await take(stream.slice(WARM / 2, WARM));
        const began = performance.now();
        await take(stream.slice(WARM));
        took.get(policy)?.push(performance.now() - began);
      });
    }
  }
  const of = (policy: Policy) => median(took.get(policy) ?? []);
  return POLICIES.slice(1).map((policy) => ({
    name: `${policy}, ${name}: update to commit, beside activity`,
    value: of(policy) / of('activity'),
    unit: 'ratio',
  }));
}

/** Ticks and answers take turns: how long all of it takes, and how long an answer waits at most. */
async function closing(name: string, kind: Kind, cluster: Cluster | null): Promise<Figure[]> {
  return on(kind, cluster, async (database) => {
    await database.query('insert into chats (chat_id, settings, spans_due_at) values ($1, $2, $3)', [
      GROUP,
      JSON.stringify({ 'experience.policy': 'windows', 'announce.titles': 'none' }),
      AT,
    ]);
    const ids = `generate_series(1, ${CLOSING}) n`;
    await database.query(`insert into people (user_id, first_name) select n, 'Person ' || n from ${ids}`);
    const span = {
      ...{
        firstAt: AT - 60,
        lastAt: AT - 60,
        closesAt: AT,
        messages: 2,
        talk: 2,
        characters: 100,
        deleted: 0,
      },
      ...{ words: 'AABAACAADAAEAAFAAGAAHAAIAAJAAKAALAAM', answered: [], heard: [] },
    };
    await database.query(
      `insert into members (chat_id, user_id, first_seen_at, last_seen_at, gathered, span_closes_at, gathers)
       select ${GROUP}, n, ${AT}, ${AT}, $1, ${AT}, true from ${ids}`,
      [pack({ ...NOTHING_GATHERED, kind: 'window', span, texts: 'AAAAAB' })],
    );
    const turns = createTurns();
    const bot = { id: userId(42), username: 'laurel_bench_bot' };
    const log = pino({ level: 'warn' });
    const ticks = createTicks({
      ...{ database, turns, log, horizon: () => AT, isCaughtUp: () => true, othersFirst: async () => false },
      commit: createTickCommit({ ...{ database, bot, log, secret: 'bench' }, committed: () => undefined }),
    });
    const commit = commitOn(database);
    const talk = [...benchStream({ updates: 2_000, chats: 20, people: 20 })];
    for (let n = 0; n < 10; n += 1) await commit(talk.splice(0, 20));

    const plain: number[] = [];
    const answer = async (waits: number[]) => {
      const began = performance.now();
      await turns.take(() => commit(talk.splice(0, 5)));
      waits.push(performance.now() - began);
    };
    for (let n = 0; n < 20; n += 1) await answer(plain);
    const waits: number[] = [];
    const began = performance.now();
    let over = false;
    const closed = ticks.run().then(() => {
      over = true;
    });
    while (!over && talk.length > 0) await answer(waits);
    await closed;
    const seconds = (performance.now() - began) / 1000;
    const [left] = await database.query<{ left: number; paid: number }>(
      `select (select count(*) from members where span_closes_at is not null) as left,
         (select count(*) from members where chat_id = $1 and experience > 0) as paid`,
      [GROUP],
    );
    if (left?.left !== 0 || left.paid !== CLOSING)
      throw new Error(`not all was closed: ${JSON.stringify(left)}`);
    return [
      {
        name: `windows, ${name}: 10,000 that close in the same second`,
        value: seconds,
        unit: 's',
        target: { atMost: 2 },
      },
      {
        name: `windows, ${name}: what an answer waits longer meanwhile, at most`,
        value: Math.max(...waits) - median(plain),
        unit: 'ms',
        note: `${waits.length} answers`,
        target: { atMost: 200 },
      },
    ];
  });
}
