import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { type Cluster, findPostgres, startCluster } from '../test/support/cluster.ts';
import { built, freePort, type Running, run, startEnvironment } from '../test/support/process.ts';
import { type Run, type Source, TOKEN } from './source.ts';
import type { PushTarget } from './source-push.ts';

export type Way = 'polling' | 'webhook';
export type Kind = 'PostgreSQL' | 'embedded';

export const PATH = '/telegram/bench';
/** Telegram's own default. */
export const CONNECTIONS = 40;

/** Where bots keep their data: a server if there is one, and folders. Each bot gets a database of its own. */
export class Storages {
  readonly kinds: readonly Kind[];
  readonly #cluster: Cluster | null;
  readonly #folders: string[] = [];
  #count = 0;

  private constructor(cluster: Cluster | null) {
    this.#cluster = cluster;
    this.kinds = cluster ? ['PostgreSQL', 'embedded'] : ['embedded'];
  }

  static async open(): Promise<Storages> {
    if (!findPostgres()) {
      console.error('  PostgreSQL is not installed here: going on without it.');
      return new Storages(null);
    }
    return new Storages(await startCluster({ fsync: true }));
  }

  /** The environment of a bot with a fresh database. */
  async fresh(kind: Kind): Promise<Record<string, string>> {
    const dataDir = mkdtempSync(join(tmpdir(), 'laurel-bench-'));
    this.#folders.push(dataDir);
    if (kind === 'embedded') return { DATA_DIR: dataDir, DATABASE_URL: '' };
    if (!this.#cluster) throw new Error('there is no PostgreSQL');
    const name = `bench_${++this.#count}`;
    const sql = postgres(this.#cluster.url, { max: 1, onnotice: () => undefined });
    await sql.unsafe(`create database ${name}`);
    await sql.end();
    const url = new URL(this.#cluster.url);
    url.pathname = `/${name}`;
    return { DATA_DIR: dataDir, DATABASE_URL: url.href };
  }

  async close(): Promise<void> {
    await this.#cluster?.stop();
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }
}

export interface Bot {
  process: Running;
  /** How the source reaches it; `marks` and pace are the run's. */
  route: { by: 'polling' } | { by: 'webhook'; target: PushTarget };
  metrics(): Promise<Usage>;
  stop(): Promise<void>;
}

/** What a process has used and done so far. */
export interface Usage {
  cpuSeconds: number;
  /** Counted, not merely taken in. */
  updates: number;
  rssBytes: number;
  /** When it was read, milliseconds. */
  at: number;
}

/** The bot as `npm start` starts it, ready for work. */
export async function startLaurel(source: Source, env: Record<string, string>, way: Way): Promise<Bot> {
  const port = await freePort();
  const process = run('node', await built('start'), {
    ...(await startEnvironment()),
    ...{ BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: source.root, SECRET: 'a secret for benches only' },
    ...{ PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'warn', NODE_ENV: 'production' },
    ...(way === 'webhook' ? { WEBHOOK_URL: `http://127.0.0.1:${port}${PATH}`, WEBHOOK_SECRET: 'bench' } : {}),
    ...env,
  });
  await healthy(process, port);
  return {
    process,
    route: routeOf(way, port),
    metrics: () => readUsage(port),
    stop: () => stop(process),
  };
}

/** The bot that does nothing, ready for work. */
export async function startNothing(source: Source, way: Way): Promise<Bot> {
  const port = await freePort();
  const args = way === 'webhook' ? [source.root, String(port)] : [source.root];
  const process = run('node', ['--import=tsx', 'bench/nothing.ts', ...args]);
  await process.says(/ready/);
  return {
    process,
    route: routeOf(way, port),
    metrics: () => Promise.reject(new Error('it measures nothing')),
    stop: () => stop(process),
  };
}

/** A run at full speed, or at a pace. */
export function runOf(bot: Bot, marks: number[] = [], perSecond: number | null = null): Run {
  return { marks, perSecond, ...bot.route };
}

function routeOf(way: Way, port: number): Bot['route'] {
  if (way === 'polling') return { by: 'polling' };
  return { by: 'webhook', target: { port, path: PATH, secret: 'bench', connections: CONNECTIONS } };
}

/** Resolves when `/healthz` answers 200. */
export async function healthy(process: Running, port: number): Promise<void> {
  let over = false;
  void process.ended.then(() => {
    over = true;
  });
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    if (over) throw new Error(`the bot has ended:\n${process.said()}`);
    await sleep(5);
  }
}

async function stop(process: Running): Promise<void> {
  await process.end('SIGKILL');
  const said = process.said().trim();
  if (said !== '' && said !== 'ready') console.error(said.slice(0, 2_000));
}

async function readUsage(port: number): Promise<Usage> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return {
    cpuSeconds: figure('process_cpu_seconds_total'),
    updates: figure('laurel_updates_total'),
    rssBytes: figure('process_resident_memory_bytes'),
    at: performance.now(),
  };
}
