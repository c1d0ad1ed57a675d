import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Tally } from './tally.ts';

export interface MochaRun {
  readonly files: readonly string[];
  readonly env: Record<string, string>;
  readonly root: string;
  readonly scratch: string;
  readonly grep?: string;
}

/** After its last test, before something that a test left open is held against it. */
const LINGER_MS = 15_000;

/** In a process of its own. One that breaks off, or does not end after its last test, counts as a failure. */
export const runMocha = async ({ files, env, root, scratch, grep }: MochaRun): Promise<Tally> => {
  const tallyFile = join(scratch, 'tally.json');
  rmSync(tallyFile, { force: true });
  const { TEST_DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    [
      ...['--import=tsx', join(root, 'node_modules/mocha/lib/cli/cli.js')],
      ...['--reporter', join(root, 'test/support/tally.ts')],
      ...(grep === undefined ? [] : ['--grep', grep]),
      ...files,
    ],
    { cwd: root, env: { ...inherited, ...env, TALLY: tallyFile }, stdio: 'inherit' },
  );
  const killed = () => child.kill('SIGTERM');
  process.once('exit', killed);
  let lingering: NodeJS.Timeout | undefined;
  let stuck = false;
  const watch = setInterval(() => {
    if (lingering !== undefined || !existsSync(tallyFile)) return;
    lingering = setTimeout(() => {
      stuck = true;
      child.kill('SIGKILL');
    }, LINGER_MS);
  }, 500);
  const code = await new Promise<number | null>((done) => child.once('close', done));
  process.off('exit', killed);
  clearInterval(watch);
  clearTimeout(lingering);
  if (stuck)
    console.log(
      `The tests ended, but left something open: the process was still there ${LINGER_MS} ms later.`,
    );
  if (!existsSync(tallyFile)) return { passed: 0, failed: 1, skipped: 0 };
  const tally = JSON.parse(readFileSync(tallyFile, 'utf8')) as Tally;
  const brokeOff = stuck || (code !== 0 && tally.failed === 0);
  return brokeOff ? { ...tally, failed: tally.failed + 1 } : tally;
};

/** Whether a test gets at a database through what it imports. */
export const touchesDatabase = (file: string, seen = new Set<string>()): boolean => {
  if (seen.has(file) || !existsSync(file)) return false;
  seen.add(file);
  if (file.endsWith('database.ts')) return true;
  const imports = readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g);
  return [...imports].some(
    ([, path = '']) => !path.includes('/src/') && touchesDatabase(resolve(dirname(file), path), seen),
  );
};
