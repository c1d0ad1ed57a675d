import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { openPrivately, panelIn } from '../support/panels.ts';
import type { TestWorld } from '../support/world.ts';

const LINK = (world: TestWorld) => `https://t.me/${world.app.bot.username}?start=settings_${world.group.id}`;

/** What the bot has sent since, with its buttons. */
function sentSince(world: TestWorld, count: number) {
  return world.telegram.calls.after(count).filter(({ method }) => method === 'sendMessage');
}

const urls = (markup: unknown) =>
  ((markup as { inline_keyboard: { url?: string }[][] } | undefined)?.inline_keyboard ?? [])
    .flat()
    .map(({ url }) => url);

describeJourney('The settings in private', (begin) => {
  const privately = async (world: TestWorld, who: TestWorld['anna'], text: string) => {
    const chat = world.telegram.world.privateChat(who);
    world.telegram.world.say(who, chat, text);
    await world.settled();
    return panelIn(world, who, chat);
  };

  it('are offered by a link where the bot cannot speak to one person alone', async () => {
    const world = await begin({ bot: 'member' });
    const before = world.telegram.calls.count;
    await world.hears(world.anna, '/settings');
    const [sent] = sentSince(world, before);
    expect(sent?.params.text).to.equal('I show settings only where nobody else sees them.');
    expect(urls(sent?.params.reply_markup)).to.deep.equal([LINK(world)]);
    expect(await world.database.query('select * from panels'), 'none is open').to.deep.equal([]);

    const panel = await privately(world, world.anna, `/start settings_${world.group.id}`);
    expect(panel.text()).to.include('Settings of Garden');
    await panel.press('Reputation');
    await panel.press('✅ Reputation');
    await panel.press('Save');
    expect((await world.ledger()).settings['reputation.enabled']).to.equal(false);
    const count = world.telegram.calls.count;
    await world.hears(world.anna, '/settings');
    const [again] = sentSince(world, count);
    expect(again?.params.chat_id, 'she has started the bot').to.equal(world.anna.id);
  });

  it('are what an anonymous admin gets, who cannot be told apart in the group', async () => {
    const world = await begin();
    const before = world.telegram.calls.count;
    await world.hears(world.anna, '/settings', { as: 'anonymous_admin' });
    const sent = sentSince(world, before);
    expect(sent.map(({ params }) => urls(params.reply_markup))).to.deep.equal([[LINK(world)]]);
    expect(sent[0]?.params.text).to.not.include('Garden');
    const panel = await privately(world, world.anna, `/start settings_${world.group.id}`);
    expect(panel.text()).to.include('Settings of Garden');
  });

  it('are refused for a group that one does not administer, that is unknown, or that the bot has left', async () => {
    const world = await begin();
    const { world: telegram } = world.telegram;
    await world.hears(world.anna, '/get');
    const refusal = 'You are no admin of that group, or I am not in it.';
    const said = async (who: TestWorld['anna'], link: string) => (await privately(world, who, link)).text();
    expect(await said(world.boris, `/start settings_${world.group.id}`)).to.equal(refusal);
    expect(await said(world.anna, '/start settings_-1009999')).to.equal(refusal);
    expect(await world.database.query('select * from chats where chat_id = -1009999')).to.deep.equal([]);
    expect(await said(world.anna, '/start settings_1'), 'no group at all').to.include('Hello!');
    expect(await said(world.anna, `/start settings_${world.group.id}`), 'control').to.include('Settings of');
    telegram.setBotStatus(world.group, { status: 'left' });
    expect(await said(world.anna, `/start settings_${world.group.id}`)).to.equal(refusal);
    expect(await said(world.anna, '/settings')).to.include('I know of no group that you administer');
  });

  it('ask Telegram anew for the admins of a group, if it is known', async () => {
    const world = await begin();
    await world.hears(world.boris, 'Good morning.');
    const panel = await openPrivately(world);
    expect(panel.text()).to.include('Settings of Garden');
    const asked = world.telegram.calls.of('getChatAdministrators').map(({ params }) => params.chat_id);
    expect(asked).to.deep.equal([world.group.id]);
  });

  it('let one choose among the groups that one administers, page by page', async () => {
    const world = await begin();
    const { world: telegram } = world.telegram;
    await world.hears(world.anna, '/get');
    const titles = [
      '<b>Bees</b> & more',
      'x'.repeat(100),
      ' ',
      ...Array.from({ length: 7 }, (_, n) => `Club ${n}`),
    ];
    for (const title of titles) {
      const chat = telegram.createGroup({ title, owner: world.anna, members: [world.boris] });
      telegram.say(world.anna, chat, '/get');
    }
    const foreign = telegram.createGroup({ title: 'Foreign', owner: world.boris, members: [world.anna] });
    telegram.say(world.boris, foreign, '/get');
    await world.settled();
    const panel = await privately(world, world.anna, '/settings');
    expect(panel.text()).to.equal('Whose settings?');
    const first = panel.buttons();
    await panel.press('›');
    const all = [...first, ...panel.buttons()].filter((words) => words !== '‹' && words !== '›');
    expect(all).to.have.lengthOf(11).and.include('Garden').and.include('<b>Bees</b> & more');
    expect(all).to.not.include('Foreign');
    expect(all.find((words) => words.startsWith('xxx'))).to.have.lengthOf(40);
    expect(
      all.some((words) => /^#-\d+$/.test(words)),
      'a title that nobody can see',
    ).to.equal(true);
    await panel.press('‹');
    await panel.press('<b>Bees');
    expect(panel.text()).to.equal(
      'Settings of <b>Bees</b> & more\nChoose what to change. Nothing counts before you save it.',
    );
    await panel.press('Reputation');
    await panel.press('✅ Reputation');
    await panel.press('‹ Back');
    await panel.press('‹ Groups');
    await panel.press('›');
    await panel.press('Garden');
    expect(panel.text(), 'each has its own').to.include('Settings of Garden').and.not.include('not saved');
    await panel.press('‹ Groups');
    await panel.press('<b>Bees');
    expect(panel.text()).to.include('1 change is not saved yet');
  });

  it('read words for the group whose panel was used last', async () => {
    const world = await begin();
    const { world: telegram } = world.telegram;
    const other = telegram.createGroup({ title: 'Other', owner: world.anna });
    telegram.say(world.anna, other, '/get');
    await world.hears(world.anna, '/get');
    const garden = await openPrivately(world);
    await garden.press('Reputation');
    await garden.press('Thank words');
    const list = await privately(world, world.anna, '/settings');
    await list.press('Other');
    await list.press('Reputation');
    await list.press('Thank words');
    await privately(world, world.anna, 'merci');
    expect(list.text()).to.include('Not saved yet: merci');
    expect(garden.text()).to.include('Now: thanks');
    await list.press('Save');
    await privately(world, world.anna, 'danke');
    expect(garden.text(), 'the other waits still').to.include('Not saved yet: danke');
  });

  it('understand /help and /start while they wait for words', async () => {
    const world = await begin();
    await world.hears(world.anna, '/get');
    const panel = await openPrivately(world);
    await panel.press('Reputation');
    await panel.press('Thank words');
    expect((await privately(world, world.anna, '/help')).text()).to.include('I count thanks in groups');
    await privately(world, world.anna, '/cancel');
    expect(panel.text()).to.include('Reputation · 1 of 4');
    expect((await privately(world, world.anna, '/cancel')).text()).to.equal('There is nothing to cancel.');
  });
});
