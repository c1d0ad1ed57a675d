import { expect } from 'chai';
import type { User } from '../../src/playground/types.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, newcomer, set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const DAY = 86_400;
const QUIET = { settings: { 'announce.titles': 'none', 'reputation.pair_interval': 0 } };

describeJourney('A rating', (begin) => {
  const lines = async (world: TestWorld, text: string, who: User = world.anna): Promise<string[]> =>
    (await world.hears(who, text))
      .join('\n')
      .split('\n')
      .map((line) => line.replace(/<\/?b>/g, ''));
  const shown = (world: TestWorld) => {
    const last = world.telegram.world
      .visibleTo(world.group, world.dmitri)
      .filter(({ buttons }) => buttons.length > 0)
      .at(-1);
    if (!last) throw new Error('no message with buttons');
    return last;
  };
  const press = async (world: TestWorld, data: string) => {
    await world.telegram.world.press(world.boris, shown(world).raw, data);
    await world.settled();
    return shown(world).text.split('\n');
  };

  it('is by experience, by level, and by thanks given, too', async () => {
    const world = await begin(QUIET);
    for (const [name, points] of [
      ['boris', 320],
      ['dmitri', 60],
    ] as const) {
      world.say(name === 'boris' ? world.boris : world.dmitri, 'Hello.');
      await world.settled();
      await world.hears(world.anna, `/setexp @${name} ${points}`);
    }
    expect((await lines(world, '/top experience')).slice(0, 3)).to.deep.equal([
      'Experience in Garden',
      '1. Boris – 320',
      '2. Дмитрий – 60',
    ]);
    expect((await lines(world, '/top levels')).slice(0, 3)).to.deep.equal([
      'Levels in Garden',
      '1. Boris – level 4 (320)',
      '2. Дмитрий – level 2 (60)',
    ]);
    await world.hears(world.anna, '/setexp @dmitri 301');
    expect((await lines(world, '/top level')).slice(1, 3), 'a level is shared').to.deep.equal([
      '1. Boris – level 4 (320)',
      '1. Дмитрий – level 4 (301)',
    ]);
    thank(world, world.chiara, world.say(world.boris, 'Water them.'));
    expect(await lines(world, '/top given')).to.deep.equal(['Thanks given in Garden', '1. Chiara – 1']);
    await set(world, 'experience.enabled off');
    expect((await lines(world, '/top experience')).join()).to.include('switched off');
    expect((await press(world, 'top:1:experience'))[0], 'an old button').to.equal('Reputation in Garden');
    const data = shown(world)
      .buttons.flat()
      .map((button) => button.callback_data);
    expect(data.join()).to.not.include('experience').and.to.not.include('levels');
  });

  it('is of a time: by the calendar, or so many times 24 hours', async () => {
    const world = await begin(QUIET);
    const tip = world.say(world.boris, 'Water them.');
    world.say(world.dmitri, 'Good morning.');
    thank(world, world.chiara, tip);
    await world.settled();
    // At noon: 23 hours later it is another day, and less than 24 hours.
    advance(world, 23 * 3600);
    const other = world.say(world.dmitri, 'In the evening.');
    thank(world, world.chiara, other);
    thank(world, world.boris, other);
    await world.settled();
    expect(await lines(world, '/top day')).to.deep.equal(['Reputation in Garden · today', '1. Дмитрий – +2']);
    expect(await lines(world, '/top --days 1')).to.deep.equal([
      'Reputation in Garden · last 24 hours',
      '1. Дмитрий – +2',
      '2. Boris – +1',
    ]);
    advance(world, 2 * 3600);
    expect((await lines(world, '/top --days 1')).slice(1), 'an hour more than 24').to.deep.equal([
      '1. Дмитрий – +2',
    ]);
    expect((await lines(world, '/top --days 2 --min 2')).join())
      .to.include('from 2 on')
      .and.not.include('Boris');
    expect(await press(world, 'top:1')).to.include('2. Boris – 1');
    expect(
      (await press(world, 'top:1:given').then(() => press(world, 'top:1:given:day'))).slice(1),
    ).to.have.members(['1. Chiara – +1', '1. Boris – +1']);
    advance(world, 40 * DAY);
    world.say(world.dmitri, 'Good morning.');
    await world.settled();
    expect((await lines(world, '/top month')).join('\n')).to.include('Nobody has gained any of it');
    expect(await lines(world, '/top experience day'), 'first visits').to.have.lengthOf(3);
  });

  it('is of admins only, or of who holds a title, as the ladder is now', async () => {
    const world = await begin(QUIET);
    for (const [who, points] of [
      [world.boris, 30],
      [world.chiara, 6],
      [world.dmitri, 1],
    ] as const) {
      await world.hears(world.anna, `/setrep ${points}`, { replyTo: world.say(who, 'Hello.') });
    }
    await world.hears(world.anna, '/addrep 7', { replyTo: world.say(world.anna, 'Hello.') });
    expect((await lines(world, '/top --title Helper')).slice(1)).to.deep.equal(['1. Boris – 30']);
    expect((await lines(world, '/lb --roles "Helper" "Helpful Soul"')).slice(1)).to.deep.equal([
      ...['1. Boris – 30', '2. Anna – 7', '3. Chiara – 6'],
    ]);
    expect((await lines(world, '/top --title Nobody')).join()).to.include('There is no title “Nobody”');
    await world.hears(world.anna, '/title edit "Helper" rep=31');
    expect((await lines(world, '/top --title Helper')).join()).to.include(
      'Nobody in this rating holds “Helper”.',
    );
    expect((await lines(world, '/top --admins')).slice(0, 2).join()).to.include('admins only');
    expect((await lines(world, '/top --admins', world.boris)).join()).to.not.include('Boris');
  });

  it('is one that everybody can win', async () => {
    const world = await begin(QUIET);
    const tip = world.say(world.boris, 'Water them.');
    for (const who of [world.chiara, world.dmitri]) thank(world, who, tip);
    for (let more = 0; more < 3; more += 1) thank(world, world.chiara, world.say(world.dmitri, 'At noon.'));
    await world.settled();
    expect((await lines(world, '/top helpful')).slice(0, 2)).to.deep.equal([
      'Helped the most different people in Garden · this month',
      '1. Boris – 2',
    ]);
    expect((await lines(world, '/top thankful'))[1]).to.equal('1. Chiara – 4');
    expect((await lines(world, '/top rising'))[1]).to.equal('1. Дмитрий – +3');
    await world.hears(world.anna, '/undo', { replyTo: world.say(world.chiara, 'x') });
    advance(world, 60 * DAY);
    const [, message] = newcomer(world, 'Nora');
    thank(world, world.dmitri, message);
    await world.settled();
    const fresh = (await lines(world, '/top new')).join();
    expect(fresh).to.include('1. Nora').and.to.not.include('Boris');
    expect(await press(world, 'top:1:rising:month')).to.include('1. Nora – +1');
  });

  it('keeps names of all kinds within their lines', async () => {
    const world = await begin(QUIET);
    const names = [
      '👩‍👩‍👧‍👦'.repeat(64 / 16) + '🏳️‍🌈'.repeat(30),
      'ا'.repeat(64),
      `\u202E${'x'.repeat(80)}`,
      `Z${'\u0301'.repeat(50)}algo`,
      '\u200B\u200B',
    ];
    for (const [index, name] of names.entries()) {
      const [, message] = newcomer(world, name);
      await world.hears(world.anna, `/setrep ${20 - index}`, { replyTo: message });
    }
    const rows = (await lines(world, '/top')).slice(1);
    expect(rows).to.have.lengthOf(5);
    for (const [index, row] of rows.entries()) {
      expect(row, 'each ends with its own figure').to.match(new RegExp(` – ${20 - index}$`));
      expect([...new Intl.Segmenter().segment(row)].length).to.be.at.most(60);
      expect(row).to.not.match(/\u202E|\u0301{4}/);
    }
  });
});

describeJourney('The rating over all chats', (begin) => {
  it('sums up what people have in those that allow it, and names none of them', async () => {
    const world = await begin(QUIET);
    const second = world.telegram.world.createGroup({
      ...{
        title: 'Kitchen',
        type: 'supergroup',
        owner: world.anna,
        members: [world.boris],
        bot: 'administrator',
      },
    });
    const give = async (chat: typeof second, points: number) => {
      const tip = world.telegram.world.say(world.boris, chat, 'Salt them.');
      world.telegram.world.say(world.anna, chat, `/setrep ${points}`, { replyTo: tip });
      await world.settled();
    };
    await give(world.group, 5);
    await give(second, 7);
    const gtop = async () => (await world.hears(world.chiara, '/gtop')).join().replace(/<\/?b>/g, '');
    expect(await gtop()).to.include('Only chats count that allow it');
    // Of oneself it is told as such, and what an admin does about it.
    expect((await world.hears(world.boris, '/gprofile')).join())
      .to.include('You have not been seen')
      .and.include('/set rating.global on');
    await set(world, 'rating.global on');
    expect(await gtop()).to.match(/1\. Boris – 5$/m);
    world.telegram.world.say(world.anna, second, '/set rating.global on');
    await world.settled();
    expect(await gtop())
      .to.match(/1\. Boris – 12$/m)
      .and.not.match(/Garden|Kitchen/);
    const profile = (await world.hears(world.boris, '/gprofile')).join().replace(/<\/?b>/g, '');
    expect(profile).to.include('Boris\nIn 2 chats\nReputation: 12\nPlace: 1 of 1');
    await world.hears(world.boris, '/hide');
    expect(await gtop(), 'where he is hidden nothing counts').to.match(/1\. Boris – 7$/m);
    expect((await world.hears(world.chiara, '/gprofile 42')).join()).to.include('In no chat');
  });
});
