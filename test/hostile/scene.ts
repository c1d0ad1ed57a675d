import type { Chat, User } from '../../src/playground/types.ts';
import type { World } from '../../src/playground/world/world.ts';

/** People and chats of the hostile runs; on every local Telegram with the same ids. */
export interface Scene {
  /** Those whose updates are mutated. The first owns the arenas. */
  rascals: User[];
  /** Those whose updates come as they are, between the others. The first owns their chats. */
  honest: User[];
  arena: Chat;
  forum: Chat;
  basic: Chat;
  channel: Chat;
  /** Rascals and honest people are both in it. */
  shared: Chat;
  /** No mutated update is about it. */
  quiet: Chat;
}

const HTML_NAME = '<b>Rascal & "Co"</b>';

export function populate(world: World): Scene {
  const rascals = Array.from({ length: 6 }, (_, i) =>
    world.createUser({
      id: 200_001 + i,
      first_name: i === 3 ? HTML_NAME : `Rascal ${i}`,
      ...(i === 4 && { last_name: '\u202Eesrever' }),
      ...(i % 2 === 0 && { username: `rascal_${i}` }),
      language_code: i === 5 ? 'ru' : 'en',
    }),
  );
  const honest = Array.from({ length: 12 }, (_, i) =>
    world.createUser({ id: 100_001 + i, first_name: `Honest ${i}`, username: `honest_${i}` }),
  );
  const group = (id: number, title: string, more: object = {}) =>
    world.createGroup({ id, title, owner: 200_001, members: rascals, ...more });
  const shared = { owner: 100_001, members: [...rascals, ...honest] };
  return {
    rascals,
    honest,
    arena: group(-1_000_000_000_001, 'Arena <i>&'),
    forum: group(-1_000_000_000_002, 'Forum', { is_forum: true }),
    basic: group(-5_001, 'Basic', { type: 'group' }),
    shared: group(-1_000_000_000_004, 'Shared', shared),
    quiet: group(-1_000_000_000_005, 'Quiet', { owner: 100_001, members: honest }),
    channel: world.createChannel({ id: -1_000_000_000_006, title: 'Channel' }),
  };
}
