import type { User } from '../../src/playground/types.ts';
import { readHoldings } from '../../src/ranks/holdings.ts';
import { readRewards } from '../../src/ranks/rewards-stored.ts';
import type { TestWorld } from './world.ts';

export const QUIET = { settings: { 'experience.enabled': false, 'announce.titles': 'none' } };

/** The tags of what somebody holds, in the order in which it came, and the tag that is to be seen. */
export async function held(world: TestWorld, who: User, chat = world.group.id): Promise<string> {
  await world.settled();
  const [row] = await world.database.query<{ holdings: string | null; rewards: string }>(
    `select m.holdings, c.rewards from members m join chats c using (chat_id)
     where m.chat_id = $1::bigint and m.user_id = $2::bigint`,
    [chat, who.id],
  );
  const { list } = readRewards(row?.rewards ?? '');
  const { held, tag } = readHoldings(row?.holdings ?? null);
  const tags = held.map((id) => list.find((one) => one.id === id)?.gifts.tag || `#${id}`);
  return `${tags.join(', ')} | ${tag}`;
}

export const level = (world: TestWorld, points: number) =>
  world.hears(world.anna, `/addexp @boris ${points}`);
