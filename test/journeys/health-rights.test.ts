import { expect } from 'chai';
import type { AilmentName } from '../../src/health/ailments.ts';
import { translate } from '../../src/text/i18n.ts';
import { start, toldInPrivate } from '../support/ailing.ts';
import { describeJourney } from '../support/journey.ts';
import { set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const textOf = (ails: AilmentName, part: string, figures = {}) =>
  translate('en', `health.${ails}.${part}`, { bot: 'laurel_bot', ...figures }).text;

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
