import { NO_SLUG } from '../model/slug.ts';
import type { Links } from '../rating/link.ts';
import { findNamed } from '../rating/store.ts';
import type { ChatSettings } from '../settings/catalogue.ts';
import type { Database } from '../storage/database.ts';

export interface RatingLink {
  url: string;
  /** Another group had the name first: the address has none. */
  taken: boolean;
}

/** The address of a chat's rating; null: it is closed, or nobody said where this server is reached. */
export async function linkOf(
  database: Database,
  { publicUrl, chats }: Links,
  chatId: number,
  settings: ChatSettings,
): Promise<RatingLink | null> {
  if (publicUrl === null || !settings['rating.public']) return null;
  const name = settings['rating.slug'];
  if (name === NO_SLUG) return { url: `${publicUrl}/c/${chats.write(chatId)}`, taken: false };
  const taken = (await findNamed(database, name)) !== chatId;
  return { url: `${publicUrl}/c/${taken ? chats.write(chatId) : name}`, taken };
}
