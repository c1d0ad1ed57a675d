import { pino } from 'pino';
import type { UserFromGetMe } from 'telegraf/types';
import { createCommit } from '../src/intake/commit-batch.ts';
import { userId } from '../src/model/ids.ts';
import type { Database } from '../src/storage/database.ts';
import { createBot, createReader } from '../src/telegram/bot.ts';
import type { BenchUpdate } from './stream.ts';

const ME = {
  id: 123_456_789,
  is_bot: true,
  first_name: 'Laurel',
  username: 'laurel_bench_bot',
  can_join_groups: true,
  can_read_all_group_messages: true,
  supports_inline_queries: false,
} as UserFromGetMe;
/** When the stream was written. */
const NOW = 1_790_000_000;

/** Update → commit in this process, without HTTP and without delivery. */
export function commitOn(database: Database): (updates: readonly BenchUpdate[]) => Promise<void> {
  const commit = createCommit({
    database,
    bot: { id: userId(ME.id), username: ME.username, readsAll: true },
    read: createReader(createBot('1:x', 'http://127.0.0.1:1'), ME, () => NOW),
    admins: async () => [],
    secret: 'bench',
    now: () => NOW,
    log: pino({ level: 'warn' }),
    committed(report) {
      if (report.aside > 0 || report.duplicates > 0) throw new Error('the stream was not taken as it is');
    },
  });
  const { signal } = new AbortController();
  return (updates) => commit(updates, signal);
}
