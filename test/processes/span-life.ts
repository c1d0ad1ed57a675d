import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { openDatabase } from '../../src/storage/open.ts';
import { playSpans } from '../support/span-player.ts';

// Plays some days, from where Telegram would go on: what was confirmed stands in a file.
const { DATABASE_URL = '', DATA_DIR = '', POSITION = '', POLICY = '' } = process.env;
const database = await openDatabase({ databaseUrl: DATABASE_URL || undefined, dataDir: DATA_DIR });
const from = existsSync(POSITION) ? Number(readFileSync(POSITION, 'utf8')) : 0;
console.log(`from ${from}`);
await playSpans(database, {
  ...{ policy: POLICY, days: 7, size: 5, ticksEvery: 3, from },
  confirmed(updates) {
    writeFileSync(`${POSITION}.new`, String(updates));
    renameSync(`${POSITION}.new`, POSITION);
    console.log(`at ${updates}`);
  },
});
await database.close();
console.log('done');
process.exit(0);
