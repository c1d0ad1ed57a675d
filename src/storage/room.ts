import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const MB = 1_048_576;
/** Opening replays the log, which may want a new segment of 16 MB. */
const TO_OPEN = 24 * MB;
/** A new database takes 40 MB, and some more while it is made. */
const TO_CREATE = 100 * MB;

/** The disk that the embedded database lives on has no room to open it. */
export class DiskFull extends Error {
  override readonly name = 'DiskFull';
  /** As a server says it. */
  readonly code = '53100';
}

/** Null: there is room for opening (or creating) the database in DATA_DIR, or no telling. */
export const lackOfRoom = async (dataDir: string): Promise<DiskFull | null> => {
  const left = await roomLeft(dataDir).catch(() => null);
  const needed = existsSync(join(dataDir, 'postgres', 'PG_VERSION')) ? TO_OPEN : TO_CREATE;
  if (left === null || left >= needed) return null;
  return new DiskFull(
    `The disk of DATA_DIR ${dataDir} is full: ${(left / MB).toFixed(1)} MB are left, ${needed / MB} MB are needed to open the database.`,
  );
};

const roomLeft = async (dataDir: string): Promise<number | null> => {
  const path = resolve(dataDir);
  const { blocks, bfree, bavail, bsize } = await statfs(existsSync(path) ? path : dirname(path));
  // Some network folders do not tell.
  if (blocks === 0) return null;
  return (process.getuid?.() === 0 ? bfree : bavail) * bsize;
};
