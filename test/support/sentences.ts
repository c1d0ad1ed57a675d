import type { Message, User } from '../../src/playground/types.ts';
import { describeJourney } from './journey.ts';
import { gifts, thank, WITHOUT_TITLES } from './scenes.ts';
import type { TestWorld } from './world.ts';

/** What a group that comes from an older reputation bot is used to, one sentence after the other. */
export interface Row {
  sentence: string;
  scene(world: TestWorld, tip: Message): Promise<void>;
}

export const reply = (world: TestWorld, who: User, replyTo: Message, text = 'thanks') =>
  thank(world, who, replyTo, { text });

/** The ledger, once all is settled. */
export async function ledger(world: TestWorld): Promise<string[]> {
  await world.settled();
  return gifts(world);
}

export const NO_PAUSE = 'reputation.pair_interval 0';
export const MINUS = [
  'negative.enabled on',
  'negative.from all',
  'negative.reason off',
  'negative.below_zero on',
];

/** Plays each sentence in a group of its own, where Boris has given a tip. */
export function playSentences(title: string, rows: readonly Row[]): void {
  describeJourney(`${title}, sentence by sentence`, (begin) => {
    for (const { sentence, scene } of rows) {
      it(sentence, async () => {
        const world = await begin(WITHOUT_TITLES);
        const tip = world.say(world.boris, 'Water them in the morning.');
        world.say(world.dmitri, 'Good morning.');
        await world.settled();
        await scene(world, tip);
      });
    }
  });
}
