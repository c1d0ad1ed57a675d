import type { ChatEvent } from '../../model/event.ts';
import type { ChatId, UserId } from '../../model/ids.ts';
import type { Flight } from '../../storage/database.ts';
import { type Loaded, loadMore } from '../load.ts';
import { NOTHING_ELSE } from './air.ts';

/** Whom those may name who were asked who has helped: read only where a button of such a question was pressed. */
export async function loadPolls(flight: Flight, loaded: Loaded, events: readonly ChatEvent[]): Promise<void> {
  const members: [ChatId, UserId][] = [];
  for (const event of events) {
    if (event.is !== 'press' || event.request.ask !== 'recognize') continue;
    const facts = loaded.chats.get(event.chat.id);
    for (const id of facts?.spans.get(event.person.id).poll?.people ?? [])
      if (!facts?.asked.has(id)) members.push([event.chat.id, id]);
  }
  if (members.length === 0) return;
  await loadMore(flight, loaded, { ...NOTHING_ELSE, members });
}
