import type { Address } from './address.ts';
import type { Flight } from './database.ts';
import { sqlState } from './errors.ts';

/** The database cannot be used; the message says why and what to do, without the password. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
}

const OLDEST = 13;

/** What would fail much later, and in obscure words. */
export const checkServer = async (flight: Flight): Promise<void> => {
  const [server] = await flight.query<{ version: number; encoding: string; standby: boolean }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
      pg_is_in_recovery() as standby`,
  );
  if (server === undefined) return;
  if (server.version < OLDEST * 10_000) {
    throw new DatabaseUnusable(
      `The server runs PostgreSQL ${Math.floor(server.version / 10_000)}; ${OLDEST} or newer is needed.`,
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new DatabaseUnusable(
      `The database is encoded in ${server.encoding}, names and words need UTF8: ` +
        "create it anew with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
    );
  }
  if (server.standby) {
    throw new DatabaseUnusable('The server is a standby, which cannot be written to: name the primary.');
  }
};

export const serverUnusable = (address: Address, error: unknown): Error => {
  if (error instanceof DatabaseUnusable) return error;
  const cure = cureOf(address, error);
  return new DatabaseUnusable(
    `The database at ${address.shown} cannot be used: ${reasonOf(error)}.${cure === '' ? '' : ` ${cure}`}`,
    { cause: error },
  );
};

const cureOf = ({ user, database }: Address, error: unknown): string => {
  switch (sqlState(error)) {
    case '28P01':
      return 'Check user and password in DATABASE_URL (special characters percent-encoded).';
    case '28000':
      return 'The server does not let this user in from here: see its pg_hba.conf, or add ?sslmode=require.';
    case '3D000':
      return `Create it with: createdb --encoding=UTF8 --owner=${user} ${database}`;
    case '42501':
      return `Give the user its database: ALTER DATABASE "${database}" OWNER TO "${user}"; or GRANT CREATE on it and on schema public.`;
    case '25006':
      return 'It is read-only: name the primary server.';
    default:
      return '';
  }
};

/** The innermost words: drizzle puts the whole statement in front of them. */
export const reasonOf = (error: unknown): string => {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (inner instanceof AggregateError) inner = inner.errors[0];
  const words = inner instanceof Error ? inner.message : String(inner);
  return words.replace(/\.$/, '');
};

const FOLDER_FAULTS = new Set([
  'EACCES',
  'ENOENT',
  'ENAMETOOLONG',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'ENOSPC',
]);

export const dataDirUnusable = (dataDir: string, error: unknown): unknown => {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === undefined || !FOLDER_FAULTS.has(code)) return error;
  return new DatabaseUnusable(
    `DATA_DIR ${dataDir} cannot be written (${code}): give this user the folder, or name another one.`,
    { cause: error },
  );
};
