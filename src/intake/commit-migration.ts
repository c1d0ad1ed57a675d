import { migrateChat } from '../engine/chat/migrate.ts';
import type { Flight } from '../storage/database.ts';
import type { IntakeDeps, Report } from './commit-batch.ts';
import { type InboxRows, queueUp } from './inbox.ts';
import { mark, readFresh } from './store.ts';
import type { Item } from './update.ts';

/** A group goes on under another id: a transaction of its own. */
export async function commitMigration(
  deps: IntakeDeps,
  item: Item,
  known: InboxRows['known'],
  now: number,
): Promise<Report> {
  const { database, bot, log } = deps;
  const { event } = item;
  if (event?.is !== 'migration') throw new Error('no migration');
  const fresh = await database.transact(async (flight: Flight) => {
    const [, fresh] = await Promise.all([
      known && queueUp(flight, { database, bot: bot.id, known }),
      readFresh(flight, bot.id, [item]),
    ]);
    mark(flight, bot.id, [item], now);
    if (fresh.size === 0) return false;
    await migrateChat(flight, event.from, event.to);
    return true;
  });
  if (fresh)
    log.info(
      { from: event.from, to: event.to },
      'the group is a supergroup now; everything goes on under its new id',
    );
  return {
    updates: 1,
    duplicates: fresh ? 0 : 1,
    aside: 0,
    notices: 0,
    latest: null,
    errands: false,
    wishes: 0,
  };
}
