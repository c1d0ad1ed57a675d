import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { findPostgres } from '../test/support/cluster.ts';
import { type Figure, table } from './figure.ts';

/** Every part by its name; `npm run bench -- latency` runs one. Those in `ASKED` run only when named. */
const PARTS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  throughput: async () => (await import('./throughput.ts')).benchThroughput(),
  latency: async () => (await import('./latency.ts')).benchLatency(),
  trips: async () => (await import('./trips.ts')).benchTrips(),
  memory: async () => (await import('./memory.ts')).benchMemory(),
  startup: async () => (await import('./startup.ts')).benchStartup(),
  phrases: async () => (await import('./phrases.ts')).benchPhrases(),
  spans: async () => (await import('./spans.ts')).benchSpans(),
  ratings: async () => (await import('./ratings.ts')).benchRatings(),
  cards: async () => (await import('./cards.ts')).benchCards(),
  profile: async () => (await import('./profile.ts')).benchProfile(),
};
const ASKED = ['cards', 'profile', 'ratings'];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}

const began = performance.now();
const figures: Figure[] = [];
for (const [name, run] of Object.entries(PARTS)) {
  if (wanted.length > 0 ? !wanted.includes(name) : ASKED.includes(name)) continue;
  console.error(`${name} …`);
  figures.push(...(await run()));
}
const text = `${circumstances()}\n\n${table(figures)}\n`;
console.log(`\n${text}`);
if (wanted.length === 0) {
  const intro = 'Written by `npm run bench`. Trust the ratios: they were measured side by side.';
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), `# Results\n\n${intro}\n\n${text}`);
}
process.exit(0);

function circumstances(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = (loadavg()[0] ?? 0).toFixed(1);
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  return (
    `${cpus().length} × ${cpu?.model.trim() ?? '?'}, ${memory} GiB, Node ${process.versions.node}, ` +
    `${postgresVersion()}, load ${load}, ${new Date().toISOString().slice(0, 10)}, ${minutes} minutes`
  );
}

function postgresVersion(): string {
  const programs = findPostgres();
  if (!programs) return 'no PostgreSQL here';
  const said = execFileSync(join(programs, 'postgres'), ['--version'], { encoding: 'utf8' });
  return `PostgreSQL ${/\d[\d.]*/.exec(said)?.[0] ?? '?'} (fsync on)`;
}
