import { expect } from 'chai';
import { migrateChat } from '../../src/engine/chat/migrate.ts';
import { chatId } from '../../src/model/ids.ts';
import type { Message } from '../../src/playground/types.ts';
import { describeJourney } from '../support/journey.ts';
import { press } from '../support/presses.ts';
import { held, level, QUIET } from '../support/rewards-held.ts';
import { set, WITHOUT_EXPERIENCE } from '../support/scenes.ts';

describeJourney('Rewards', (begin, opened) => {
  it('lead into a group of the admin’s own, are listed for all, and changed by admins alone', async () => {
    const world = await begin(QUIET);
    const { anna, boris, chiara, telegram } = world;
    const library = telegram.world.createGroup({
      title: 'Li<b>rary',
      owner: anna,
      username: 'Reading',
      members: [chiara],
    });
    telegram.world.say(anna, library, '/get');
    await world.settled();
    expect((await world.hears(anna, '/reward add level=2 link=@reading')).join()).to.include(
      'a link into “Li&lt;b&gt;rary”',
    );
    expect((await world.hears(chiara, '/reward add level=2 tag=A')).join()).to.not.include('Added');
    world.say(boris, 'Good morning.');
    await level(world, 60);
    await level(world, 100);
    const invites = await world.database.query<{ body: string }>(
      `select body from errands where kind = 'invite'`,
    );
    const made = telegram.calls.all().filter(({ method }) => method === 'createChatInviteLink');
    expect(invites.length + made.length, 'one link, once').to.equal(1);
    expect((await world.hears(boris, '/reward list')).join()).to.include('Li&lt;b&gt;rary');
  });

  it('find the group of a link by its title, too, where the admin administers one alone that is called so', async () => {
    const world = await begin(QUIET);
    const { anna, boris, telegram } = world;
    const group = (title: string, owner: typeof anna) => {
      const made = telegram.world.createGroup({ title, owner, members: [anna] });
      telegram.world.say(owner, made, '/get');
      return made;
    };
    const workshop = group('Мастерская  Workshop', anna);
    group('Мастерская Workshop', boris);
    group('Twin', anna);
    const twin = group('TWIN', anna);
    group('Shed', boris);
    await world.settled();
    const link = async (to: string) => (await world.hears(anna, `/reward add level=2 link=${to}`)).join();
    expect(await link('"мастерская workshop"')).to.include('a link into “Мастерская');
    expect(await link(`${workshop.id}`), 'its id').to.include('a link into “Мастерская');
    expect(await link('Twin'), 'two of a name')
      .to.include('no group “Twin”')
      .and.to.include('-100');
    expect(await link(`${twin.id}`), 'control').to.include('a link into “TWIN”');
    expect(await link('Shed'), 'another’s').to.include('no group “Shed”');
    expect(await link('@Workshop'), 'as it was written').to.include('no group “@Workshop”');
    expect(await link('Garden'), 'this one').to.include('this very group');
  });

  it('hint at a higher one that takes their place', async () => {
    const world = await begin(QUIET);
    const add = async (words: string) => (await world.hears(world.anna, `/reward add ${words}`)).join();
    const hint = 'Who has a higher reward does not hold this one';
    expect(await add('level=7 tag=Junior')).to.not.include(hint);
    expect(await add('level=5 tag=Rookie')).to.include(hint);
    expect(await add('level=4 tag=Known keep=persistent'), 'stays').to.not.include(hint);
    expect(await add('title=Helper tag=Helper'), 'of another kind').to.not.include(hint);
    await set(world, 'rewards.mode stack');
    expect(await add('level=3 tag=New'), 'all stay').to.not.include(hint);
  });

  it('say how GiselleBot’s commands are written', async () => {
    const world = await begin(QUIET);
    expect((await world.hears(world.anna, '/expar')).join()).to.include('/expar 5 Rookie --volatile');
    expect((await world.hears(world.anna, '/exprr 5')).join()).to.include('/exprr 5 Rookie');
    await world.hears(world.anna, '/reward add level=2 tag=A weight=2');
    const list = await world.hears(world.anna, '/reward add level=3 tag=B weight=3');
    expect(list.join()).to.include('thanks count 3 times');
    expect((await world.hears(world.anna, '/reward list')).join()).to.include('thanks count twice');
  });

  it('go with the file of settings into another group, with its titles, after asking', async () => {
    const world = await begin(QUIET);
    const { anna, boris, telegram } = world;
    await world.hears(anna, '/title add "Legend of the Garden" rep=500');
    await world.hears(anna, '/reward add title=Helper tag=Helper keep=persistent');
    await world.hears(anna, '/expar 5 Rookie --volatile');
    await world.hears(anna, '/export');
    const [call] = telegram.calls.of('sendDocument');
    const { document } = (call?.result ?? {}) as Message;
    const data = await (await fetch(`${telegram.root}/local/file?id=${document?.file_id}`)).text();
    expect(JSON.parse(data)).to.deep.include({
      titles: [
        ...['"Helpful Soul" rep=5', '"Helper" rep=25', '"Pillar of the Chat" rep=100', '"Legend" rep=300'],
        '"Legend of the Garden" rep=500',
      ],
      rewards: ['title="Helper" tag="Helper" keep=persistent', 'level=5 tag="Rookie" keep=volatile'],
    });
    const meadow = telegram.world.createGroup({ title: 'Meadow', owner: anna, members: [boris] });
    telegram.world.say(anna, meadow, { text: '/import', file: { name: 'settings.json', data } });
    await world.settled();
    const asked = telegram.world.lastSeen(meadow, anna)?.raw as Message;
    expect(asked.text).to.include('New titles: 1').and.to.include('New rewards: 2');
    await press(world, anna, 'Apply', asked);
    telegram.world.say(anna, meadow, '/reward list');
    await world.settled();
    const listed = telegram.world.lastSeen(meadow, anna)?.raw as Message;
    expect(listed.text).to.include('Helper: the tag “Helper” – for good');
    telegram.world.say(boris, meadow, 'Good morning.');
    telegram.world.say(anna, meadow, '/addrep @boris 500');
    expect(await held(world, boris, meadow.id)).to.equal('Helper | Helper');
  });

  it('go on in the supergroup that a group becomes', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const { anna, boris } = world;
    world.say(boris, 'Good morning.');
    await world.hears(anna, '/reward add level=2 tag="Gardener"');
    await level(world, 60);
    const young = chatId(world.group.id - 1);
    await opened().transact((flight) => migrateChat(flight, chatId(world.group.id), young));
    expect(await held(world, boris, young)).to.equal('Gardener | Gardener');
  });
});
