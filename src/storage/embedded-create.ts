import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectFile } from '../root.ts';

const settings = {
  // Without these it takes 529 MB after 200,000 updates in 10,000 chats, with them 285 MB.
  shared_buffers: '32MB',
  wal_buffers: '256kB',
  work_mem: '1MB',
  maintenance_work_mem: '16MB',
  max_connections: '4',
  jit: 'off',
  temp_buffers: '800kB',
  max_wal_size: '64MB',
  min_wal_size: '32MB',
};

/** PGlite's own, which ours replace and do not extend, and the settings above. `-F`: it cannot fsync anyway. */
export const START_PARAMS: string[] = [
  ...['--single', '-F', '-O', '-j'],
  ...Object.entries({
    search_path: 'public',
    exit_on_error: 'false',
    log_checkpoints: 'false',
    max_worker_processes: '0',
    max_parallel_workers: '0',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    io_method: 'sync',
    ...settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];

const MAJOR = '18';
const NEW = 'postgres.new-';

/** Plain JavaScript, so that it needs no loader, neither from the sources nor from `dist`. */
const SCRIPT = `
  const { PGlite } = await import('@electric-sql/pglite');
  const pg = await PGlite.create({ dataDir: process.argv[1], startParams: process.argv.slice(2) });
  await pg.close();
`;

/**
 * The folder of the database inside DATA_DIR, created where it is missing: in a process of its own, as initdb takes
 * 730 MB which this process would never give back (187 MB otherwise), and under another name until it is whole, as
 * PGlite takes a half copied folder for a database.
 */
export const ensureCreated = async (dataDir: string, log?: (words: string) => void): Promise<string> => {
  const folder = join(dataDir, 'postgres');
  const version = join(folder, 'PG_VERSION');
  for (const name of await readdir(dataDir)) {
    if (name.startsWith(NEW)) await rm(join(dataDir, name), { recursive: true, force: true });
  }
  if (existsSync(version)) {
    const major = readFileSync(version, 'utf8').trim();
    if (major === MAJOR) return folder;
    throw new Error(
      `The database in ${folder} was made by PostgreSQL ${major}, this version brings ${MAJOR}: ` +
        'make a backup with the version of the bot that made it, and restore it with this one.',
    );
  }
  log?.(`Creating the database in ${dataDir}; this takes a few seconds, once.`);
  const fresh = join(dataDir, `${NEW}${process.pid}`);
  await run([SCRIPT, resolve(fresh), ...START_PARAMS]);
  await rename(fresh, folder);
  return folder;
};

const run = ([script, ...args]: [string, ...string[]]): Promise<void> =>
  new Promise((done, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', ...args], {
      // The script finds its import from there.
      cwd: fileURLToPath(projectFile('.')),
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    let complaint = '';
    child.stderr.on('data', (part: Buffer) => {
      complaint += part.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) done();
      else
        reject(
          new Error(`The embedded database could not be created: ${complaint.trim() || `exit ${code}`}`),
        );
    });
  });
