import { randomBytes } from 'node:crypto';
import { mkdir, readdir, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Lock {
  release(): Promise<void>;
}

/** Another process works on this folder. */
export class DataDirBusy extends Error {
  override readonly name = 'DataDirBusy';
  readonly dataDir: string;
  constructor(dataDir: string, holder: string) {
    super(
      `${dataDir} is in use by another process${holder}: two on the same embedded database would destroy it. ` +
        'Stop the other one first, or give this one another DATA_DIR (or a DATABASE_URL, for several processes).',
    );
    this.dataDir = dataDir;
  }
}

export interface LockTimes {
  /** How long to wait for a holder that may just be leaving. */
  readonly holderMs?: number;
  /** How long to compete with others that are starting, too. */
  readonly startersMs?: number;
}

const PREFIX = '.lock-';
const WINDOWS = process.platform === 'win32';

/**
 * Takes DATA_DIR for this process, until it ends in whatever way: PGlite takes no lock itself.
 *
 * Each starter listens on a socket of its own in the folder, whose random name is never used again, and then connects
 * to all others. Any alive: withdraw, wait a random while, try anew; dead ones are removed. Who sees nobody after
 * having become visible has won, so two can never win. A socket appears under its name only once it listens, so that
 * one that refuses is dead. (A single lock file, renamed into place, let two in; a file with a process id is wrong
 * after a restart of a container, where ids repeat.) Across machines on a network folder it does not work.
 */
export const lockDataDir = async (dataDir: string, times: LockTimes = {}): Promise<Lock> => {
  const { holderMs = 1500, startersMs = 10_000 } = times;
  await makeFolder(resolve(dataDir));
  const folder = await realpath(dataDir);
  const begun = Date.now();
  for (;;) {
    const beacon = await Beacon.light(folder);
    const rival = await firstAlive(folder, beacon.name);
    if (rival === undefined && (await readdir(folder)).includes(beacon.name)) {
      beacon.state = `held by ${process.pid}`;
      return { release: () => beacon.putOut() };
    }
    await beacon.putOut();
    const starting = rival === undefined || rival.state === 'starting';
    const patience = starting ? startersMs : holderMs;
    if (Date.now() - begun > patience) {
      const pid = rival?.state.match(/^held by (\d+)$/)?.[1];
      throw new DataDirBusy(dataDir, pid === undefined ? '' : ` (process ${pid})`);
    }
    await sleep(20 + Math.random() * 180);
  }
};

/** Node's own `recursive` tries for ever, at full speed, where the parent is there and takes no folder (/proc). */
const makeFolder = async (path: string, tries = 2): Promise<void> => {
  await mkdir(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return;
    if (error.code !== 'ENOENT' || tries === 0) throw error;
    await makeFolder(dirname(path));
    await makeFolder(path, 0);
  });
};

/** A listening socket with a name in the folder. */
class Beacon {
  readonly name: string;
  state = 'starting';
  #folder: string;
  #server: Server;

  private constructor(folder: string, name: string) {
    this.#folder = folder;
    this.name = name;
    this.#server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(this.state);
    });
    this.#server.unref();
  }

  static async light(folder: string): Promise<Beacon> {
    const beacon = new Beacon(folder, `${PREFIX}${randomBytes(9).toString('hex')}`);
    if (WINDOWS) {
      await beacon.#listen(pipeOf(beacon.name));
      await writeFile(join(folder, beacon.name), '');
      return beacon;
    }
    const early = `.new${beacon.name}`;
    try {
      await withShortPath(folder, (short) => beacon.#listen(join(short, early)));
      await rename(join(folder, early), join(folder, beacon.name));
    } catch (error) {
      throw new Error(`${folder} cannot be locked: sockets do not work there. Choose another DATA_DIR.`, {
        cause: error,
      });
    }
    return beacon;
  }

  async putOut(): Promise<void> {
    await rm(join(this.#folder, this.name), { force: true });
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(path, () => resolve());
    });
  }
}

const pipeOf = (name: string) => `\\\\.\\pipe\\laurel${name}`;

const firstAlive = async (folder: string, own: string): Promise<{ state: string } | undefined> => {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(PREFIX) || name === own) continue;
    const state = WINDOWS
      ? await ask(pipeOf(name))
      : await withShortPath(folder, (short) => ask(join(short, name)));
    if (state !== undefined) return { state };
    await rm(join(folder, name), { force: true });
  }
  return undefined;
};

/** What it says of itself, '' where it is too busy to answer, undefined where it is dead. */
const ask = (path: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    let said = '';
    const socket = connect(path);
    // The kernel accepts for a process that is busy or stopped.
    socket.setTimeout(300, () => {
      socket.destroy();
      resolve(said);
    });
    socket.on('data', (part) => {
      said += part.toString();
    });
    socket.once('close', () => resolve(said));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? undefined : said);
    });
  });

/** A socket's path may have 103 bytes (macOS): longer ones are reached through a short-lived link. */
const withShortPath = async <T>(folder: string, use: (path: string) => Promise<T>): Promise<T> => {
  if (Buffer.byteLength(folder) <= 60) return use(folder);
  const base = Buffer.byteLength(tmpdir()) <= 40 ? tmpdir() : '/tmp';
  const link = join(base, `laurel-${randomBytes(6).toString('hex')}`);
  await symlink(folder, link);
  try {
    return await use(link);
  } finally {
    await rm(link, { force: true });
  }
};
