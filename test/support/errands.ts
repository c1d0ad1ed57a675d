import { addErrands } from '../../src/engine/save/errands.ts';
import type { Errand } from '../../src/model/errand.ts';
import { chatId, userId } from '../../src/model/ids.ts';
import type { Chat, User } from '../../src/playground/types.ts';
import type { TestWorld } from './world.ts';

/** Leaves errands as a batch does, and waits until they are done. */
export async function leave(world: TestWorld, ...errands: Errand[]): Promise<void> {
  await addErrands(world.database, world.app.bot.id, errands);
  await world.settled();
}

const now = ({ telegram }: TestWorld) => telegram.world.state.clock.now();

export function tagFor(world: TestWorld, who: User, tag: string): Errand {
  return { do: 'tag', chat: chatId(world.group.id), user: userId(who.id), tag, at: now(world) };
}

export function inviteFor(world: TestWorld, who: User, to: Chat, reward = 'the greenhouse'): Errand {
  const ids = { chat: chatId(world.group.id), user: userId(who.id), to: chatId(to.id) };
  return { do: 'invite', ...ids, reward, at: now(world) };
}

export function liftFor(world: TestWorld, who: User): Errand {
  return { do: 'lift', chat: chatId(world.group.id), user: userId(who.id), at: now(world) };
}

/** Telegram does not take the next tags, for a reason of its own. */
export function refuseTag({ telegram }: TestWorld, times = 1): void {
  const description = 'Bad Request: TAG_INVALID';
  telegram.faults.next('setChatMemberTag', { kind: 'status', code: 400, description, times });
}

/** A second group, in which the bot may or may not make invite links. */
export function openGreenhouse({ telegram, anna }: TestWorld, mayInvite = true): Chat {
  const { world } = telegram;
  const group = world.createGroup({
    ...{ title: 'Greenhouse', type: 'supergroup', owner: anna, members: [], bot: 'member' },
  });
  world.setBotStatus(group, { status: 'administrator', rights: { can_invite_users: mayInvite } });
  return group;
}
