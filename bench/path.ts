import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Telegraf } from 'telegraf';
import type { UserFromGetMe } from 'telegraf/types';
import { createCommit } from '../src/intake/commit-batch.ts';
import { userId } from '../src/model/ids.ts';
import type { Database } from '../src/storage/database.ts';
import { openDatabase } from '../src/storage/open.ts';
import { createBot, createReader } from '../src/telegram/bot.ts';
import { findPostgres, startCluster } from '../test/support/cluster.ts';
import type { Figure } from './run.ts';
import { type BenchUpdate, benchStream } from './stream.ts';

const ME = {
  id: 1,
  is_bot: true,
  first_name: 'Laurel',
  username: 'laurel_bench_bot',
  can_join_groups: true,
  can_read_all_group_messages: true,
  supports_inline_queries: false,
} as UserFromGetMe;

const UPDATES = 40_000;
const BATCH = 100;

/** Update → commit in one process, without HTTP, beside a Telegraf bot that does nothing with the same stream. */
export async function benchPath(): Promise<Figure[]> {
  const stream = [...benchStream({ updates: UPDATES, chats: 200, people: 40 })];
  const nothing = await doNothing(stream);
  const figures: Figure[] = [{ name: 'do-nothing bot, in process', value: nothing, unit: 'updates/s' }];
  figures.push(...(await onEmbedded(stream, nothing)));
  if (findPostgres()) figures.push(...(await onServer(stream, nothing)));
  return figures;
}

async function doNothing(stream: readonly BenchUpdate[]): Promise<number> {
  const bot = new Telegraf('1:x');
  bot.botInfo = ME;
  bot.on('message', () => undefined);
  const started = performance.now();
  for (const update of stream) await bot.handleUpdate(update as never);
  return (stream.length / (performance.now() - started)) * 1000;
}

async function onEmbedded(stream: readonly BenchUpdate[], nothing: number): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'laurel-bench-'));
  const database = await openDatabase({ dataDir });
  try {
    return await commitAll(database, stream, nothing, 'embedded');
  } finally {
    await database.close();
    rmSync(dataDir, { recursive: true });
  }
}

async function onServer(stream: readonly BenchUpdate[], nothing: number): Promise<Figure[]> {
  const cluster = await startCluster({ fsync: true });
  const database = await openDatabase({ databaseUrl: cluster.url, dataDir: tmpdir() });
  try {
    return await commitAll(database, stream, nothing, 'PostgreSQL (fsync on)');
  } finally {
    await database.close();
    await cluster.stop();
  }
}

async function commitAll(
  database: Database,
  stream: readonly BenchUpdate[],
  nothing: number,
  name: string,
): Promise<Figure[]> {
  const commit = createCommit({
    database,
    bot: { id: userId(ME.id), username: ME.username },
    read: createReader(createBot('1:x', 'http://127.0.0.1:1'), ME, () => 1_790_000_000),
    admins: async () => [],
    secret: 'bench',
    now: () => 1_790_000_000,
    log: pino({ level: 'silent' }),
    committed: () => undefined,
  });
  const signal = new AbortController().signal;
  const started = performance.now();
  const cpu = process.cpuUsage();
  for (let at = 0; at < stream.length; at += BATCH) await commit(stream.slice(at, at + BATCH), signal);
  const seconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(cpu);
  const rate = stream.length / seconds;
  return [
    { name: `commit, ${name}`, value: rate, unit: 'updates/s' },
    { name: `commit, ${name}, beside the do-nothing bot`, value: rate / nothing, unit: 'ratio' },
    {
      name: `processor time, ${name}`,
      value: (used.user + used.system) / 1000 / stream.length,
      unit: 'ms/update',
    },
  ];
}
