import { isSlug } from '../model/slug.ts';
import type { Database } from '../storage/database.ts';
import type { Links } from './link.ts';
import { findNamed } from './store.ts';

/** The chat that an address may mean: by its name, or by its code. Whether it is to be seen is for the caller. */
export async function chatBehind(database: Database, links: Links, slug: string): Promise<number | null> {
  const named = isSlug(slug) ? await findNamed(database, slug) : null;
  return named ?? links.chats.read(slug);
}
