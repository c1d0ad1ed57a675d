import type { ChatEvent } from '../model/event.ts';
import type { ChatId } from '../model/ids.ts';
import type { Item } from './update.ts';

/**
 * A migration moves a whole chat, and the last word of a reset concerns members that no batch has loaded: each has
 * a transaction to itself, in its place in the stream.
 */
export function runsOf(items: readonly Item[]): Item[][] {
  const runs: Item[][] = [];
  let run: Item[] = [];
  for (const item of items) {
    if (!standsAlone(item.event)) {
      run.push(item);
      continue;
    }
    if (run.length > 0) runs.push(run);
    runs.push([item]);
    run = [];
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

function standsAlone(event: ChatEvent | null): boolean {
  return event?.is === 'migration' || (event?.is === 'press' && event.request.ask === 'confirm');
}

export function readdress(item: Item, moved: Map<ChatId, ChatId>): Item {
  if (!item.event || item.event.is === 'migration') return item;
  const to = moved.get(item.event.chat.id);
  if (to === undefined) return item;
  const { event } = item;
  const chat = { ...event.chat, id: to, type: 'supergroup' as const };
  const cameTo = item.cameTo ?? event.chat.id;
  // The message that it is about bears a number of before the upgrade.
  if (event.is === 'message' || event.is === 'reaction') {
    return { ...item, cameTo, event: { ...event, chat, upgrades: (event.upgrades ?? 0) + 1 } };
  }
  return { ...item, cameTo, event: { ...event, chat } };
}

/** The update as one to set aside; without its body when storing that is what failed. */
export function asideItem(item: Item, fault: unknown): Item {
  const update = item.fault ? { update_id: item.update.update_id } : item.update;
  return { ...item, update, event: null, fault };
}
