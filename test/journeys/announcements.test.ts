import { expect } from 'chai';
import type { Chat, User } from '../../src/playground/types.ts';
import { describeJourney } from '../support/journey.ts';
import { openPrivately, panelIn } from '../support/panels.ts';
import { advance, set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const LEVELS = {
  'experience.text': '50-50',
  'experience.daily_visit': '0-0',
  'experience.cooldown': 0,
  'announce.levels': 'chat',
  'announce.level_texts': ['{user}: {level}'],
};

/** What the bot sent in consequence: where, in which topic, whether to one alone, and what; that to one alone comes last. */
async function heard(world: TestWorld, happens: () => unknown): Promise<string[]> {
  await world.settled();
  const { calls } = world.telegram;
  const before = calls.count;
  happens();
  await world.settled();
  return calls
    .after(before)
    .filter(({ method }) => method === 'sendMessage')
    .map(({ params }) => {
      const { chat_id, message_thread_id, ephemeral_message_parameters: alone, text } = params;
      const topic = message_thread_id ? `/${message_thread_id}` : '';
      return `${chat_id}${topic}${alone ? ' alone' : ''}: ${text}`;
    })
    .sort((a, b) => Number(a.includes(' alone')) - Number(b.includes(' alone')));
}

function otherGroup(
  world: TestWorld,
  owner: User,
  admins: User[] = [],
  bot: 'administrator' | 'left' = 'administrator',
): Chat {
  return world.telegram.world.createGroup({
    ...{ title: 'Hall', type: 'supergroup', is_forum: true, owner, admins, members: [world.boris], bot },
  });
}

/** The bot has heard of it, and of who administers it. */
async function known(world: TestWorld, group: Chat): Promise<void> {
  world.telegram.world.say(world.boris, group, '/help');
  await world.settled();
}

function forum(world: TestWorld) {
  const { world: local } = world.telegram;
  const members = [world.boris, world.chiara];
  const group = local.createGroup({
    ...{
      title: 'Workshop',
      type: 'supergroup',
      is_forum: true,
      owner: world.anna,
      members,
      bot: 'administrator',
    },
  });
  const topics = ['Chatter', 'Levels'].map((name) => local.createTopic(group, { by: world.anna, name }).id);
  const [chatter = 0, levels = 0] = topics;
  return { group, chatter, levels };
}

const fileOf = (place: number) =>
  JSON.stringify({ format: 'laurel-settings', version: 1, settings: { 'announce.place': String(place) } });

describeJourney('Announcements', (begin) => {
  it('go where they happened, or to a topic of the group’s own', async () => {
    const world = await begin();
    const { group, chatter, levels } = forum(world);
    const say = (text: string, thread?: number) =>
      heard(world, () => world.telegram.world.say(world.boris, group, text, thread ? { thread } : {}));
    const lines = Object.entries(LEVELS).map(([key, value]) => `${key} ${value}`);
    world.telegram.world.say(world.anna, group, `/set ${lines.join('\n')}`);
    expect(await say('one', chatter)).to.deep.equal([`${group.id}/${chatter}: Boris: 2`]);
    expect(await say('two')).to.deep.equal([]);
    expect(await say('three')).to.deep.equal([`${group.id}: Boris: 3`]);
    // As Telegram copies the link of a topic.
    const link = `https://t.me/c/${String(group.id).slice(4)}/${levels}`;
    world.telegram.world.say(world.anna, group, `/set announce.place ${link}`);
    for (const text of ['four', 'five']) await say(text, chatter);
    expect(await say('six', chatter)).to.deep.equal([`${group.id}/${levels}: Boris: 4`]);
    world.telegram.world.say(world.anna, group, '/set announce.place 1');
    for (const text of ['7 here', '8 here', '9 here']) await say(text, chatter);
    expect(await say('10 here', chatter), 'the General topic has no number').to.deep.equal([
      `${group.id}: Boris: 5`,
    ]);
  });

  it('are told of what happens in some topics alone, or in all but some; a list says nothing of DMs', async () => {
    const world = await begin();
    const { group, chatter, levels } = forum(world);
    const lines = Object.entries({ ...LEVELS, 'experience.text': '5000-5000', 'announce.levels': 'both' });
    const admin = (text: string) => world.telegram.world.say(world.anna, group, text);
    admin(`/set ${lines.map(([key, value]) => `${key} ${value}`).join('\n')}\nannounce.topics ${chatter}`);
    let said = 0;
    const tells = async (thread: number) => {
      const all = await heard(world, () =>
        world.telegram.world.say(world.boris, group, `word ${++said}`, { thread }),
      );
      expect(
        all.filter((one) => one.includes(' alone')),
        'to the member',
      ).to.have.lengthOf(1);
      return all.length === 2;
    };
    expect([await tells(chatter), await tells(levels)], 'all but this').to.deep.equal([false, true]);
    admin('/set announce.topics_mode only');
    expect([await tells(chatter), await tells(levels)], 'this alone').to.deep.equal([true, false]);
  });

  it('go to another group where the admin who wants it is admin too, as long as that is so', async () => {
    const world = await begin({ settings: LEVELS });
    const { anna, boris, chiara } = world;
    const own = otherGroup(world, chiara, [anna]);
    const foreign = otherGroup(world, chiara);
    const without = otherGroup(world, anna, [], 'left');
    for (const group of [own, foreign]) await known(world, group);
    for (const group of [foreign, without, { id: -1_009_999_999_999 }]) {
      const answer = await world.hears(anna, `/set announce.place ${group.id}`);
      expect(answer.join(), String(group.id)).to.include('You are no admin of that group');
    }
    expect(await heard(world, () => world.say(boris, 'one')), 'control').to.deep.equal([
      `${world.group.id}: Boris: 2`,
    ]);
    await set(world, `announce.place ${own.id}`);
    world.say(boris, 'two');
    expect(await heard(world, () => world.say(boris, 'three'))).to.deep.equal([`${own.id}: Boris: 3`]);
    // Another setting changes without anybody being asked about the place again.
    await set(world, 'announce.every 1', 'announce.seconds 60');
    world.telegram.world.demote(anna, own);
    await world.settled();
    for (const text of ['four', 'five']) world.say(boris, text);
    expect(await heard(world, () => world.say(boris, 'six')), 'nobody has a say in both').to.deep.equal([]);
  });

  it('by default speak to the member alone in the second person, and elsewhere name the chat', async () => {
    const { 'announce.level_texts': _, ...levels } = LEVELS;
    const world = await begin({ settings: { ...levels, 'announce.levels': 'both' } });
    const { anna, boris } = world;
    const hall = otherGroup(world, anna);
    await known(world, hall);
    await set(world, `announce.place ${hall.id}`);
    const [there = '', alone = ''] = await heard(world, () => world.say(boris, 'one'));
    expect(there).to.include(`${hall.id}: <b>Garden</b>: `).and.include('Boris');
    expect(alone).to.match(/: (You have reached level <b>2<\/b> in Garden|🌿 Garden: you are at level <b>2)/);
    await set(world, 'announce.dm_level_texts none', 'announce.level_texts {user}: {level}');
    await world.settled();
    world.say(boris, 'two');
    expect(await heard(world, () => world.say(boris, 'three')), 'as an admin has worded it').to.deep.equal([
      `${hall.id}: Boris: 3`,
      `${world.group.id} alone: Boris: 3`,
    ]);
  });

  it('may have other words for the member alone, and stand in a frame', async () => {
    const world = await begin({ settings: { ...LEVELS, 'announce.levels': 'both' } });
    const { group, boris } = world;
    await set(world, 'announce.dm_level_texts You are at {level} in {chat}', 'announce.framed on');
    expect(await heard(world, () => world.say(boris, 'one'))).to.deep.equal([
      `${group.id}: <blockquote>Boris: 2</blockquote>`,
      `${group.id} alone: <blockquote>You are at 2 in Garden</blockquote>`,
    ]);
    await set(world, 'announce.level_texts <blockquote expandable>{user}</blockquote> {level}');
    world.say(boris, 'two');
    expect((await heard(world, () => world.say(boris, 'three')))[0], 'a frame of its own').to.equal(
      `${group.id}: <blockquote expandable>Boris</blockquote> 3`,
    );
    await set(world, 'announce.dm_level_texts none', 'announce.level_texts {user} {level}');
    for (const text of ['four', 'five']) world.say(boris, text);
    const both = await heard(world, () => world.say(boris, 'six'));
    expect(both.map((one) => one.replace(/^\S+( alone)?: ?/, ''))).to.deep.equal([
      '<blockquote>Boris 4</blockquote>',
      '<blockquote>Boris 4</blockquote>',
    ]);
  });

  it('of titles go the same ways', async () => {
    const world = await begin({
      settings: {
        'experience.enabled': false,
        'announce.titles': 'both',
        'announce.title_texts': ['{user}: {title}'],
        'announce.dm_title_texts': ['Now: {title}'],
        'announce.framed': true,
      },
    });
    const own = otherGroup(world, world.anna);
    await known(world, own);
    world.say(world.boris, 'Good morning.');
    await set(world, `announce.place ${own.id}/1`);
    const all = await heard(world, () => world.say(world.anna, '/addrep @boris 5'));
    expect(all.filter((one) => one.includes('quote'))).to.deep.equal([
      `${own.id}: <blockquote>Boris: Helpful Soul</blockquote>`,
      `${world.group.id} alone: <blockquote>Now: Helpful Soul</blockquote>`,
    ]);
  });

  it('may be told only where a reward belongs to them', async () => {
    const world = await begin({ settings: { ...LEVELS, 'announce.only_rewards': true } });
    const { anna, boris, group } = world;
    await set(world, 'announce.title_texts {user} is {title}', 'announce.titles chat');
    await world.hears(anna, '/reward add level=3 tag="Regular"');
    await world.hears(anna, '/reward add title="Helper" tag="Helper"');
    expect(await heard(world, () => world.say(boris, 'one')), 'level 2').to.deep.equal([]);
    world.say(boris, 'two');
    expect(await heard(world, () => world.say(boris, 'three')), 'level 3').to.include(
      `${group.id}: Boris: 3`,
    );
    const soul = await heard(world, () => world.say(anna, '/addrep @boris 5'));
    expect(soul.join(), 'a title without one').to.not.include('Boris is');
    const helper = await heard(world, () => world.say(anna, '/addrep @boris 20'));
    expect(helper.join()).to.include('Boris is Helper');
    // One that is passed on the way counts.
    await set(world, 'experience.text 500-500');
    await world.hears(anna, '/reward add level=5 tag="Known"');
    expect(await heard(world, () => world.say(boris, 'four'))).to.include(`${group.id}: Boris: 5`);
    await world.hears(anna, '/reward remove 3');
    await set(world, 'experience.text 9000-9000');
    expect((await heard(world, () => world.say(boris, 'five'))).join(), 'taken away').to.not.include(
      'Boris:',
    );
  });

  it('cannot be sent elsewhere by the panel, by an older version or by a file either', async () => {
    const world = await begin({ settings: LEVELS });
    const { anna, chiara, boris } = world;
    const own = otherGroup(world, chiara, [anna]);
    await known(world, own);
    await set(world, `announce.place ${own.id}`);
    await set(world, 'announce.place');
    world.telegram.world.demote(anna, own);
    await world.settled();
    // By an older version.
    await world.hears(anna, '/history 1');
    expect(await panelIn(world, anna).press('Restore')).to.include('You are no admin of that group');
    // By the panel.
    const panel = await openPrivately(world);
    await panel.press('Announcements');
    await panel.press('Place of announcements');
    world.telegram.world.say(anna, world.telegram.world.privateChat(anna), String(own.id));
    await world.settled();
    expect(await panel.press('Save')).to.include('You are no admin of that group');
    expect(await heard(world, () => world.say(boris, 'one')), 'where it happened').to.deep.equal([
      `${world.group.id}: Boris: 2`,
    ]);
    const answer = await world.hears(anna, {
      text: '/import',
      file: { name: 'settings.json', data: fileOf(own.id) },
    });
    expect(answer.join()).to.include('announce.place');
    expect(await panelIn(world, anna).press('Apply')).to.include('You are no admin of that group');
    expect((await world.ledger()).settings).to.not.have.property('announce.place');
  });

  it('are set up by GiselleBot’s command too: the settings open at their section', async () => {
    const world = await begin();
    const [panel = ''] = await world.hears(world.anna, '/explvupsetup');
    expect(panel).to.include('Announcements');
    const [call] = world.telegram.calls.of('sendMessage').slice(-1);
    expect(JSON.stringify(call?.params.reply_markup)).to.include('Where a new level is told');
    expect((await world.hears(world.chiara, '/explvupsetup')).join()).to.include('admin');
    advance(world, 1);
  });
});
