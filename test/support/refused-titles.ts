import type { RefusalName } from '../../src/model/refusal.ts';
import { LONGEST_TITLE, MOST_TITLES } from '../../src/ranks/ladder.ts';
import { inVain } from './refused-commands.ts';
import type { Scene } from './scenes.ts';

/** Every refusal that `/title` can meet; by default a chat has titles at 5, 25, 100 and 300 of reputation. */
export const refusedTitles = {
  title_unknown: inVain('/title remove "Nobody"', { asked: 'Nobody' }),
  title_twice: inVain('/title add "HELPER" rep=7', { name: 'Helper' }),
  title_threshold: inVain('/title add "Barber"', { name: 'Barber' }),
  title_same: async (world, tip) => {
    await world.hears(world.anna, '/title add "Writer" rep=40');
    const refused = { other: 'Writer', what: 'reputation', points: 40 };
    return inVain('/title add "Barber" rep=40', refused)(world, tip);
  },
  title_crosses: async (world, tip) => {
    await world.hears(world.anna, '/title add "Writer" exp=500 rep=40');
    return inVain('/title add "Barber" exp=1000 rep=30', { name: 'Barber', other: 'Writer' })(world, tip);
  },
  title_name: inVain(`/title add "${'x'.repeat(LONGEST_TITLE + 1)}" rep=7`, { longest: LONGEST_TITLE }),
  title_option: inVain('/title add "Barber" rep=7 colour=red', { option: 'colour' }),
  titles_full: async (world, tip) => {
    for (let n = 5; n <= MOST_TITLES; n += 1)
      world.say(world.anna, `/title add "Title ${n}" rep=${1000 + n}`);
    await world.settled();
    return inVain('/title add "One too many" rep=2000', { most: MOST_TITLES })(world, tip);
  },
} satisfies Partial<Record<RefusalName, Scene>>;
