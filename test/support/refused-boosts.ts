import { MOST_BOOSTS } from '../../src/experience/plan-boost.ts';
import type { RefusalName } from '../../src/model/refusal.ts';
import { inVain } from './refused-commands.ts';
import type { Scene } from './scenes.ts';

/** Every refusal that `/boost` can meet. */
export const refusedBoosts = {
  boost_time: inVain('/boost 100 from 2037-02-30 to 2037-03-01', { written: '2037-02-30' }),
  boost_over: inVain('/boost 100 from 2037-03-02 to 2037-03-01'),
  boost_small: inVain('/boost 2 to 2037-12-01', { written: '2' }),
  boost_zero: inVain('/boost 0 2d'),
  boost_overlaps: async (world, tip) => {
    await world.hears(world.anna, '/boost 50 2d');
    return inVain('/boost 100 1d', { percent: 50, number: 1 })(world, tip);
  },
  boosts_full: async (world, tip) => {
    for (let n = 1; n <= MOST_BOOSTS; n += 1)
      world.say(world.anna, `/boost 100 from 2037-01-${n} to 2037-01-${n}`);
    await world.settled();
    return inVain('/boost 100 from 2037-02-01 to 2037-02-01', { most: MOST_BOOSTS })(world, tip);
  },
  boost_unknown: inVain('/boost cancel 7', { asked: '7' }),
} satisfies Partial<Record<RefusalName, Scene>>;
