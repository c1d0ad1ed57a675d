import type { Runtime } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { relative } from 'node:path';
import postgres from 'postgres';
import { openDatabase } from '../src/storage/open.ts';
import { findPostgres, startCluster } from '../test/support/cluster.ts';
import { commitOn } from './commit.ts';
import { type Figure, round } from './figure.ts';
import { benchStream } from './stream.ts';

const WARM = 20_000;
const UPDATES = 40_000;
const BATCH = 100;
const MOST_FUNCTIONS = 25;
const ROOT = `${import.meta.dirname}/..`;

/** Where the time of a commit goes: functions of this process by their own time, and statements of the server. */
export async function benchProfile(): Promise<Figure[]> {
  if (!findPostgres()) {
    console.error('  PostgreSQL is not installed here: there is no profile without it.');
    return [];
  }
  const cluster = await startCluster({ fsync: true });
  const sql = postgres(cluster.url, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(`alter system set shared_preload_libraries = 'pg_stat_statements'`);
    await cluster.restart();
    await sql.unsafe('create extension pg_stat_statements');
    const database = await openDatabase({ databaseUrl: cluster.url, dataDir: tmpdir() });
    const commit = commitOn(database);
    const stream = [...benchStream({ updates: WARM + UPDATES, chats: 200, people: 40 })];
    const take = async (from: number, to: number) => {
      for (let at = from; at < to; at += BATCH) await commit(stream.slice(at, at + BATCH));
    };
    await take(0, WARM);
    await sql.unsafe('select pg_stat_statements_reset()');
    const cpu = process.cpuUsage();
    const started = performance.now();
    const functions = await profiled(() => take(WARM, WARM + UPDATES));
    const seconds = (performance.now() - started) / 1000;
    const used = process.cpuUsage(cpu);
    print('Functions by their own time', functions, 'µs/update', UPDATES / 1000);
    print('Statements by their time on the server', await costliest(sql), 'µs/update', UPDATES / 1000);
    await database.close();
    return [
      { name: 'commit in process, PostgreSQL', value: UPDATES / seconds, unit: 'updates/s' },
      {
        name: 'commit in process, PostgreSQL: processor time, profiler included',
        value: (used.user + used.system) / 1000 / UPDATES,
        unit: 'ms/update',
      },
    ];
  } finally {
    await sql.end();
    await cluster.stop();
  }
}

/** Name → milliseconds. */
type Costs = [name: string, ms: number][];

async function profiled(work: () => Promise<void>): Promise<Costs> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  await work();
  const { profile } = await session.post('Profiler.stop');
  const sources = await sourceMaps(session);
  session.disconnect();

  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, sources)]));
  const costs = new Map<string, number>();
  profile.samples?.forEach((id, sample) => {
    const name = names.get(id) ?? '?';
    // The profiler's own.
    if (name === 'dispatch') return;
    costs.set(name, (costs.get(name) ?? 0) + (profile.timeDeltas?.[sample] ?? 0) / 1000);
  });
  return [...costs].sort(([, a], [, b]) => b - a).slice(0, MOST_FUNCTIONS);
}

/** Script → source map: tsx puts a whole file on one line. */
async function sourceMaps(session: Session): Promise<Map<string, SourceMap>> {
  const sources = new Map<string, SourceMap>();
  session.on('Debugger.scriptParsed', ({ params: { scriptId, sourceMapURL = '' } }) => {
    const [, base64] = sourceMapURL.split(';base64,');
    if (base64) sources.set(scriptId, new SourceMap(JSON.parse(Buffer.from(base64, 'base64').toString())));
  });
  await session.post('Debugger.enable');
  await session.post('Debugger.disable');
  return sources;
}

function nameOf(frame: Runtime.CallFrame, sources: Map<string, SourceMap>): string {
  const { url, functionName, lineNumber, columnNumber, scriptId } = frame;
  const name = functionName || 'anonymous';
  if (url === '') return name;
  const file = url.startsWith('file:') ? relative(ROOT, new URL(url).pathname) : url;
  const entry = sources.get(scriptId)?.findEntry(lineNumber, columnNumber);
  const line = entry && 'originalLine' in entry ? entry.originalLine : lineNumber;
  return `${file.replace(/^.*node_modules\//, '')}:${line + 1} ${name}`;
}

async function costliest(sql: postgres.Sql): Promise<Costs> {
  const rows = await sql.unsafe(`select regexp_replace(left(query, 90), '\\s+', ' ', 'g') as query, calls,
    total_exec_time::float8 + total_plan_time::float8 as ms
    from pg_stat_statements where toplevel order by total_exec_time desc limit 12`);
  return rows.map((row) => [`${row.query} (${row.calls} calls)`, row.ms]);
}

function print(title: string, costs: Costs, unit: string, divisor: number): void {
  console.log(`\n${title}, ${unit}\n`);
  for (const [name, ms] of costs) console.log(`${round(ms / divisor).padStart(8)}  ${name}`);
}
