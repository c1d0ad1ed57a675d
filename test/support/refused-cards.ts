import { COLOUR_NAMES } from '../../src/model/colour.ts';
import type { RefusalName } from '../../src/model/refusal.ts';
import { advance, type Scene, set } from './scenes.ts';

/** Every refusal that `/rank` can meet; each shows a card where nothing stands in the way. */
export const refusedCards = {
  card_interval: async (world) => {
    await set(world, 'card.public off');
    await world.hears(world.chiara, '/rank');
    advance(world, 2);
    return {
      who: world.chiara,
      what: { text: '/rank' },
      figures: { wait: 3 },
      instead: () => world.say(world.anna, '/addrep @boris 5'),
    };
  },
  colour_unknown: (world) => ({
    who: world.chiara,
    what: { text: '/rank colour blurple' },
    figures: { written: 'blurple', names: COLOUR_NAMES },
    instead: () => world.say(world.anna, '/addrep @boris 5'),
  }),
} satisfies Partial<Record<RefusalName, Scene>>;
