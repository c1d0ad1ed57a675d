import { pino } from 'pino';
import { NOTHING_GATHERED, pack } from '../src/experience/gathered.ts';
import { createTickCommit } from '../src/intake/commit-ticks.ts';
import { userId } from '../src/model/ids.ts';
import { createTicks } from '../src/schedule/ticks.ts';
import { createTurns } from '../src/schedule/turns.ts';
import type { Database } from '../src/storage/database.ts';
import { type Cluster, findPostgres, startCluster } from '../test/support/cluster.ts';
import type { Kind } from '../test/support/fresh-database.ts';
import { commitOn } from './commit.ts';
import { type Figure, median } from './figure.ts';
import { type BenchUpdate, benchStream } from './stream.ts';

const POLICIES = ['activity', 'windows', 'conversations'] as const;
const CHATS = 200;
const UPDATES = 8_000;
const ROUNDS = 3;
const BATCH = 100;
const CLOSING = 10_000;
const GROUP = -1_001_999_999_999;
const AT = 1_790_000_000;

/** What the policies that look at stretches of time cost, and 10,000 windows that close in the same second. */
export async function benchSpans(): Promise<Figure[]> {
  const figures: Figure[] = [];
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
        const stream = [...benchStream({ updates: UPDATES, chats: CHATS, people: 40, perSecond: 20 })];
        const take = async (updates: readonly BenchUpdate[]) => {
          for (let at = 0; at < updates.length; at += BATCH) await commit(updates.slice(at, at + BATCH));
        };
        await take(stream.slice(0, UPDATES / 4));
        const settings = JSON.stringify({ 'experience.policy': policy });
        await database.query('update chats set settings = $1', [settings]);
        await take(stream.slice(UPDATES / 4, UPDATES / 2));
        const began = performance.now();
        await take(stream.slice(UPDATES / 2));
        took.get(policy)?.push(performance.now() - began);
      });
    }
  }
  const of = (policy: (typeof POLICIES)[number]) => median(took.get(policy) ?? []);
  return POLICIES.slice(1).map((policy) => ({
    name: `${policy}, ${name}: update to commit, beside activity`,
    value: of(policy) / of('activity'),
    unit: 'ratio',
    target: { atMost: 1.2 },
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
      ...{ database, turns, log, horizon: () => AT, isCaughtUp: () => true },
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
