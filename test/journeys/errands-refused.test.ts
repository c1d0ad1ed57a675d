import { expect } from 'chai';
import type { User } from '../../src/playground/types.ts';
import { start, toldInPrivate } from '../support/ailing.ts';
import { describeOnBoth } from '../support/database.ts';
import { inviteFor, leave, openGreenhouse, refuseTag, tagFor } from '../support/errands.ts';
import { openStillWorld, set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

describeOnBoth('What the bot may not do for members', (open) => {
  let world: TestWorld;
  let before: number;
  beforeEach(async () => {
    world = await openStillWorld(await open());
    await start(world, world.anna);
    // Its admins are known from now on.
    await world.hears(world.anna, '/get');
    before = toldInPrivate(world, world.anna).length;
  });
  afterEach(() => world.close());

  const be = (rights: Record<string, boolean>) =>
    world.telegram.world.setBotStatus(world.group, { status: 'administrator', by: world.anna, rights });
  const told = () => toldInPrivate(world, world.anna).slice(before);
  const refused = () => world.refusedCalls().map(({ method }) => method);
  const tagOf = (who: User) => world.telegram.world.member(world.group, who)?.tag;

  it('waits for the right: an admin is told once, and once more when all of it is done', async () => {
    be({ can_manage_tags: false });
    await world.settled();
    await leave(world, tagFor(world, world.boris, 'Gardener'), tagFor(world, world.chiara, 'Sower'));
    await leave(world, tagFor(world, world.dmitri, 'Reaper'));
    expect(told()).to.have.length(1);
    expect(told()[0]).to.include('Manage tags');
    be({});
    await world.settled();
    expect([world.boris, world.chiara, world.dmitri].map(tagOf)).to.deep.equal([
      'Gardener',
      'Sower',
      'Reaper',
    ]);
    expect(told()).to.have.length(2);
    expect(told()[1]).to.include('I may set tags again');
    expect(refused()).to.deep.equal(['setChatMemberTag', 'setChatMemberTag']);
  });

  it('waits for the right in another group, which is named', async () => {
    const greenhouse = openGreenhouse(world, false);
    await world.settled();
    await leave(world, inviteFor(world, world.anna, openGreenhouse(world)));
    await leave(world, inviteFor(world, world.boris, greenhouse));
    expect(told().at(-1)).to.include('invite link into Greenhouse');
    await start(world, world.boris);
    world.telegram.world.setBotStatus(greenhouse, { status: 'administrator' });
    await world.settled();
    expect(told().at(-1)).to.include('links for rewards again');
    expect(toldInPrivate(world, world.boris).at(-1)).to.include('lets in one person');
  });

  it('tells a tag that Telegram does not take to who chose it, once, and once more when it is well', async () => {
    const { world: telegram } = world.telegram;
    telegram.promote(world.boris, world.group, { by: world.anna });
    await start(world, world.boris);
    const toBoris = () => toldInPrivate(world, world.boris).slice(1);
    await world.hears(world.boris, '/reward add level=5 tag=Gardener');
    refuseTag(world, 2);
    await leave(world, tagFor(world, world.chiara, 'Gardener'), tagFor(world, world.dmitri, 'Gardener'));
    expect(toBoris()).to.have.length(1);
    expect(toBoris()[0]).to.include('does not take the tag “Gardener”').and.include('/reward edit');
    expect(told(), 'Anna did not choose it').to.deep.equal([]);
    expect(tagOf(world.chiara)).to.equal(undefined);

    // Another tag is taken: that tells nothing of this one.
    await leave(world, tagFor(world, world.chiara, 'Sower'));
    expect(toBoris()).to.have.length(1);
    await world.hears(world.anna, '/reward edit 1 tag=Planter');
    await leave(world, tagFor(world, world.chiara, 'Planter'));
    expect(toBoris()).to.have.length(2);
    expect(toBoris()[1]).to.include('takes the tags of rewards again');
    // What Anna has chosen is told to her.
    refuseTag(world);
    await leave(world, tagFor(world, world.dmitri, 'Planter'));
    expect(told()).to.have.length(1);
    expect(told()[0]).to.include('“Planter”');
  });

  it('knows before a reward leads into a group whether links can be made there', async () => {
    const greenhouse = openGreenhouse(world, false);
    await world.hears(world.anna, '/get');
    world.telegram.world.say(world.anna, greenhouse, '/get');
    await world.settled();
    const add = () => world.hears(world.anna, '/reward add level=5 link=Greenhouse');
    expect((await add()).join())
      .to.include('cannot make links into')
      .and.include('may invite');
    world.telegram.world.setBotStatus(greenhouse, { status: 'administrator' });
    expect((await add()).join())
      .to.include('Greenhouse')
      .and.not.include('cannot');
    expect((await world.hears(world.anna, '/health')).join()).to.include('all is well');
    world.telegram.world.setBotStatus(greenhouse, {
      ...{ status: 'administrator', rights: { can_invite_users: false } },
    });
    await world.settled();
    const ill = (await world.hears(world.anna, '/health')).join();
    expect(ill).to.include('invite link into Greenhouse').and.include('Add users via link');
  });

  it('is too late for newcomers: who could not be limited at first never is', async () => {
    await set(world, 'newcomers.restrict media');
    be({ can_restrict_members: false });
    await world.settled();
    const nina = world.telegram.world.createUser({ first_name: 'Nina' });
    world.telegram.world.join(nina, world.group);
    await world.settled();
    expect(told()).to.have.length(1);
    be({});
    await world.settled();
    expect(world.telegram.world.member(world.group, nina)?.status).to.equal('member');
    expect(told().at(-1)).to.include('I may restrict members again');
    const olga = world.telegram.world.createUser({ first_name: 'Olga' });
    world.telegram.world.join(olga, world.group);
    await world.settled();
    expect(world.telegram.world.member(world.group, olga)?.status).to.equal('restricted');
  });
});
