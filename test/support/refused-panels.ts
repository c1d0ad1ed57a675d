import type { RefusalName } from '../../src/model/refusal.ts';
import { openPanel, panelIn } from './panels.ts';
import { advance } from './scenes.ts';
import type { TestWorld } from './world.ts';

/** What an admin does with a settings panel in vain. Answers with what the panel says of it. */
type PanelScene = (world: TestWorld) => Promise<string | undefined>;

/** Every refusal that only a settings panel can meet. */
export const refusedPanels = {
  panel_over: async (world) => {
    const panel = await openPanel(world);
    const press = panel.dataOf('Reputation');
    advance(world, 301);
    // A press has no date of its own: it comes after what its chat has seen.
    await world.hears(world.dmitri, 'Good evening.');
    return (await panel.forge(press))?.text;
  },
  panel_not_yours: async (world) => {
    const press = (await openPanel(world)).dataOf('Reputation');
    world.telegram.world.promote(world.boris, world.group);
    advance(world, 1);
    const own = await openPanel(world, world.boris);
    return (await own.forge(press))?.text;
  },
  panel_words_only: async (world) => {
    const panel = await openPanel(world);
    const rating = (await world.hears(world.boris, '/top')) && panelIn(world, world.dmitri).message();
    await panel.press('Reputation');
    await panel.press('Thank words');
    await world.hears(world.anna, { kind: 'photo', text: 'merci' }, { replyTo: rating });
    return panel.text();
  },
} satisfies Partial<Record<RefusalName, PanelScene>>;
