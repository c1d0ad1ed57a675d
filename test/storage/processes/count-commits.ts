import { openDatabase } from '../../../src/storage/open.ts';

// Commits one number after the other, several statements each, and says each that is committed.
const run = async () => {
  const database = await openDatabase({
    databaseUrl: process.env.DATABASE_URL,
    dataDir: process.env.DATA_DIR ?? '',
  });
  const [last] = await database.query<{ n: number }>(
    `select coalesce(max(value::bigint), 0) as n from meta where key like 'count-%'`,
  );
  for (let n = (last?.n ?? 0) + 1; ; n++) {
    await database.transact(async (flight) => {
      flight.query(`insert into meta values ('count-' || $1, $1)`, [String(n)]);
      flight.query(`insert into meta values ('sum', $1) on conflict (key) do update set value = $1`, [
        String(n),
      ]);
      flight.query(
        `insert into people (user_id, first_name) select $1::bigint * 50 + i, repeat('x', 500) from generate_series(1, 50) i`,
        [n],
      );
    });
    process.stdout.write(`${n}\n`);
  }
};
void run();
