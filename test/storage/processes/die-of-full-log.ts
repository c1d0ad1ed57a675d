import { setTimeout as sleep } from 'node:timers/promises';
import { isDiskFull, isTransient } from '../../../src/storage/errors.ts';
import { openDatabase } from '../../../src/storage/open.ts';

// Needs a new segment of the log when told to (SIGUSR2): on a full disk the engine dies of it. Then it asks as
// often as a busy bot does, and says what becomes of it.
const run = async () => {
  const database = await openDatabase({ dataDir: process.env.DATA_DIR ?? '' });
  const write = (key: string) =>
    database.query('insert into meta values ($1, $1) on conflict do nothing', [key]);
  await write('n1');
  const told = new Promise((resolve) => process.once('SIGUSR2', resolve));
  const alive = setInterval(() => undefined, 1000);
  console.log('ready');
  await told;
  clearInterval(alive);
  for (let written = 0; ; written += 1) {
    try {
      // The log has one more segment in reserve, sometimes two.
      await database.query('select pg_switch_wal()');
      await write(`m${written}`);
    } catch (error) {
      if (!isDiskFull(error) || !isTransient(error)) throw error;
      if (!String(error).includes('xlogtemp')) continue;
      console.log('died');
      break;
    }
  }
  const before = process.memoryUsage().rss;
  for (let asked = 0; asked < 30; asked += 1) {
    const failure = await database.query('select 1').catch((error: unknown) => error);
    if (!isDiskFull(failure)) console.log('no failure', failure);
    await sleep(20);
  }
  const grown = (process.memoryUsage().rss - before) / 1e6;
  console.log(grown < 100 ? 'waits' : `grew by ${grown} MB`);
  while (
    !(await write('n2').then(
      () => true,
      () => false,
    ))
  )
    await sleep(100);
  const rows = await database.query<{ key: string }>(`select key from meta where key like 'n%' order by key`);
  console.log(`wrote: ${rows.map((row) => row.key).join(', ')}`);
  await database.close();
};
void run();
