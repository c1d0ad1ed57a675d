import { QUIET } from '../../bench/community/cast.ts';
import { updatesOf } from '../../bench/community/play.ts';
import { scriptOf } from '../../bench/community/script.ts';
import { chatId } from '../../src/model/ids.ts';
import type { Database } from '../../src/storage/database.ts';
import { exportChat } from '../../src/transfer/export.ts';
import { commitOn, ticksOn } from './batches.ts';

const GROUP = chatId(-1_009_000_000_001);

export interface SpanPlay {
  policy: string;
  days: number;
  /** Updates a batch. */
  size: number;
  /** After how many batches a tick comes; null: never before the end. */
  ticksEvery: number | null;
  /** The first update to play, as Telegram would send it again: it may have been taken already. */
  from?: number;
  /** Told after each batch how many updates are confirmed. */
  confirmed?(updates: number): void;
}

/** Some days of the simulated community, through the real engine. At the end all that is open is over. */
export async function playSpans(database: Database, play: SpanPlay): Promise<void> {
  const { policy, days, size, ticksEvery, from = 0, confirmed } = play;
  const settings = { 'experience.policy': policy, 'announce.levels': 'chat', 'experience.bonus_chance': 0.2 };
  await database.query('insert into chats (chat_id, settings) values ($1, $2) on conflict do nothing', [
    GROUP,
    JSON.stringify(settings),
  ]);
  const commit = commitOn(database, 0);
  let horizon: number | null = null;
  const ticks = ticksOn(database, () => horizon);
  const updates = [...updatesOf(scriptOf(QUIET, days, 'borders'), GROUP)];
  for (let at = from, batch = 0; at < updates.length; at += size, batch += 1) {
    const part = updates.slice(at, at + size);
    await commit(part, new AbortController().signal);
    confirmed?.(at + part.length);
    horizon = (part.at(-1) as unknown as { message: { date: number } }).message.date;
    if (ticksEvery !== null && batch % ticksEvery === 0) await ticks.run();
  }
  horizon = 4_000_000_000;
  await ticks.run();
}

/** Everything that may not hang on when what was committed. */
export async function whatCameOf(database: Database): Promise<string> {
  const { query } = { query: database.query.bind(database) };
  return JSON.stringify([
    await exportChat(database, GROUP),
    await query('select user_id, gathered, span_closes_at from members order by user_id'),
    await query('select climate, due_at, spans_due_at from chats'),
    await query('select reason from set_aside'),
    // What is over at the same time is told in any order.
    (await query<{ body: string }>(`select body from outbox where job = 'notice'`))
      .map(({ body }) => body)
      .sort(),
  ]);
}
