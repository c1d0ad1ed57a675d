import { expect } from 'chai';
import type { Message, User } from '../../src/playground/types.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { addOtherBot, advance, newcomer, set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const PAID = {
  settings: {
    'experience.text': '0-0',
    'experience.daily_visit': '0-0',
    'experience.reaction_got': '30-30',
    'announce.level_texts': ['{user}: {level}'],
  },
};

async function experience(world: TestWorld, who: User): Promise<number> {
  await world.settled();
  return (await world.ledger()).members.find(({ user_id }) => user_id === who.id)?.experience ?? 0;
}

describeJourney('Experience for reactions', (begin, opened) => {
  const react = (world: TestWorld, who: User, on: Message, emoji: string[]) =>
    world.telegram.world.react(who, on, emoji);

  it('comes from the first three people, once each, whatever they put and take; it is no gift', async () => {
    const world = await begin(PAID);
    const { anna, boris, chiara, dmitri } = world;
    const [elena] = newcomer(world, 'Elena');
    const tip = world.say(boris, 'Water them more.');
    react(world, boris, tip, ['❤']);
    expect(await experience(world, boris), 'one’s own').to.equal(0);
    react(world, chiara, tip, ['🔥']);
    expect(await experience(world, boris)).to.equal(30);
    react(world, chiara, tip, []);
    react(world, chiara, tip, ['🔥']);
    react(world, chiara, tip, ['🔥', '👍']);
    expect(await experience(world, boris), 'the same person again').to.equal(30);
    react(world, dmitri, tip, ['👎']);
    expect(await experience(world, boris), 'whatever it says').to.equal(60);
    react(world, anna, tip, ['❤']);
    react(world, elena, tip, ['❤']);
    expect(await experience(world, boris), 'the fourth').to.equal(90);
    expect(await world.reputation(boris), 'reactions are no thanks here').to.equal(0);
    expect((await world.ledger()).entries).to.deep.equal([]);
    expect((await verify(opened())).differences).to.deep.equal([]);
  });

  it('ends a day after the message, and at what one may get in a day', async () => {
    const world = await begin(PAID);
    const { anna, boris, chiara, dmitri } = world;
    const tip = world.say(boris, 'Water them more.');
    await world.settled();
    advance(world, 86_400);
    react(world, chiara, tip, ['❤']);
    expect(await experience(world, boris), 'exactly a day').to.equal(30);
    advance(world, 1);
    react(world, dmitri, tip, ['❤']);
    expect(await experience(world, boris), 'a second later').to.equal(30);
    await set(world, 'experience.got_per_day 40');
    const other = world.say(boris, 'And in the morning.');
    react(world, anna, other, ['❤']);
    expect(await experience(world, boris)).to.equal(40);
    react(world, chiara, other, ['❤']);
    expect(await experience(world, boris)).to.equal(40);
  });

  it('counts beside a gift by the same reaction, which alone goes when it is taken back', async () => {
    const world = await begin(PAID);
    const { boris, chiara } = world;
    await set(world, 'reactions.enabled on');
    const tip = world.say(boris, 'Water them more.');
    react(world, chiara, tip, ['❤']);
    expect([await experience(world, boris), await world.reputation(boris)]).to.deep.equal([30, 1]);
    react(world, chiara, tip, []);
    expect([await experience(world, boris), await world.reputation(boris)]).to.deep.equal([30, 0]);
    react(world, chiara, tip, ['❤']);
    expect(await experience(world, boris)).to.equal(30);
  });

  it('is nothing for bots, in excluded topics, for excluded members, and where it is off', async () => {
    const world = await begin(PAID);
    const { anna, boris, chiara } = world;
    const bot = addOtherBot(world);
    const words = world.say(bot, 'I am a bot.');
    react(world, chiara, words, ['❤']);
    expect(await experience(world, bot)).to.equal(0);
    const tip = world.say(boris, 'Water them more.');
    await world.hears(anna, '/exclude @boris');
    react(world, chiara, tip, ['❤']);
    expect(await experience(world, boris)).to.equal(0);
    await world.hears(anna, '/exclude @boris');
    await set(world, 'experience.reaction_got 0');
    react(world, anna, tip, ['❤']);
    expect(await experience(world, boris)).to.equal(0);
    await set(world, 'experience.reaction_got 5-5');
    react(world, world.dmitri, tip, ['❤']);
    expect(await experience(world, boris), 'control').to.equal(5);
  });

  it('makes levels that are told, in the topic of the message', async () => {
    const world = await begin(PAID);
    const { world: local } = world.telegram;
    const members = [world.boris, world.chiara, world.dmitri];
    const forum = local.createGroup({
      ...{ title: 'Workshop', type: 'supergroup', is_forum: true, owner: world.anna, members },
      bot: 'administrator',
    });
    const topic = local.createTopic(forum, { by: world.anna, name: 'Tips' }).id;
    const lines = [
      'experience.text 0',
      'experience.daily_visit 0',
      'experience.reaction_got 50',
      'announce.levels chat',
    ];
    local.say(world.anna, forum, `/set ${lines.join('\n')}`);
    const tip = local.say(world.boris, forum, 'Water them more.', { thread: topic });
    await world.settled();
    const before = world.telegram.calls.count;
    react(world, world.chiara, tip, ['❤']);
    await world.settled();
    const [call, ...more] = world.telegram.calls
      .after(before)
      .filter(({ method }) => method === 'sendMessage');
    expect(more).to.deep.equal([]);
    expect(call?.params).to.include({ chat_id: forum.id, message_thread_id: topic });
    expect(String(call?.params.text)).to.include('Boris');
  });

  it('is half a minute where seconds are earned', async () => {
    const world = await begin({ settings: { 'experience.policy': 'windows' } });
    const { boris, chiara, dmitri } = world;
    const tip = world.say(boris, 'Water them more.');
    await world.settled();
    for (const who of [chiara, dmitri]) react(world, who, tip, ['❤']);
    expect(await experience(world, boris)).to.equal(60);
  });

  it('needs an admin bot, and says so', async () => {
    const world = await begin({ bot: 'member' });
    const answer = await world.hears(world.anna, '/set experience.reaction_got 5-10');
    expect(answer.join()).to.include('Telegram shows reactions only to admins');
    expect((await world.hears(world.anna, '/health')).join()).to.include('eactions');
  });
});
