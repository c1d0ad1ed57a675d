import { mkdir, readdir, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Beacon, firstAlive } from './lock-beacon.ts';

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
