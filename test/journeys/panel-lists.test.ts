import { expect } from 'chai';
import { readRewards } from '../../src/ranks/rewards-stored.ts';
import { describeJourney } from '../support/journey.ts';
import { openPanel, openPrivately, panelIn } from '../support/panels.ts';
import { set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

async function phrases(world: TestWorld): Promise<string[]> {
  const rows = await world.database.query<{ phrase: string }>(
    'select phrase from triggers where chat_id = $1 order by id',
    [world.group.id],
  );
  return rows.map(({ phrase }) => phrase);
}

async function rewards(world: TestWorld) {
  const [row] = await world.database.query<{ rewards: string }>(
    'select rewards from chats where chat_id = $1',
    [world.group.id],
  );
  return readRewards(row?.rewards ?? '').list;
}

const inPrivate = async (world: TestWorld, text: string) => {
  world.telegram.world.say(world.anna, world.telegram.world.privateChat(world.anna), text);
  await world.settled();
};

describeJourney('Triggers and rewards in the panel', (begin) => {
  it('shows triggers, takes one away at once, and leads back', async () => {
    const world = await begin();
    await world.hears(world.anna, '/trigger add "well done" rep=5');
    await world.hears(world.anna, '/trigger add "bravo" rep=1 text="Bravo, {receiver}!"');
    const panel = await openPanel(world);
    await panel.press('Triggers');
    expect(panel.text()).to.include('2 triggers').and.include('"well done" rep=5');
    await panel.press('2. bravo');
    expect(panel.text()).to.include('text="Bravo, {receiver}!"');
    await panel.press('Remove');
    expect(panel.text()).to.include('✅ Trigger 2 is gone. It was:').and.include('1 trigger');
    expect(await phrases(world)).to.deep.equal(['well done']);
    await panel.press('‹ Back');
    expect(panel.text()).to.include('Settings of Garden');
  });

  it('adds one that is written in private, refuses what cannot be, and goes on waiting', async () => {
    const world = await begin();
    const { anna, boris } = world;
    await world.hears(anna, '/get');
    const panel = await openPrivately(world);
    await panel.press('Triggers');
    await panel.press('Add');
    expect(panel.text()).to.include('as /trigger add takes it').and.include('/cancel goes back');
    await inPrivate(world, 'nothing=at all');
    expect(panel.text()).to.include('⚠️');
    await inPrivate(world, '"/top" rep=5');
    expect(panel.text()).to.include('/top');
    expect(await phrases(world)).to.deep.equal([]);
    await inPrivate(world, '/trigger add "well done" rep=5');
    expect(panel.text()).to.include('✅ Trigger 1 is there now');
    expect(panel.text()).to.include('✅ Trigger 1 is there now').and.include('1 trigger');
    expect(await phrases(world)).to.deep.equal(['well done']);
    world.say(anna, { text: 'Well done!', replyTo: world.say(boris, 'Watered.') });
    await world.settled();
    expect(await world.reputation(boris)).to.equal(5);
    await inPrivate(world, '"bravo" rep=5');
    expect(await phrases(world), 'nothing is asked any more').to.deep.equal(['well done']);
    await panel.press('Add');
    await inPrivate(world, '/cancel');
    expect(panel.text()).to.include('1 trigger');
  });

  it('adds a reward by a reply in the group, with a link into another group, and keeps it otherwise', async () => {
    const world = await begin();
    const { anna, group, telegram } = world;
    const library = telegram.world.createGroup({ title: 'Library', owner: anna, bot: 'administrator' });
    telegram.world.say(anna, library, '/get');
    await world.hears(world.boris, '/top');
    const rating = panelIn(world, world.boris).message();
    const panel = await openPanel(world);
    await panel.press('Rewards');
    expect(panel.text()).to.include('This chat has no rewards');
    await panel.press('Add');
    const reply = async (text: string) => {
      telegram.world.say(anna, group, text, { replyTo: rating });
      await world.settled();
    };
    await reply('level=5 tag="Rookie" link=Nowhere');
    expect(panel.text()).to.include('I know no group');
    await reply('level=5 tag="Rookie" link=Library keep=volatile');
    expect(panel.text()).to.include('✅ Reward 1 is there now').and.include('a link into “Library”');
    expect(await rewards(world)).to.have.lengthOf(1);
    await panel.press('1. level 5');
    expect(panel.buttons().slice(0, 3)).to.deep.equal([
      '✅ until the next level or title',
      'for good',
      'until a higher reward',
    ]);
    await panel.press('for good');
    expect((await rewards(world))[0]).to.include({ keep: 'persistent', gone: false });
    expect(panel.buttons()).to.include('✅ for good');
    expect(await panel.press('✅ for good')).to.include('like that already');
    const keep = panel.dataOf('until the next');
    expect(Buffer.byteLength(keep)).to.be.at.most(64);
    await panel.press('Remove');
    expect(panel.text()).to.include('✅ Reward 1 is gone. Who holds it keeps it.');
    expect((await rewards(world))[0]).to.include({ gone: true });
    await panel.forge(keep);
    expect(panel.text(), 'a button of before').to.include('no reward “1”');
    await panel.press('When a higher reward comes');
    await panel.press('all together');
    expect(panel.text()).to.include('1 change is not saved yet');
    await panel.press('Save');
    expect((await world.hears(anna, '/get rewards.mode')).join()).to.include('stack');
  });

  it('is for admins alone, and nobody’s who is none any more', async () => {
    const world = await begin();
    const { anna, boris, telegram, group } = world;
    telegram.world.promote(boris, group, { by: anna });
    await world.hears(anna, '/trigger add "well done" rep=5');
    const panel = await openPanel(world, boris);
    await panel.press('Triggers');
    await panel.press('1. well done');
    const remove = panel.dataOf('Remove');
    telegram.world.demote(boris, group, { by: anna });
    await panel.forge(remove);
    expect(panel.text()).to.include('Only admins');
    expect(await phrases(world)).to.deep.equal(['well done']);
    await world.hears(boris, '/top');
    const rating = telegram.world.visibleTo(group, world.chiara).at(-1)?.raw;
    if (!rating) throw new Error('no rating');
    await telegram.world.press(world.chiara, rating, remove, { forged: true });
    await world.settled();
    expect(await phrases(world)).to.deep.equal(['well done']);
  });

  it('turns the pages of many', async () => {
    const world = await begin();
    await set(world, 'announce.titles none');
    for (let n = 1; n <= 9; n += 1) world.say(world.anna, `/trigger add "phrase ${n}" rep=1`);
    await world.settled();
    thank(world, world.boris, world.say(world.chiara, 'Good morning.'));
    const panel = await openPanel(world);
    await panel.press('Triggers');
    expect(panel.buttons()).to.include('8. phrase 8').and.not.include('9. phrase 9');
    await panel.press('›');
    expect(panel.buttons()).to.include('9. phrase 9');
  });
});
