import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import type { Database } from '../../src/storage/database.ts';
import { type OpenOptions, openDatabase } from '../../src/storage/open.ts';

export type Kind = Database['kind'];

/** An empty, migrated database that nobody has open: processes can be started on it. */
export interface FreshDatabase {
  readonly kind: Kind;
  /** For a child process. */
  readonly env: { DATABASE_URL: string; DATA_DIR: string };
  readonly options: OpenOptions;
  open(): Promise<Database>;
  drop(): Promise<void>;
}

const serverUrl = process.env.TEST_DATABASE_URL;

/** The kinds this run tests: embedded, and a server where there is one. TEST_KIND leaves one of them out. */
export const kinds: readonly Kind[] = (['embedded', 'server'] as const).filter(
  (kind) => (process.env.TEST_KIND ?? kind) === kind && (kind === 'embedded' || serverUrl !== undefined),
);

export const freshDatabase = (kind: Kind): Promise<FreshDatabase> =>
  kind === 'embedded' ? freshEmbedded() : freshServer(serverUrl ?? missing());

const missing = (): never => {
  throw new Error('TEST_DATABASE_URL is not set.');
};

const MIGRATIONS = fileURLToPath(new URL('../../src/storage/migrations', import.meta.url));
const require = createRequire(import.meta.url);
// The engine's own version counts, too: another one may not read what this one made.
const version = createHash('sha256').update(
  readFileSync(join(dirname(require.resolve('@electric-sql/pglite')), '../package.json')),
);
for (const name of readdirSync(MIGRATIONS).sort()) {
  if (name.endsWith('.sql')) version.update(readFileSync(join(MIGRATIONS, name)));
}
// A migration that was made anew bears another date, by which the migrator tells what it has applied.
version.update(readFileSync(join(MIGRATIONS, 'meta/_journal.json')));
const VERSION = version.digest('hex').slice(0, 12);

/** A new embedded database costs 3 s, a copy of one 0.1 s. Kept between runs, made anew with each migration. */
export const embeddedTemplate = async (): Promise<string> => {
  const template = join(tmpdir(), `laurel-template-${process.getuid?.() ?? 0}-${VERSION}`);
  if (existsSync(template)) return template;
  const dataDir = mkdtempSync(join(tmpdir(), 'laurel-template-new-'));
  await (await openDatabase({ dataDir })).close();
  try {
    renameSync(dataDir, template);
  } catch {
    // Another test process was faster.
    rmSync(dataDir, { recursive: true });
  }
  return template;
};

export const freshEmbedded = async (parent = tmpdir()): Promise<FreshDatabase> => {
  const template = await embeddedTemplate();
  const dataDir = mkdtempSync(join(parent, 'laurel-data-'));
  cpSync(template, dataDir, { recursive: true });
  removeAtEnd(dataDir);
  return {
    kind: 'embedded',
    env: { DATABASE_URL: '', DATA_DIR: dataDir },
    options: { dataDir },
    open: () => openDatabase({ dataDir }),
    drop: async () => rmSync(dataDir, { recursive: true, force: true }),
  };
};

const leftovers = new Set<string>();
const removeAtEnd = (folder: string): void => {
  if (leftovers.size === 0) {
    process.once('exit', () => {
      for (const left of leftovers) rmSync(left, { recursive: true, force: true });
    });
  }
  leftovers.add(folder);
};

/** Statements for the server itself, in the database that the URL names: to make databases and users. */
export const atServer = async (url: string, ...statements: string[]): Promise<void> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    for (const statement of statements) await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
};

const onDatabase = (url: string, name: string): string => {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
};

export const freshServer = async (url: string): Promise<FreshDatabase> => {
  const name = `laurel_test_${randomBytes(6).toString('hex')}`;
  const databaseUrl = onDatabase(url, name);
  const dataDir = join(tmpdir(), name);
  const options = { databaseUrl, dataDir };
  await atServer(url, `create database ${name} encoding 'UTF8' template template0`);
  await (await openDatabase(options)).close();
  return {
    kind: 'server',
    env: { DATABASE_URL: databaseUrl, DATA_DIR: dataDir },
    options,
    open: () => openDatabase(options),
    drop: () => atServer(url, `drop database if exists ${name} with (force)`),
  };
};
