import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findChromium } from './support/chromium.ts';
import { findPostgres, startCluster } from './support/cluster.ts';
import { embeddedTemplate } from './support/database.ts';
import { runMocha, touchesDatabase } from './support/mocha.ts';
import type { Tally } from './support/tally.ts';

// What `npm test` runs: everything on the embedded database, what touches a database again on PostgreSQL, and the
// browser tests. What this machine cannot run is said in the last lines. Files may be named.
//   --embedded | --server | --browser  only that   --grep WORDS  only tests so named   --complete  nothing left out
const { values: options, positionals: named } = parseArgs({
  allowPositionals: true,
  options: {
    embedded: { type: 'boolean' },
    server: { type: 'boolean' },
    browser: { type: 'boolean' },
    complete: { type: 'boolean' },
    grep: { type: 'string' },
  },
});

interface Part {
  readonly title: string;
  readonly tally: Tally;
  readonly seconds: number;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'laurel-run-'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

const found = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' }).map((name) =>
  join('test', name),
);
const chosen = named.length > 0 ? named.map((name) => resolve(ROOT, name)) : undefined;
const filesOf = (ending: string) =>
  found.filter((file) => file.endsWith(ending) && (chosen?.includes(join(ROOT, file)) ?? true)).sort();
const tests = filesOf('.test.ts');
const wanted = (part: 'embedded' | 'server' | 'browser') =>
  options[part] === true || !(options.embedded || options.server || options.browser);

const parts: Part[] = [];
const leftOut: string[] = [];

const run = async (title: string, files: string[], env: Record<string, string>): Promise<void> => {
  if (files.length === 0) return;
  console.log(`\n=== ${title}: ${files.length} files ===`);
  const begun = Date.now();
  const tally = await runMocha({
    files,
    env,
    root: ROOT,
    scratch,
    ...(options.grep && { grep: options.grep }),
  });
  parts.push({ title, tally, seconds: Math.round((Date.now() - begun) / 1000) });
};

if (wanted('embedded') || wanted('browser')) await embeddedTemplate();
if (wanted('embedded')) await run('embedded database', tests, { TEST_KIND: 'embedded' });

if (wanted('server')) {
  // What touches no database would only be run a second time.
  const files = tests.filter((file) => touchesDatabase(join(ROOT, file)));
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    await run('PostgreSQL of TEST_DATABASE_URL', files, { TEST_KIND: 'server', TEST_DATABASE_URL: given });
  } else if (findPostgres() === undefined) {
    leftOut.push('PostgreSQL: TEST_DATABASE_URL is not set, and initdb was not found');
  } else if (files.length > 0) {
    const cluster = await startCluster();
    try {
      await run('PostgreSQL, own cluster', files, { TEST_KIND: 'server', TEST_DATABASE_URL: cluster.url });
    } finally {
      await cluster.stop();
    }
  }
}

if (wanted('browser')) {
  const chromium = findChromium();
  const files = filesOf('.browser.ts');
  if (chromium !== undefined) await run('browser', files, { TEST_KIND: 'embedded', CHROMIUM: chromium });
  else if (files.length > 0) leftOut.push('browser: no Chromium was found (CHROMIUM names one)');
}

const sum = (key: keyof Tally) => parts.reduce((total, { tally }) => total + tally[key], 0);
const inWords = ({ passed, failed, skipped }: Tally) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
console.log('');
for (const { title, tally, seconds } of parts) console.log(`Ran ${title}: ${inWords(tally)} in ${seconds} s`);
for (const reason of leftOut) console.log(`Left out ${reason}`);
if (parts.length === 0) console.log('Nothing was run.');
const failed = sum('failed') > 0 || parts.length === 0 || (options.complete === true && leftOut.length > 0);
console.log(inWords({ passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }));
process.exitCode = failed ? 1 : 0;
