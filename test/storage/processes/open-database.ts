import { openDatabase } from '../../../src/storage/open.ts';

// Opens the database that the environment names, says so and closes it, or says why not.
openDatabase({ databaseUrl: process.env.DATABASE_URL, dataDir: process.env.DATA_DIR ?? '' }).then(
  async (database) => {
    const [row] = await database.query<{ n: number }>(
      'select count(*) as n from drizzle.__drizzle_migrations',
    );
    process.stdout.write(`${row?.n} migrations\n`);
    await database.close();
  },
  (error: Error) => process.stdout.write(`${error.name}: ${error.message}\n`),
);
