import { expect } from 'chai';
import { type AilmentName, SEVERITY } from '../../src/health/ailments.ts';
import { plainText } from '../../src/text/html.ts';
import { translate } from '../../src/text/i18n.ts';
import { ailing, start, toldInPrivate } from '../support/ailing.ts';
import { describeOnBoth } from '../support/database.ts';
import { describeJourney } from '../support/journey.ts';
import { openStillWorld, set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

/** What `/health` answers to Anna, wherever it reaches her. */
async function asked(world: TestWorld): Promise<string> {
  await world.settled();
  const before = world.telegram.calls.count;
  world.say(world.anna, '/health');
  await world.settled();
  const answers = world.telegram.calls
    .after(before)
    .filter(({ method, status }) => method === 'sendMessage' && status === 200);
  expect(answers.length, 'answers').to.be.at.least(1);
  return answers.map(({ params }) => String(params.text)).join('\n');
}

const textOf = (ails: AilmentName, part: string, figures = {}) =>
  translate('en', `health.${ails}.${part}`, { bot: 'laurel_bot', ...figures }).text;

describeOnBoth('/health', (open) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openStillWorld(await open());
    await start(world, world.anna);
  });
  afterEach(() => world.close());

  for (const [name, scene] of Object.entries(ailing)) {
    const ails = name as AilmentName;
    it(`names “${ails}” with its cure as long as it is so`, async () => {
      const bot = world.app.bot.username;
      let figures = scene.figures ?? {};
      await scene.befall(world);
      const topics = world.telegram.world.state.record(world.group).topics;
      if (ails === 'topic_closed') figures = { topic: [...topics.keys()][0] as number };
      const ill = await asked(world);
      expect(ill).to.include(textOf(ails, 'what', { ...figures, bot }));
      expect(ill).to.include(textOf(ails, 'cure', { ...figures, bot }));
      const heading = SEVERITY[ails] === 'hint' ? 'all is well' : 'something is in the way';
      expect(ill).to.include(heading);

      await scene.mend(world);
      const well = await asked(world);
      expect(well)
        .to.include('all is well')
        .and.not.include(textOf(ails, 'what', { ...figures, bot }));
    });
  }
});

describeJourney('/health', (begin) => {
  it('says what works where all is well: standing, language, the last message', async () => {
    const world = await begin();
    world.say(world.boris, 'Good morning.');
    const answer = plainText((await asked(world)) as never);
    const day = new Date(world.telegram.world.clock.now() * 1000).toISOString().slice(0, 10);
    expect(answer).to.equal(
      [
        'Garden: all is well.',
        '',
        'I am an admin here, see all messages and may delete them.',
        'Language English, time zone UTC.',
        `Last message seen: ${day} 12:00.`,
      ].join('\n'),
    );
    const [call] = world.telegram.calls.of('sendMessage').slice(-1);
    expect(call?.params.ephemeral_message_parameters).to.deep.include({ receiver_user_id: world.anna.id });
  });

  it('is for admins', async () => {
    const world = await begin();
    expect((await world.hears(world.chiara, '/health')).join()).to.include('Only admins');
  });

  it('tells what was known last where Telegram does not answer, and says so', async () => {
    const world = await begin();
    await world.hears(world.anna, '/get');
    const { faults } = world.telegram;
    for (const method of ['getMe', 'getChatMember', 'getChat', 'getChatAdministrators'])
      faults.next(method, { kind: 'cut', times: 2 });
    const answer = await asked(world);
    expect(answer).to.include('all is well').and.include('Telegram does not answer right now');
    for (const method of ['getMe', 'getChatMember', 'getChat', 'getChatAdministrators'])
      while (faults.take(method));
    expect(await asked(world)).to.not.include('Telegram does not answer');
  });

  it('sees what Telegram had not told, and has it corrected by the list of admins', async () => {
    const world = await begin();
    const rows = () =>
      world.database.query(
        'select bot_status as status, bot_can_delete as deletes from chats where chat_id = $1',
        [world.group.id],
      );
    await world.hears(world.anna, '/get');
    expect(await rows()).to.deep.equal([{ status: 'admin', deletes: true }]);
    // Demoted and muted without a word: the update was lost.
    const member = world.telegram.world.member(world.group, world.telegram.world.bot);
    Object.assign(member ?? {}, { status: 'restricted', rights: {}, permissions: {} });
    await start(world, world.anna);
    const answer = await asked(world);
    expect(answer).to.include('I may not write here').and.include('I see only commands');
    expect(await rows()).to.deep.equal([{ status: 'muted', deletes: false }]);
    expect(toldInPrivate(world, world.anna), 'no note beside the answer').to.have.lengthOf(2);
  });
});

describeJourney('A right that is lost', (begin) => {
  const demote = (world: TestWorld, by = world.anna) =>
    world.telegram.world.setBotStatus(world.group, { status: 'member', by });
  const promote = (world: TestWorld, rights?: Record<string, boolean>, by = world.anna) =>
    world.telegram.world.setBotStatus(world.group, {
      status: 'administrator',
      by,
      ...(rights && { rights }),
    });
  const mute = (world: TestWorld) => world.telegram.world.setBotStatus(world.group, { status: 'restricted' });
  const privately = (world: TestWorld, who = world.anna) =>
    toldInPrivate(world, who)
      .slice(1)
      .map((text) =>
        text.split('\n').filter((line) => /^(❌|⚠️|💡)/.test(line) || text.split('\n').length === 1),
      );

  async function begun() {
    const world = await begin();
    await start(world, world.anna);
    await world.hears(world.anna, '/get');
    return world;
  }

  it('is told in private once, with its cure, to whoever took it; in the group nothing is said', async () => {
    const world = await begun();
    const before = world.telegram.calls.count;
    demote(world);
    await world.settled();
    const [first, ...more] = world.telegram.calls
      .after(before)
      .filter(({ method }) => method === 'sendMessage');
    expect(more).to.deep.equal([]);
    expect(first?.params.chat_id).to.equal(world.anna.id);
    expect(first?.params.text).to.include('<b>Garden</b>').and.include('Add administrator');
    expect(first?.params.text).to.include(textOf('blind', 'what'));
    // Again a plain member, again a change of standing: nothing new.
    world.telegram.world.setBotStatus(world.group, {
      status: 'restricted',
      permissions: { can_send_messages: true },
    });
    demote(world);
    await world.settled();
    expect(privately(world)).to.have.lengthOf(1);
  });

  it('that is there again is told in one line; lost again, it is told again', async () => {
    const world = await begun();
    demote(world);
    await world.settled();
    promote(world);
    await world.settled();
    expect(toldInPrivate(world, world.anna).at(-1)).to.equal('<b>Garden</b>: I see all messages again.');
    demote(world);
    await world.settled();
    promote(world);
    await world.settled();
    expect(privately(world)).to.have.lengthOf(4);
  });

  it('may be the right to delete, or to write', async () => {
    const world = await begun();
    promote(world, { can_delete_messages: false });
    await world.settled();
    expect(privately(world)).to.deep.equal([[`⚠️ ${textOf('cannot_delete', 'what')}`]]);
    promote(world);
    world.telegram.world.setPrivacyMode(false);
    await world.settled();
    mute(world);
    await world.settled();
    expect(toldInPrivate(world, world.anna).at(-1)).to.include(textOf('muted', 'what'));
    world.telegram.world.setBotStatus(world.group, { status: 'administrator' });
    await world.settled();
    expect(toldInPrivate(world, world.anna).at(-1)).to.include('I may write again.');
  });

  it('is nobody’s concern where the chat does not need it', async () => {
    const world = await begun();
    await set(world, 'reputation.enabled off', 'experience.enabled off');
    demote(world);
    await world.settled();
    expect(privately(world)).to.deep.equal([]);
  });

  it('is told to who brought the bot in, where whoever took it has never started it', async () => {
    const world = await begin();
    const { telegram, group, anna, boris } = world;
    await world.hears(anna, '/get');
    telegram.world.promote(boris, group);
    await start(world, boris);
    await start(world, anna);
    telegram.world.setBotStatus(group, { status: 'left' });
    telegram.world.addBot(group, { by: boris, as: 'administrator' });
    await world.settled();
    telegram.world.promote(world.chiara, group);
    demote(world, world.chiara);
    await world.settled();
    expect(privately(world, boris)).to.have.lengthOf(1);
    expect(privately(world, anna)).to.deep.equal([]);
    expect(privately(world, world.chiara)).to.deep.equal([]);
  });

  it('is told to three admins at most, where nobody else can be reached', async () => {
    const world = await begin();
    const { telegram, group } = world;
    const admins = [world.anna, world.boris, world.chiara, world.dmitri];
    for (const admin of admins.slice(1)) telegram.world.promote(admin, group);
    await world.hears(world.anna, '/get');
    for (const admin of admins) await start(world, admin);
    const stranger = telegram.world.createUser({ first_name: 'Eva' });
    telegram.world.join(stranger, group);
    telegram.world.promote(stranger, group);
    demote(world, stranger);
    await world.settled();
    const told = admins.filter((admin) => privately(world, admin).length > 0);
    expect(told).to.have.lengthOf(3);
  });

  it('of which nobody could be told is told when it is spoken of again and somebody can be reached', async () => {
    const world = await begin();
    await world.hears(world.anna, '/get');
    demote(world);
    await world.settled();
    expect(
      world.telegram.calls.of('sendMessage').filter(({ params }) => Number(params.chat_id) > 0),
    ).to.deep.equal([]);
    await start(world, world.anna);
    mute(world);
    await world.settled();
    expect(privately(world)).to.deep.equal([
      [`❌ ${textOf('muted', 'what')}`, `❌ ${textOf('blind', 'what')}`],
    ]);
  });

  it('is said in the language of whom it is told to', async () => {
    const world = await begun();
    await start(world, world.dmitri);
    world.telegram.world.promote(world.dmitri, world.group);
    demote(world, world.dmitri);
    await world.settled();
    expect(toldInPrivate(world, world.dmitri).at(-1)).to.include('Я вижу только команды');
  });

  it('is forgotten with the group from which the bot was removed', async () => {
    const world = await begun();
    demote(world);
    await world.settled();
    world.telegram.world.setBotStatus(world.group, { status: 'kicked' });
    await world.settled();
    expect(privately(world)).to.have.lengthOf(1);
    const open = await world.database.query('select * from ailments where healed_at is null');
    expect(open).to.deep.equal([]);
    world.telegram.world.addBot(world.group, { by: world.anna });
    await world.settled();
    expect(privately(world), 'the greeting says it').to.have.lengthOf(1);
  });

  it('goes with the group into the supergroup that it becomes', async () => {
    const world = await begin();
    const { telegram, anna, boris } = world;
    const old = telegram.world.createGroup({ title: 'Small', type: 'group', owner: anna, members: [boris] });
    await start(world, anna);
    telegram.world.setBotStatus(old, { status: 'left' });
    telegram.world.addBot(old, { by: anna, as: 'administrator' });
    telegram.world.setBotStatus(old, { status: 'member', by: anna });
    await world.settled();
    expect(privately(world)).to.have.lengthOf(1);
    const young = telegram.world.upgradeToSupergroup(old);
    await world.settled();
    expect(
      await world.database.query(
        'select a.chat_id as chat, ailment, added_by as by from ailments a join chats c on c.chat_id = a.chat_id where healed_at is null',
      ),
    ).to.deep.equal([{ chat: young.id, ailment: 'blind', by: anna.id }]);
    telegram.world.setBotStatus(young, { status: 'administrator', by: anna });
    await world.settled();
    expect(toldInPrivate(world, anna).at(-1)).to.equal('<b>Small</b>: I see all messages again.');
  });

  it('by an admin’s own settings is not told: the answer to them has said it', async () => {
    const world = await begin({ bot: 'member' });
    await start(world, world.anna);
    world.telegram.world.setPrivacyMode(false);
    await set(world, 'reactions.enabled on');
    promote(world);
    demote(world);
    await world.settled();
    expect(privately(world).flat().join()).to.include(textOf('reactions_need_admin', 'what'));
    await set(world, 'reactions.enabled off');
    await world.settled();
    expect(toldInPrivate(world, world.anna).at(-1)).to.not.include('again');
  });
});

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
