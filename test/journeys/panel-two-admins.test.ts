import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { openPanel, type Panel } from '../support/panels.ts';
import type { TestWorld } from '../support/world.ts';

describeJourney('Two admins in the settings at once', (begin) => {
  const stored = async (world: TestWorld) => {
    const [row] = await world.database.query<{ settings: string }>(
      'select settings from chats where chat_id = $1',
      [world.group.id],
    );
    return JSON.parse(row?.settings ?? '{}') as Record<string, unknown>;
  };

  async function both(world: TestWorld): Promise<[Panel, Panel]> {
    world.telegram.world.promote(world.boris, world.group);
    return [await openPanel(world), await openPanel(world, world.boris)];
  }

  /** Leads to a setting and presses a button there, from any page. */
  async function press(panel: Panel, ...words: string[]): Promise<void> {
    while (panel.buttons().includes('‹ Back')) await panel.press('‹ Back');
    for (const one of words) await panel.press(one);
  }
  const pairInterval = ['Reputation', 'Pause between two people'];

  it('see each other, as long as both use them', async () => {
    const world = await begin();
    const [anna, boris] = await both(world);
    expect(boris.text()).to.include('Also in these settings now: Anna');
    expect(anna.text()).to.not.include('Also in these settings');
    await anna.press('Reputation');
    expect(anna.text()).to.include('Also in these settings now: Boris');
    await boris.press('Close');
    await anna.press('‹ Back');
    expect(anna.text()).to.not.include('Also in these settings');
  });

  it('lose nothing: what only one has changed stays, what both have is told before it is replaced', async () => {
    const world = await begin();
    const [anna, boris] = await both(world);
    await press(anna, ...pairInterval, '− 45');
    await press(anna, 'Negative reputation', '◻️ Negative reputation');
    await press(boris, 'Reputation', 'Pause between two people', '+ 120');
    await press(boris, 'Reactions', '◻️ Thanks by reaction');
    await anna.press('Save (2)');
    await press(boris);
    expect(boris.text()).to.include('Somebody else has saved 2 settings meanwhile.');
    expect(boris.text()).to.include('You have changed it too: reputation.pair_interval');
    await boris.press('Save (2)');
    expect(boris.text()).to.include('negative.enabled: off → on');
    expect(boris.text()).to.include('reputation.pair_interval: 60 → 45, and you have: 120');
    const afterAnna = { 'reputation.pair_interval': 45, 'negative.enabled': true };
    expect(await stored(world), 'nothing is replaced before he knows').to.deep.equal(afterAnna);
    await boris.press('Save mine over it');
    expect(boris.text()).to.include('45 → 120');
    expect(await stored(world)).to.deep.equal({
      'reputation.pair_interval': 120,
      'negative.enabled': true,
      'reactions.enabled': true,
    });
    const versions = await world.database.query<{ changed_by: number }>(
      'select changed_by from settings_versions order by version',
    );
    expect(versions.map((version) => version.changed_by)).to.deep.equal([world.anna.id, world.boris.id]);
  });

  it('may leave the other’s, and save the rest', async () => {
    const world = await begin();
    const [anna, boris] = await both(world);
    await press(anna, ...pairInterval, '− 45');
    await press(boris, ...pairInterval, '+ 120');
    await press(boris, 'Reactions', '◻️ Thanks by reaction');
    await anna.press('Save (1)');
    await boris.press('Save (2)');
    await boris.press('Keep theirs');
    expect(boris.text()).to.include('1 change is not saved yet').and.not.include('meanwhile');
    await boris.press('Save (1)');
    expect(await stored(world)).to.deep.equal({ 'reputation.pair_interval': 45, 'reactions.enabled': true });
  });

  it('save at the same moment, and the later one is told', async () => {
    const world = await begin();
    const [anna, boris] = await both(world);
    await press(anna, ...pairInterval, '− 45');
    await press(boris, ...pairInterval, '+ 120');
    const { world: telegram } = world.telegram;
    await Promise.all([
      telegram.press(world.anna, anna.message(), anna.dataOf('Save')),
      telegram.press(world.boris, boris.message(), boris.dataOf('Save')),
    ]);
    await world.settled();
    const [first, second] = anna.text().startsWith('Changed') ? [anna, boris] : [boris, anna];
    expect(first.text()).to.include('Changed:');
    expect(second.text()).to.include('Saved by somebody else meanwhile');
    expect(await stored(world)).to.deep.equal({ 'reputation.pair_interval': first === anna ? 45 : 120 });
  });
});
