import { fileURLToPath } from 'node:url';
import { migrate as applyMigrations } from 'drizzle-orm/pg-proxy/migrator';
import { projectFile } from '../root.ts';
import type { ScriptedTransaction } from './transact.ts';

const FOLDER = fileURLToPath(projectFile('src/storage/migrations'));
/** Any number that nobody else uses in this database. */
const MIGRATING = 0x1a_0e_02;

/** Brings the tables up to date, all or nothing; many processes may start at once, the others wait. */
export const migrate = async (flight: ScriptedTransaction): Promise<void> => {
  await flight.query('select pg_advisory_xact_lock($1)', [MIGRATING]);
  // `if not exists` says so each time, and drizzle reads its table before it asks us to run anything.
  await applyMigrations(
    flight.orm,
    async (statements) => {
      for (const statement of statements) await flight.exec(statement);
    },
    { migrationsFolder: FOLDER },
  );
};
