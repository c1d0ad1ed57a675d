import type { ChatId } from '../../model/ids.ts';
import { NO_SLUG } from '../../model/slug.ts';
import type { Seconds } from '../../model/time.ts';
import type { Flight } from '../../storage/database.ts';
import type { ChatDraft } from '../draft.ts';
import { parseStored } from '../rules-of.ts';
import { bulkInsert, replace } from '../save/bulk.ts';

const KEY = 'rating.slug';

/** The name in an address that stored settings choose; null: none. Cheap where they do not speak of it. */
function slugIn(settings: string): string | null {
  if (!settings.includes(KEY)) return null;
  const slug = parseStored(settings)[KEY];
  return typeof slug === 'string' && slug !== NO_SLUG ? slug : null;
}

/** Called as settings change: whether the chat's name among web ratings does. */
export function noteRatingName(facts: ChatDraft, before: string, after: string, at: Seconds): void {
  const slug = slugIn(after);
  if (slug !== slugIn(before)) facts.made.ratingName = { slug, since: at };
}

/** A name of a web rating that a chat has chosen; null: none any more. */
export interface RatingName {
  slug: string | null;
  since: Seconds;
}

const LET_GO = 'delete from rating_names where chat_id = any($1::bigint[])';
const takeNames = bulkInsert({
  table: 'rating_names',
  columns: { chat_id: 'bigint', slug: 'text', since: 'bigint' },
  conflict: `on conflict (chat_id) do update set ${replace('slug', 'since')}`,
});

/** Only where a name changes: nothing is sent otherwise. */
export function saveRatingNames(flight: Flight, drafts: readonly ChatDraft[]): Promise<unknown> | null {
  const gone: ChatId[] = [];
  const taken: [ChatId, string, Seconds][] = [];
  for (const { row, made } of drafts) {
    if (!made.ratingName) continue;
    const { slug, since } = made.ratingName;
    if (slug === null) gone.push(row.chatId);
    else taken.push([row.chatId, slug, since]);
  }
  const sent = [takeNames(flight, taken), gone.length > 0 ? flight.query(LET_GO, [gone]) : null];
  return sent.some((one) => one !== null) ? Promise.all(sent) : null;
}

/** After an upgrade the name goes along, unless the new group has one already. */
export async function moveRatingName(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
  await flight.query(
    `update rating_names set chat_id = $2::bigint
     where chat_id = $1::bigint and not exists (select from rating_names where chat_id = $2::bigint)`,
    [from, to],
  );
  await flight.query('delete from rating_names where chat_id = $1::bigint', [from]);
}
