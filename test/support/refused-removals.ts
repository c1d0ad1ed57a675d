import type { RefusalName } from '../../src/model/refusal.ts';
import type { Message } from '../../src/playground/types.ts';
import { advance, type Scene } from './scenes.ts';
import type { TestWorld } from './world.ts';

/** Chiara may vote; Boris may be voted on. */
const voting =
  (
    target: (world: TestWorld, tip: Message) => Message,
    before?: (world: TestWorld, tip: Message) => void,
  ): Scene =>
  async (world, tip) => {
    const { anna, chiara, boris } = world;
    world.say(chiara, 'Good morning.');
    await world.hears(anna, '/reward add title="Helpful Soul" vote=on');
    await world.hears(anna, `/addrep ${chiara.id} 5`);
    before?.(world, tip);
    await world.settled();
    return {
      who: chiara,
      what: { text: '/del', replyTo: target(world, tip) },
      figures: { have: 1, need: 3 },
      instead: () => world.say(chiara, { text: '/del', replyTo: world.say(boris, 'Another one.') }),
    };
  };

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
  no_vote: (world, tip) => ({
    who: world.chiara,
    what: { text: '/del', replyTo: tip },
    instead: () => world.say(world.anna, { text: '/del', replyTo: tip }),
  }),
  vote_twice: voting(
    (_, tip) => tip,
    (world, tip) => world.say(world.chiara, { text: '/del', replyTo: tip }),
  ),
  vote_own: voting((world) => world.say(world.chiara, 'My own.')),
  vote_admin: voting((world) => world.say(world.anna, 'An admin’s.')),
  vote_bot: voting((world) => {
    const said = world.telegram.world
      .visibleTo(world.group, world.chiara, 20)
      .findLast(({ raw }) => raw.from?.id === world.telegram.botId && raw.message_id > 0);
    if (!said) throw new Error('the bot has said nothing in public');
    return said.raw;
  }),
} satisfies Partial<Record<RefusalName, Scene>>;
