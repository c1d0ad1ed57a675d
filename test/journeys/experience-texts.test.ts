import { expect } from 'chai';
import type { User } from '../../src/playground/types.ts';
import { describeJourney } from '../support/journey.ts';
import { openPrivately } from '../support/panels.ts';
import { advance, newcomer, set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

// What the texts on experience and ranks say and no other journey plays; `test/experience/texts.ts` has all of it.

const FIFTY = {
  'experience.text': '50-50',
  'experience.daily_visit': '0-0',
  'experience.cooldown': 0,
  'announce.titles': 'none',
};

async function member(world: TestWorld, who: User, chat = world.group.id) {
  await world.settled();
  const found = (await world.ledger(chat)).members.find(({ user_id }) => user_id === who.id);
  return { experience: found?.experience ?? 0, level: found?.level ?? 0, title: found?.title ?? null };
}

let said = 0;
async function earns(world: TestWorld, who: User, text = `Message number ${++said}`): Promise<number> {
  const before = (await member(world, who)).experience;
  world.say(who, text);
  return (await member(world, who)).experience - before;
}

describeJourney('ChatKeeper’s experience', (begin) => {
  it('is switched on, its amounts, its bonus and its words set, all by the panel', async () => {
    const world = await begin({ settings: { 'experience.enabled': false, 'experience.daily_visit': '0-0' } });
    const { anna, boris } = world;
    await world.hears(anna, '/get');
    const panel = await openPrivately(world);
    const write = async (text: string) => {
      world.telegram.world.say(anna, world.telegram.world.privateChat(anna), text);
      await world.settled();
    };
    const open = async (group: string, setting: string) => {
      while (panel.buttons().includes('‹ Back')) await panel.press('‹ Back');
      if (panel.buttons().includes('‹ Settings')) await panel.press('‹ Settings');
      await panel.press(panel.buttons().find((words) => words.replace('✎ ', '').startsWith(group)) ?? group);
      const found = () => panel.buttons().find((words) => words.replace('✎ ', '').startsWith(setting));
      while (!found()) await panel.press('›');
      await panel.press(found() ?? setting);
    };
    expect(await earns(world, boris), 'control').to.equal(0);
    await open('Experience', '◻️ Experience');
    // The same number twice: always so much.
    await open('Experience', 'Experience for a text');
    await write('7-7');
    await open('Experience', 'Experience for a photo');
    await write('11');
    // 0.1 is 10 %, and may be written so.
    await open('Experience', 'Chance');
    await write('100 %');
    await open('Experience', 'Bonus multiplier');
    await write('3');
    await open('Experience', 'Texts for a bonus');
    await write('{user}: ×{multiplier}, +{amount}');
    await open('Announcements', 'Texts for a new level');
    await write('{user} is at {level}');
    await open('Announcements', 'Where a new level');
    await panel.press('in the chat');
    await panel.press('Save');
    expect(await world.hears(boris, 'Good morning.')).to.deep.equal(['Boris: ×3, +21']);
    advance(world, 60);
    const heard = await world.hears(boris, { text: 'Mine are fine.', kind: 'photo' });
    expect(heard).to.have.members(['Boris: ×3, +33', 'Boris is at 2']);
  });

  it('titles write nothing off: points go on, and are taken by admins alone', async () => {
    const world = await begin({ settings: FIFTY });
    const { anna, boris } = world;
    await world.hears(anna, '/title add "Chat Active" exp=100');
    for (let n = 0; n < 2; n += 1) await earns(world, boris);
    expect(await member(world, boris)).to.include({ experience: 100, title: 'Chat Active' });
    expect(await earns(world, boris), 'the points of the title are still there').to.equal(50);
    await world.hears(anna, '/takeexp @boris 60');
    expect(await member(world, boris)).to.include({ experience: 90, title: null });
  });
});

describeJourney('GiselleBot’s experience', (begin) => {
  it('from the start: 10 to 20 a message, however long, once a minute', async () => {
    const world = await begin({ settings: { 'experience.daily_visit': '0-0' } });
    const gains = new Set<number>();
    for (let n = 0; n < 12; n += 1) {
      advance(world, 60);
      const text = n % 2 === 0 ? `Hi ${n}` : `${n} ${'a long story, '.repeat(200)}`;
      const gain = await earns(world, world.boris, text);
      expect(gain, text.slice(0, 20)).to.be.within(10, 20);
      gains.add(gain);
      expect(await earns(world, world.boris), 'within the minute').to.equal(0);
    }
    expect(gains.size, 'drawn').to.be.above(3);
  });

  it('of one chat makes no levels in another, and none over all of them is told', async () => {
    const world = await begin({ settings: { ...FIFTY, 'announce.levels': 'both' } });
    const { world: local } = world.telegram;
    const { anna, boris } = world;
    const hall = local.createGroup({
      ...{ title: 'Hall', type: 'supergroup', owner: anna, members: [boris], bot: 'administrator' },
    });
    const lines = Object.entries({ ...FIFTY, 'announce.levels': 'both' });
    local.say(anna, hall, `/set ${lines.map(([key, value]) => `${key} ${value}`).join('\n')}`);
    await world.hears(boris, '/help');
    const before = world.telegram.calls.count;
    await earns(world, boris);
    local.say(boris, hall, 'Good morning, hall.');
    await world.settled();
    const told = world.telegram.calls.after(before).filter(({ method }) => method === 'sendMessage');
    // Level 2 in each, to the chat and to him; over both he would be at 100, and nobody says so.
    expect(told.map(({ params }) => params.chat_id)).to.have.members([
      ...[world.group.id, world.group.id, hall.id, hall.id],
    ]);
    for (const { params } of told) expect(String(params.text)).to.include('2').and.not.include('3');
    expect((await member(world, boris)).level).to.equal(2);
  });

  it('is shown by !profile, one’s own and another’s', async () => {
    const world = await begin({ settings: { ...FIFTY, 'commands.bang': true } });
    const { boris, chiara } = world;
    for (let n = 0; n < 3; n += 1) await earns(world, boris);
    world.say(chiara, 'Good morning.');
    const own = await world.hears(boris, '!profile');
    expect(own.join()).to.include('Experience: <b>150</b>, level 3');
    for (const words of ['!profile @boris', `!profile ${boris.id}`]) {
      expect((await world.hears(chiara, words)).join(), words).to.include('150');
    }
  });

  it('is boosted from half to double and beyond, within limits, and back', async () => {
    const world = await begin({ settings: { ...FIFTY, 'experience.text': '20-20' } });
    const { anna, boris } = world;
    for (const [percent, gain] of [
      ['-50', 10],
      ['-30', 14],
      ['0', 20],
      ['100', 40],
      ['150', 50],
      ['159', 50],
      ['200', 60],
    ] as const) {
      await world.hears(anna, `/expboost ${percent}`);
      expect(await earns(world, boris), percent).to.equal(gain);
    }
    for (const beyond of ['-60', '210']) {
      expect((await world.hears(anna, `/expboost ${beyond}`)).join(), beyond).to.include('from −50 to 200');
    }
    expect((await world.hears(anna, '/expboost')).join(), 'alone').to.include('Now: +200 %');
    expect((await world.hears(boris, '/expboost 10')).join()).to.include('Only admins');
    await world.hears(anna, '/expboost 0');
    expect((await world.hears(anna, '/expboost')).join()).to.include('neither more nor less');
  });

  it('a role that is added to its level again has the new settings, and one that is removed stays with who has it', async () => {
    const world = await begin({ settings: FIFTY });
    const { anna, boris } = world;
    const [elena] = newcomer(world, 'Elena', 'elena');
    world.say(boris, '/help');
    await world.hears(anna, '/expar 2 Rookie --volatile');
    await world.hears(anna, '/expar 2 Rookie --persistent');
    const [list = ''] = await world.hears(anna, '/exproles');
    // Below the list stands how one is added, by an example of that name.
    expect(
      list.split('\n').filter((line) => /^(?!.*reward add).*Rookie/.test(line)),
      'once',
    ).to.have.lengthOf(1);
    expect(list).to.include('for good');
    await earns(world, boris);
    const me = async (who: User) => (await world.hears(who, '/me')).join();
    expect(await me(boris)).to.include('Rookie');
    await world.hears(anna, '/exprr 2 Rookie');
    expect(await me(boris), 'kept').to.include('Rookie');
    expect((await world.hears(anna, '/exproles')).join(), 'and listed no more').to.include('has no rewards');
    for (let n = 0; n < 3; n += 1) await earns(world, elena);
    expect(await me(elena), 'nobody gets it any more').to.not.include('Rookie');
  });

  it('exprapply gives the highest tier and the persistent below it, and takes nothing away', async () => {
    const world = await begin({ sameClock: true, settings: FIFTY });
    const { anna, boris, chiara } = world;
    world.say(boris, '/help');
    world.say(chiara, '/help');
    await world.hears(anna, '/expar 2 Old --persistent');
    await world.hears(anna, '/addexp @boris 50');
    await world.hears(anna, '/exprr 2 Old');
    // Made only after both had come so far, the one by hand and the other too.
    await world.hears(anna, '/addexp @boris 450');
    await world.hears(anna, `/addexp ${chiara.id} 500`);
    await world.hears(anna, '/expar 2 Low');
    await world.hears(anna, '/expar 3 Known --persistent');
    await world.hears(anna, '/expar 4 High');
    const me = async (who: User) =>
      (await world.hears(who, '/me'))
        .join()
        .split('\n')
        .filter((one) => one.startsWith('Rewards'));
    expect(await me(chiara), 'control').to.deep.equal([]);
    await world.hears(anna, '/exprapply');
    await world.tick(6);
    expect(await me(chiara)).to.deep.equal(['Rewards: the tag “Known”, the tag “High”']);
    expect((await me(boris)).join(), 'what was taken off the list')
      .to.include('Old')
      .and.include('High');
  });

  it('is told to who wants no messages no more, until they ask again', async () => {
    const world = await begin({ settings: { ...FIFTY, 'announce.levels': 'dm', 'commands.bang': true } });
    const { boris } = world;
    const hears = () => world.hears(boris, `Message number ${++said}`);
    await hears();
    expect((await world.hears(boris, '!expnotifyoptout')).join()).to.include('told to nobody any more');
    await hears();
    expect(await hears(), 'level 3').to.deep.equal([]);
    expect((await world.hears(boris, '!expnotifyoptout')).join(), 'again').to.include('told again');
    for (let n = 0; n < 2; n += 1) await hears();
    expect((await hears()).join(), 'level 4').to.include('4');
  });

  it('a message of its own has 1024 characters at most', async () => {
    const world = await begin();
    for (const key of ['announce.level_texts', 'announce.dm_level_texts', 'announce.title_texts']) {
      await set(world, `${key} ${'x'.repeat(1024)}`);
      const answer = await world.hears(world.anna, `/set ${key} ${'x'.repeat(1025)}`);
      expect(answer.join(), key).to.include('at most 1,024 characters');
    }
  });
});

describeJourney('PhantomBot’s ranks', (begin) => {
  it('Stranger, Acquaintance, Fan, Regular by what one does, and down again when points are taken', async () => {
    const world = await begin({ settings: { ...FIFTY, 'experience.daily_visit': '10-10' } });
    const { anna, boris } = world;
    for (const place of [4, 3, 2, 1]) await world.hears(anna, `/title remove ${place}`);
    for (const [name, points] of [
      ['Stranger', 0],
      ['Acquaintance', 100],
      ['Fan', 200],
      ['Regular', 300],
    ] as const) {
      expect((await world.hears(anna, `/title add "${name}" exp=${points}`)).join()).to.include('Added');
    }
    await world.hears(anna, '/reward add title="Regular" tag="Regular"');
    const seen: (string | null)[] = [];
    for (let n = 0; n < 6; n += 1) {
      await earns(world, boris);
      seen.push((await member(world, boris)).title);
    }
    expect(seen).to.deep.equal(['Stranger', 'Acquaintance', 'Acquaintance', 'Fan', 'Fan', 'Regular']);
    expect((await world.hears(boris, '/me')).join(), 'among the regulars').to.include('the tag “Regular”');
    // A day of doing nothing makes nobody a regular; the next visit counts once.
    advance(world, 86_400);
    expect(await earns(world, boris), 'a message and a visit').to.equal(60);
    expect(await earns(world, boris), 'a message').to.equal(50);
    await set(world, 'deductions.delete_experience 250');
    const spam = world.say(boris, 'Buy my roses!');
    await world.hears(anna, '/del', { replyTo: spam });
    expect(await member(world, boris)).to.include({ experience: 220, title: 'Fan' });
    expect((await world.hears(boris, '/me')).join(), 'and no regular').to.not.include('the tag “Regular”');
  });
});
