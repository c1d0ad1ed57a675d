import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = '.lock-';
const WINDOWS = process.platform === 'win32';

/** A listening socket with a name in the folder. */
export class Beacon {
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

/** The first other one in the folder that answers; dead ones on the way are removed. */
export const firstAlive = async (folder: string, own: string): Promise<{ state: string } | undefined> => {
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
