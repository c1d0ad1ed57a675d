import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import type { Database, Lease } from '../../src/storage/database.ts';
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

/** For what only one kind has; left out where this run does not test it. */
export const describeOn = (kind: Kind, title: string, suite: () => void): void => {
  if (kinds.includes(kind)) describe(title, suite);
};

/** On each kind: `open` gives an empty database, which is taken back after the test. */
export const describeOnBoth = (
  title: string,
  suite: (open: () => Promise<Database>, kind: Kind) => void,
): void => {
  for (const kind of kinds) {
    describe(`${title} (${kind})`, () => {
      const lent: Loan[] = [];
      afterEach(async () => {
        for (const loan of lent.splice(0)) await loan.takeBack();
      });
      suite(async () => {
        const loan = await lend(kind);
        lent.push(loan);
        return loan.database;
      }, kind);
    });
  }
};

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
const VERSION = version.digest('hex').slice(0, 12);

/** A new embedded database costs 3 s, a copy of one 0.1 s. Kept between runs, made anew with each migration. */
const embeddedTemplate = async (): Promise<string> => {
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

const freshEmbedded = async (): Promise<FreshDatabase> => {
  const template = await embeddedTemplate();
  const dataDir = mkdtempSync(join(tmpdir(), 'laurel-data-'));
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

const freshServer = async (url: string): Promise<FreshDatabase> => {
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

interface Loan {
  readonly database: Database;
  takeBack(): Promise<void>;
}

interface Place {
  readonly fresh: FreshDatabase;
  readonly database: Database;
}

/** Emptying costs milliseconds, a new database 50 ms on a server and 400 ms embedded. */
const free: Record<Kind, Place[]> = { embedded: [], server: [] };
const places = new Set<Place>();

const lend = async (kind: Kind): Promise<Loan> => {
  const place = free[kind].pop() ?? (await placeOn(kind));
  await empty(place.database);
  return loanOf(place);
};

const placeOn = async (kind: Kind): Promise<Place> => {
  const fresh = await freshDatabase(kind);
  const place = { fresh, database: await fresh.open() };
  places.add(place);
  return place;
};

const dropAll = async (): Promise<void> => {
  for (const { fresh, database } of places) {
    await database.close();
    await fresh.drop();
  }
  places.clear();
};

/** Deleting from empty tables costs 6 ms on both, truncating them 45 ms embedded. */
const empty = async (database: Database): Promise<void> => {
  const tables = await database.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  await database.transact(async (flight) => {
    for (const { name } of tables) flight.query(`delete from ${name}`);
    await flight.query('select setval(seqrelid, seqstart, false) from pg_sequence');
  });
};

/** What a test leaves behind (leases, listeners) must not reach the next one. */
const loanOf = (place: Place): Loan => {
  const { database } = place;
  const leases: Lease[] = [];
  let over = false;
  const borrowed: Database = Object.create(database, {
    query: { value: database.query.bind(database) },
    transact: { value: database.transact.bind(database) },
    notify: { value: database.notify.bind(database) },
    ping: { value: database.ping.bind(database) },
    close: { value: async () => undefined },
    lead: {
      value: (...[name, handlers]: Parameters<Database['lead']>) => {
        const lease = database.lead(name, handlers);
        leases.push(lease);
        return lease;
      },
    },
    listen: {
      value: (channel: string, heard: () => void) => database.listen(channel, () => void (over || heard())),
    },
  });
  return {
    database: borrowed,
    takeBack: async () => {
      over = true;
      for (const lease of leases) await lease.release();
      free[place.fresh.kind].push(place);
    },
  };
};

// Child processes of tests import this file, too.
if (typeof after === 'function') after(dropAll);
