import type { RefusalName } from '../../src/model/refusal.ts';
import { inVain } from './refused-commands.ts';
import type { Scene } from './scenes.ts';

/** What ratings and profiles refuse. */
export const refusedRatings = {
  no_voice: inVain('/top voice'),
  hidden: async (world, tip) => {
    await world.hears(world.boris, '/hide');
    return { ...(await inVain('/me @boris')(world, tip)), who: world.dmitri };
  },
} satisfies Partial<Record<RefusalName, Scene>>;
