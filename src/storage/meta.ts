import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';

/** The installation's own secret: made once, the same for every process and every start. */
export async function installationSecret(database: Database): Promise<string> {
  await database.query(`insert into meta (key, value) values ('secret', $1) on conflict do nothing`, [
    randomBytes(32).toString('hex'),
  ]);
  const [row] = await database.query<{ value: string }>(`select value from meta where key = 'secret'`);
  if (!row) throw new Error('the secret could not be kept');
  return row.value;
}
