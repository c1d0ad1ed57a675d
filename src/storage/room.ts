import { existsSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const MB = 1_048_576;
/**
 * The engine does not outlive a log that cannot grow: on some paths it then loops within its call, and the whole process
 * stands still for good. A new segment of the log takes 16 MB, and the tables grow as well until the next look.
 */
const TO_WORK = 24 * MB;
/** A new database takes 40 MB, and some more while it is made. */
const TO_CREATE = 100 * MB;
const LOOK_MS = 100;

/** The disk that the embedded database lives on has too little room to work on. */
export class DiskFull extends Error {
  override readonly name = 'DiskFull';
  /** As a server says it. */
  readonly code = '53100';
}

/** Whether the disk of DATA_DIR has room; looked at 10 times a second at most (7 µs). */
export class Room {
  #dataDir: string;
  #lack: DiskFull | null = null;
  #lookAgainAt = 0;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** Null: there is room for opening (or creating) the database and for working on it, or no telling. */
  lack(now = Date.now()): DiskFull | null {
    if (now < this.#lookAgainAt && now > this.#lookAgainAt - LOOK_MS) return this.#lack;
    this.#lookAgainAt = now + LOOK_MS;
    this.#lack = this.#look();
    return this.#lack;
  }

  #look(): DiskFull | null {
    const dataDir = this.#dataDir;
    const left = roomLeft(resolve(dataDir));
    const needed = existsSync(join(dataDir, 'postgres', 'PG_VERSION')) ? TO_WORK : TO_CREATE;
    if (left === null || left >= needed) return null;
    return new DiskFull(
      `The disk of DATA_DIR ${dataDir} is full: ${(left / MB).toFixed(1)} MB are left, the database needs ${needed / MB} MB.`,
    );
  }
}

const roomLeft = (path: string): number | null => {
  try {
    const { blocks, bfree, bavail, bsize } = statfsSync(existsSync(path) ? path : dirname(path));
    // Some network folders do not tell.
    if (blocks === 0) return null;
    return (process.getuid?.() === 0 ? bfree : bavail) * bsize;
  } catch {
    return null;
  }
};
