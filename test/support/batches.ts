import { pino } from 'pino';
import { createCommit, type IntakeDeps } from '../../src/intake/commit-batch.ts';
import { createTickCommit } from '../../src/intake/commit-ticks.ts';
import type { RawUpdate } from '../../src/intake/update.ts';
import { userId } from '../../src/model/ids.ts';
import type { Seconds } from '../../src/model/time.ts';
import { createTicks } from '../../src/schedule/ticks.ts';
import { createTurns } from '../../src/schedule/turns.ts';
import type { Database } from '../../src/storage/database.ts';
import { createBot, createReader } from '../../src/telegram/bot.ts';

/** The bot, as `getMe` and updates show it. */
export const ME = { id: 42, is_bot: true, first_name: 'Laurel', username: 'laurel_bot' };
export const SECRET = 'a secret for tests only';

type Commit = (updates: readonly RawUpdate[], signal: AbortSignal) => Promise<unknown>;

/** The way of a batch into a database, without a Telegram: of admins nothing is known unless it is told. */
export function commitOn(database: Database, at: number, more: Partial<IntakeDeps> = {}) {
  return createCommit({
    database,
    bot: { id: userId(ME.id), username: ME.username, readsAll: true },
    read: createReader(createBot(`${ME.id}:none`, 'http://127.0.0.1:1'), ME as never, () => at),
    admins: async () => [],
    secret: SECRET,
    now: () => at,
    log: pino({ level: 'silent' }),
    committed: () => undefined,
    ...more,
  });
}

/** Its ticks, which come when they are told to. */
export function ticksOn(database: Database, horizon: () => Seconds | null) {
  const bot = { id: userId(ME.id), username: ME.username };
  const log = pino({ level: 'silent' });
  return createTicks({
    ...{
      database,
      log,
      turns: createTurns(),
      horizon,
      isCaughtUp: () => true,
      othersFirst: async () => false,
    },
    commit: createTickCommit({ ...{ database, bot, log, secret: SECRET }, committed: () => undefined }),
  });
}

/** Updates one after the other, so many at once. */
export async function inBatches(commit: Commit, updates: readonly RawUpdate[], size: number): Promise<void> {
  for (let at = 0; at < updates.length; at += size)
    await commit(updates.slice(at, at + size), new AbortController().signal);
}
