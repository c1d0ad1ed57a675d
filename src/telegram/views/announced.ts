import { ANNOUNCE } from '../../engine/ranks/announce-place.ts';
import type { Notice } from '../../model/notice.ts';
import { haveCommonAdmin } from '../../people/store.ts';
import type { Database } from '../../storage/database.ts';

/** What one group tells in another is told as long as somebody administers both. */
export async function mayStandThere(database: Database, { key, chat, about }: Notice): Promise<boolean> {
  if (key !== ANNOUNCE || about === undefined || about === chat) return true;
  return haveCommonAdmin(database, chat, about);
}
