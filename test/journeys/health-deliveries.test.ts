import { expect } from 'chai';
import type { AilmentName } from '../../src/health/ailments.ts';
import { translate } from '../../src/text/i18n.ts';
import { start, toldInPrivate } from '../support/ailing.ts';
import { describeOnBoth } from '../support/database.ts';
import { openStillWorld, set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const textOf = (ails: AilmentName, part: string, figures = {}) =>
  translate('en', `health.${ails}.${part}`, { bot: 'laurel_bot', ...figures }).text;

describeOnBoth('A delivery that is refused', (open) => {
  let world: TestWorld;
  const privately = (who = world.anna) => toldInPrivate(world, who).slice(1);
  beforeEach(async () => {
    world = await openStillWorld(await open());
    await start(world, world.anna);
    await world.hears(world.anna, '/get');
  });
  afterEach(async () => {
    expect(await world.database.query('select * from set_aside')).to.deep.equal([]);
    await world.close();
  });

  it('because members may not write is told once, and is well when it goes through', async () => {
    const { telegram, group } = world;
    telegram.world.setPrivacyMode(false);
    telegram.world.setBotStatus(group, { status: 'member' });
    const tip = world.say(world.boris, 'Water them.');
    await world.settled();
    telegram.world.setPermissions(group, { can_send_messages: false });
    thank(world, world.anna, tip);
    await world.settled();
    expect(privately()).to.have.lengthOf(1);
    expect(privately()[0]).to.include(textOf('cannot_write', 'what'));
    world.say(world.anna, { text: 'thank you', replyTo: world.say(world.anna, 'Hm.') });
    world.say(world.anna, '/me');
    await world.settled();
    expect(privately().filter((text) => text.includes('refused'))).to.have.lengthOf(1);
    telegram.world.setBotStatus(group, { status: 'administrator' });
    await world.settled();
    expect(privately().at(-1)).to.equal('<b>Garden</b>: What I write comes through again.');
  });

  it('because a topic is closed is told once, until the topic is open again', async () => {
    const { telegram, group, anna } = world;
    world.group.is_forum = true;
    const { id } = telegram.world.createTopic(group, { by: anna, name: 'Tools' });
    telegram.world.closeTopic(group, id, { by: anna });
    const notes = () => privately().filter((text) => text.includes(textOf('topic_closed', 'what')));
    for (const _ of [1, 2]) {
      world.say(anna, { text: '/top', thread: id });
      await world.settled();
    }
    expect(notes()).to.have.lengthOf(1);
    telegram.world.reopenTopic(group, id, { by: anna });
    await world.settled();
    expect(privately().at(-1)).to.equal('<b>Garden</b>: I may write in that topic again.');
    telegram.world.closeTopic(group, id, { by: anna });
    world.say(anna, { text: '/top', thread: id });
    await world.settled();
    expect(notes()).to.have.lengthOf(2);
    // With the right to manage topics it may write there though it is closed.
    telegram.world.setBotStatus(group, { status: 'administrator', rights: { can_manage_topics: true } });
    world.say(anna, { text: '/top', thread: id });
    await world.settled();
    expect(privately().at(-1)).to.equal('<b>Garden</b>: I may write in that topic again.');
  });

  it('because the reaction is not allowed is told where the chat wants reactions, until one goes through', async () => {
    const { telegram, group } = world;
    await set(world, 'reputation.reply reaction', 'reputation.pair_interval 0');
    const tip = world.say(world.boris, 'Water them.');
    telegram.world.allowReactions(group, []);
    for (const _ of [1, 2]) {
      thank(world, world.chiara, tip);
      await world.settled();
    }
    expect(privately()).to.have.lengthOf(1);
    expect(privately()[0]).to.include(textOf('reaction_refused', 'what', { reaction: '❤' }));
    telegram.world.allowReactions(group, null);
    thank(world, world.chiara, tip);
    await world.settled();
    expect(privately().at(-1)).to.equal('<b>Garden</b>: I may react again.');
  });

  it('is nobody’s concern where a reaction only stands in for words', async () => {
    await set(world, 'reputation.pair_interval 0');
    world.telegram.world.allowReactions(world.group, []);
    const tip = world.say(world.boris, 'Water them.');
    for (const _ of [1, 2, 3, 4]) thank(world, world.chiara, tip);
    await world.settled();
    expect(world.refusedCalls().map(({ method }) => method)).to.deep.equal(['setMessageReaction']);
    expect(privately()).to.deep.equal([]);
  });

  it('only for now: a right that is given back before its note was sent is not spoken of', async () => {
    world.telegram.faults.next('sendMessage', { kind: 'status', code: 502, times: 3 });
    world.telegram.world.setBotStatus(world.group, { status: 'member' });
    while (world.telegram.faults.left === 3) await new Promise((resolve) => setTimeout(resolve, 5));
    world.telegram.world.setBotStatus(world.group, { status: 'administrator' });
    while (world.telegram.faults.take('sendMessage'));
    await world.settled();
    expect(privately()).to.deep.equal([]);
  });

  it('because the bot is out drops everything, and nobody is told', async () => {
    const { telegram, group } = world;
    const tip = world.say(world.boris, 'Water them.');
    await world.settled();
    const description = 'Forbidden: bot was kicked from the supergroup chat';
    telegram.faults.next('sendMessage', { kind: 'status', code: 403, description });
    thank(world, world.chiara, tip);
    await world.settled();
    expect(privately()).to.deep.equal([]);
    expect(
      await world.database.query('select bot_status as status from chats where chat_id = $1', [group.id]),
    ).to.deep.equal([{ status: 'out' }]);
  });
});
