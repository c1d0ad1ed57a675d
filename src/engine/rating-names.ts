import type { ChatId } from '../model/ids.ts';
import { NO_SLUG } from '../model/slug.ts';
import type { Flight } from '../storage/database.ts';
import type { ChatDraft } from './draft.ts';
import { parseStored } from './rules-of.ts';

const KEY = 'rating.slug';

/** The name in an address that stored settings choose; null: none. Cheap where they do not speak of it. */
function slugIn(settings: string): string | null {
  if (!settings.includes(KEY)) return null;
  const slug = parseStored(settings)[KEY];
  return typeof slug === 'string' && slug !== NO_SLUG ? slug : null;
}

/** Called as settings change: whether the chat's name among web ratings does. */
export function noteRatingName(facts: ChatDraft, before: string, after: string): void {
  const slug = slugIn(after);
  if (slug !== slugIn(before)) facts.made.ratingName = { slug };
}

const LET_GO = 'delete from rating_names where chat_id = any($1::bigint[])';
const TAKE = `insert into rating_names (chat_id, slug)
  select c, s from unnest($1::bigint[], $2::text[]) r(c, s) order by s, c on conflict do nothing`;

/** Who comes second keeps the address that nobody chose. Only where a name changes: nothing is sent otherwise. */
export function saveRatingNames(flight: Flight, drafts: readonly ChatDraft[]): Promise<unknown> | null {
  const changed = drafts.filter(({ made }) => made.ratingName);
  if (changed.length === 0) return null;
  const taken = changed.filter(({ made }) => made.ratingName?.slug);
  return Promise.all([
    flight.query(LET_GO, [changed.map(({ row }) => row.chatId)]),
    flight.query(TAKE, [
      taken.map(({ row }) => row.chatId),
      taken.map(({ made }) => made.ratingName?.slug ?? ''),
    ]),
  ]);
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
