import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { lockDataDir } from './lock.ts';

/**
 * Puts the embedded database out of the way, under a name with the moment, so that the next opening makes a new one.
 * Nobody may have it open. Answers where it is now; null: there was none.
 */
export async function setDatabaseAside(dataDir: string, now = new Date()): Promise<string | null> {
  const lock = await lockDataDir(dataDir);
  try {
    const folder = join(dataDir, 'postgres');
    if (!existsSync(folder)) return null;
    const aside = join(dataDir, `postgres-${now.toISOString().slice(0, 19).replaceAll(':', '-')}`);
    await rename(folder, aside);
    return aside;
  } finally {
    await lock.release();
  }
}
