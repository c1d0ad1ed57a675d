import { readKept } from '../../health/store.ts';
import { type ChatId, type UserId, userId } from '../../model/ids.ts';
import type { Flight } from '../../storage/database.ts';
import { HealthDraft } from '../draft/health.ts';

/**
 * What a chat lacks, and who brought the bot in: read in a flight of its own, in the midst of the fold, only where an
 * event has really changed the bot's standing or the settings. So it does not matter by which way they changed, and
 * all other batches pay nothing for it.
 */
export async function loadHealth(flight: Flight, chat: ChatId): Promise<HealthDraft> {
  const [kept, [row]] = await Promise.all([
    readKept(flight, chat),
    flight.query<{ addedBy: UserId | null }>('select added_by as "addedBy" from chats where chat_id = $1', [
      chat,
    ]),
  ]);
  const addedBy = row?.addedBy ?? null;
  return new HealthDraft(kept, addedBy === null ? null : userId(addedBy));
}
