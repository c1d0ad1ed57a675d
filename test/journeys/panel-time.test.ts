import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { beginTimed, openPanel, openPrivately, panelIn } from '../support/panels.ts';
import { advance } from '../support/scenes.ts';
import { startBot, type TestWorld } from '../support/world.ts';

const OVER = 'The settings were closed after 5 idle minutes. /settings opens them again.';

describeJourney('The settings panel, in time', (begin, opened) => {
  const changed = async (world: TestWorld) => {
    const panel = await openPanel(world);
    await panel.press('Reputation');
    await panel.press('✅ Reputation');
    return panel;
  };

  it('says that it is over after five idle minutes, and keeps what was not saved', async () => {
    const world = await beginTimed(begin);
    const panel = await changed(world);
    const untouched = await openPrivately(world);
    advance(world, 299);
    await world.settled();
    expect(panel.buttons(), 'not yet').to.not.deep.equal([]);
    const before = world.telegram.calls.count;
    advance(world, 2);
    await world.settled();
    expect(untouched.text()).to.equal(`${OVER}\n1 change was not saved; for a day it is kept for you.`);
    expect(untouched.buttons()).to.deep.equal([]);
    const edits = world.telegram.calls.after(before).filter(({ method }) => method.startsWith('edit'));
    expect(edits, 'the message used last').to.have.lengthOf(1);
    const again = await openPanel(world);
    expect(again.text()).to.include('1 change from before is still here, not saved');
    await again.press('Save (1)');
    expect((await world.ledger()).settings['reputation.enabled']).to.equal(false);
  });

  it('lives on with every press', async () => {
    const world = await beginTimed(begin);
    const panel = await openPanel(world);
    for (const words of ['Reputation', '›', '‹', '‹ Back']) {
      advance(world, 200);
      await world.settled();
      await panel.press(words);
    }
    expect(panel.text()).to.include('Settings of Garden');
    advance(world, 301);
    await world.settled();
    expect(panel.text()).to.equal(OVER);
    expect(await world.database.query('select * from outbox')).to.deep.equal([]);
  });

  it('says nothing more once it is saved, or closed', async () => {
    const world = await beginTimed(begin);
    const saved = await changed(world);
    await saved.press('Save');
    const closed = await openPrivately(world);
    await closed.press('Close');
    advance(world, 400);
    await world.settled();
    expect(saved.text()).to.include('reputation.enabled: on → off');
    expect(closed.text()).to.equal('The settings are closed.');
    await saved.press('‹ Settings');
    expect(saved.text(), 'the way back stays').to.include('Settings of Garden');
  });

  it('refuses a press that comes after five minutes, before it has said so', async () => {
    const world = await begin();
    const panel = await changed(world);
    const save = panel.dataOf('Save');
    advance(world, 301);
    // A press has no date of its own: it comes after what its chat has seen.
    await world.hears(world.boris, 'Good morning.');
    expect((await panel.forge(save))?.text).to.equal(OVER);
    expect(panel.text()).to.include('for a day it is kept for you');
    expect((await world.ledger()).settings['reputation.enabled']).to.not.equal(false);
  });

  it('outlives a restart, with what is not saved, and is over in time after one', async () => {
    const world = await beginTimed(begin);
    const panel = await changed(world);
    await world.app.stop();
    const database = opened();
    const now = () => world.telegram.world.clock.now() * 1000;
    const first = await startBot(database, world.telegram, { now });
    const settled = async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await first.app.idle();
    };
    const press = async (words: string) => {
      await world.telegram.world.press(world.anna, panel.message(), panel.dataOf(words), { forged: true });
      await settled();
    };
    try {
      await press('‹ Back');
      expect(panel.text()).to.include('1 change is not saved yet');
      await first.stop();
      // Long after the time at which chatter is dropped.
      advance(world, 3600);
      const second = await startBot(database, world.telegram, { now });
      try {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await second.app.idle();
        expect(panel.text()).to.include(OVER);
      } finally {
        await second.stop();
      }
    } finally {
      await first.stop();
    }
  });

  it('goes on in private where the group becomes a supergroup, and keeps what is not saved', async () => {
    const world = await beginTimed(begin);
    const { world: telegram } = world.telegram;
    const group = telegram.createGroup({ title: 'Small', type: 'group', owner: world.anna });
    telegram.say(world.anna, group, '/settings');
    await world.settled();
    const inGroup = panelIn(world, world.anna, group);
    await inGroup.press('Reputation');
    await inGroup.press('✅ Reputation');
    const place = telegram.privateChat(world.anna);
    telegram.say(world.anna, place, `/start settings_${group.id}`);
    await world.settled();
    const panel = panelIn(world, world.anna, place);
    await panel.press('Pause for the chat');
    const large = telegram.upgradeToSupergroup(group);
    await world.settled();
    telegram.say(world.anna, place, '15');
    await world.settled();
    expect(panel.text()).to.include('Not saved yet: 15').and.include('2 changes are not saved yet');
    await panel.press('Save (2)');
    expect((await world.ledger(large.id)).settings).to.deep.include({
      'reputation.enabled': false,
      'reputation.chat_interval': 15,
    });
    expect(await world.database.query('select chat_id from panels')).to.deep.equal([{ chat_id: large.id }]);
  });
});
