import type { RefusalName } from '../../src/model/refusal.ts';
import { HOUR } from '../../src/model/time.ts';
import { LONGEST_SHOWN, LONGEST_TAG, MOST_REWARDS } from '../../src/ranks/reward-change.ts';
import { inVain } from './refused-commands.ts';
import type { Scene } from './scenes.ts';
import type { TestWorld } from './world.ts';

const OPTIONS = 'title level tag short link lift vote weight gifts boost keep'.split(' ');

/** Another group of Anna's, in which the bot is no admin. */
async function library(world: TestWorld): Promise<number> {
  const { world: telegram } = world.telegram;
  const group = telegram.createGroup({ title: 'Library', owner: world.anna, bot: 'member' });
  telegram.say(world.anna, group, '/help');
  await world.settled();
  return group.id;
}

/** Boris may boost somebody, and has said something in vain. */
const boosting =
  (text: string, figures = {}, first: readonly string[] = []): Scene =>
  async (world) => {
    await world.hears(world.anna, '/reward add level=2 boost=on keep=persistent');
    await world.hears(world.anna, '/reward add level=2 boost=on keep=persistent');
    await world.hears(world.anna, '/addexp @boris 60');
    await world.hears(world.anna, '/addexp @dmitri 60');
    for (const words of first)
      await world.hears(words.includes('@boris') ? world.dmitri : world.boris, words);
    return { ...(await inVain(text, figures)(world, world.say(world.boris, '.'))), who: world.boris };
  };

/** Every refusal that `/reward` can meet, and `/boost` by a member; a chat has titles, among them "Helper". */
export const refusedRewards = {
  reward_tier: inVain('/reward add tag="Helper"'),
  reward_nothing: inVain('/reward add level=5'),
  reward_tag: inVain(`/reward add level=5 tag="${'x'.repeat(LONGEST_TAG + 1)}"`, { longest: LONGEST_TAG }),
  reward_short: inVain('/reward add level=5 tag="Gardener of the Month"', {
    ...{ tag: 'Gardener of the Month', longest: LONGEST_SHOWN },
  }),
  reward_option: inVain('/reward add level=5 tag="A" colour=red', { option: 'colour', known: OPTIONS }),
  reward_unknown: inVain('/reward remove 7', { asked: '7' }),
  reward_twice: async (world, tip) => {
    await world.hears(world.anna, '/reward add level=5 tag=A');
    await world.hears(world.anna, '/reward add level=6 tag=A');
    return inVain('/reward edit 2 level=5', { id: 1 })(world, tip);
  },
  rewards_full: async (world, tip) => {
    for (let n = 1; n <= MOST_REWARDS; n += 1) world.say(world.anna, `/reward add level=${n + 1} tag=T${n}`);
    await world.settled();
    return inVain('/reward add level=5 tag=More', { most: MOST_REWARDS })(world, tip);
  },
  reward_link: inVain('/reward add level=5 link=@nowhere', { asked: '@nowhere' }),
  reward_link_here: (world, tip) => inVain(`/reward add level=5 link=${world.group.id}`)(world, tip),
  reward_link_bot: async (world, tip) => {
    const id = await library(world);
    return inVain(`/reward add level=5 link=${id}`, { title: 'Library' })(world, tip);
  },
  boost_none: (world, tip) =>
    ({ ...(inVain('/boost @dmitri')(world, tip) as object), who: world.boris }) as never,
  boost_spent: boosting('/boost @dmitri', {}, ['/boost @dmitri', '/boost @anna']),
  boost_self: boosting('/boost @boris'),
  boost_running: boosting('/boost @dmitri', { wait: 24 * HOUR }, ['/boost @dmitri']),
} satisfies Partial<Record<RefusalName, Scene>>;
