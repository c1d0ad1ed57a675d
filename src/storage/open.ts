import { setTimeout as sleep } from 'node:timers/promises';
import { type Address, parseAddress } from './address.ts';
import type { Database } from './database.ts';
import { EmbeddedDatabase } from './embedded.ts';
import { ensureCreated } from './embedded-create.ts';
import { isTransient } from './errors.ts';
import { lockDataDir } from './lock.ts';
import { migrate } from './migrate.ts';
import { Room } from './room.ts';
import { ServerDatabase, transactAlone } from './server.ts';
import { checkServer, DatabaseUnusable, dataDirUnusable, reasonOf, serverUnusable } from './unusable.ts';

export interface OpenOptions {
  /** Absent: the embedded database in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  /** Plain words for the operator. */
  readonly log?: ((words: string) => void) | undefined;
  /** How long to wait for a server that does not answer yet (60 s), or for room on a full disk (without end). */
  readonly waitSeconds?: number | undefined;
}

/** Opens and migrates. Rejects with `DatabaseUnusable`, `DatabaseUrlInvalid` or `DataDirBusy`, each with its cure. */
export const openDatabase = (options: OpenOptions): Promise<Database> =>
  options.databaseUrl === undefined || options.databaseUrl === ''
    ? openEmbedded(options)
    : openServer(parseAddress(options.databaseUrl), options);

const ROOM_LOOK_MS = 1000;

const openEmbedded = async ({ dataDir, log, waitSeconds = Infinity }: OpenOptions): Promise<Database> => {
  const until = Date.now() + waitSeconds * 1000;
  const room = new Room(dataDir);
  let told = false;
  for (;;) {
    const lack = room.lack();
    if (lack === null) return openFolder(dataDir, room, log);
    if (!told) log?.(`${lack.message} Nothing is lost: make room, and it goes on by itself.`);
    told = true;
    if (Date.now() >= until) throw new DatabaseUnusable(lack.message, { cause: lack });
    await sleep(Math.min(ROOM_LOOK_MS, until - Date.now()));
  }
};

const openFolder = async (dataDir: string, room: Room, log: OpenOptions['log']): Promise<Database> => {
  const lock = await lockDataDir(dataDir).catch((error: unknown) => {
    throw dataDirUnusable(dataDir, error);
  });
  try {
    const folder = await ensureCreated(dataDir, log);
    const database = await EmbeddedDatabase.open({ folder, room, whenClosed: () => lock.release() });
    await database.transact(migrate);
    return database;
  } catch (error) {
    await lock.release();
    throw error;
  }
};

const openServer = async (address: Address, { log, waitSeconds = 60 }: OpenOptions): Promise<Database> => {
  const until = Date.now() + waitSeconds * 1000;
  for (let attempt = 0; ; attempt++) {
    try {
      await transactAlone(address, async (flight) => {
        await checkServer(flight);
        await migrate(flight);
      });
      return new ServerDatabase(address);
    } catch (error) {
      // ECONNREFUSED, no such host yet, starting up, too many connections: all may pass.
      if (!isTransient(error)) throw serverUnusable(address, error);
      if (Date.now() >= until) {
        throw new DatabaseUnusable(
          `The database at ${address.shown} did not answer for ${waitSeconds} s (${reasonOf(error)}). ` +
            'Is it running, and are host and port in DATABASE_URL right?',
          { cause: error },
        );
      }
      if (attempt === 0) {
        log?.(
          `The database at ${address.shown} does not answer yet (${reasonOf(error)}); trying for ${waitSeconds} s.`,
        );
      }
      await sleep(Math.min(2000, 100 * 2 ** attempt));
    }
  }
};
