import { and, eq } from 'drizzle-orm';
import type { Colour } from '../model/colour.ts';
import type { Database } from '../storage/database.ts';
import { cards } from './tables.ts';

/** The colour a member chose for their card; null: none. */
export async function readCardColour(
  { orm }: Database,
  chatId: number,
  userId: number,
): Promise<Colour | null> {
  const [row] = await orm
    .select({ colour: cards.colour })
    .from(cards)
    .where(and(eq(cards.chatId, chatId), eq(cards.userId, userId)));
  return row?.colour ?? null;
}
