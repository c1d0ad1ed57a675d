import type { RefusalName } from '../../src/model/refusal.ts';
import { advance, type Scene } from './scenes.ts';

/** Every refusal that `/del` can meet. */
export const refusedRemovals = {
  cannot_delete: (world, tip) => {
    world.telegram.world.setBotStatus(world.group, {
      status: 'administrator',
      rights: { can_delete_messages: false },
    });
    return {
      who: world.anna,
      what: { text: '/del', replyTo: tip },
      instead: () => {
        world.telegram.world.setBotStatus(world.group, { status: 'administrator' });
        world.say(world.anna, { text: '/del', replyTo: tip });
      },
    };
  },
  removed_already: async (world, tip) => {
    await world.settled();
    // Another admin was quicker, and the message is still to be seen.
    await world.database.query('update messages set deleted_at = at where message_id = $1', [tip.message_id]);
    return {
      who: world.anna,
      what: { text: '/del', replyTo: tip },
      instead: () => world.say(world.anna, { text: '/del', replyTo: world.say(world.boris, 'Another one.') }),
    };
  },
  too_old_to_remove: (world, tip) => {
    advance(world, 48 * 3600);
    return {
      who: world.anna,
      what: { text: '/del', replyTo: tip },
      figures: { hours: 48 },
      instead: () =>
        world.say(world.anna, { text: '/del', replyTo: world.say(world.boris, 'A younger one.') }),
    };
  },
} satisfies Partial<Record<RefusalName, Scene>>;
