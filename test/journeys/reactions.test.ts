import { expect } from 'chai';
import type { Message, User } from '../../src/playground/types.ts';
import { keepTidy } from '../../src/storage/upkeep.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { addOtherBot, advance, gifts, newcomer, noon, set, thank } from '../support/scenes.ts';
import type { TestWorld, WorldOptions } from '../support/world.ts';

const CUSTOM = '5368324170671202286';

describeJourney('Reactions', (begin) => {
  /** A group where reactions count, and a tip of Boris's. */
  async function begun(lines: string[] = [], options: WorldOptions = {}) {
    const world = await begin(options);
    const tip = world.say(world.boris, 'Water them in the morning.');
    await set(world, 'reactions.enabled on', ...lines);
    const react = async (who: User, message: Message, ...reactions: string[]): Promise<void> => {
      world.telegram.world.react(who, message, reactions);
      await world.settled();
    };
    return { world, tip, react };
  }
  /** What `/why` says to somebody of a message; nothing else is ever said of reactions. */
  const why = async (world: TestWorld, who: User, replyTo: Message): Promise<string> =>
    (await world.hears(who, '/why', { replyTo })).join('\n');

  it('do nothing until they are switched on', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them in the morning.');
    world.telegram.world.react(world.chiara, tip, ['❤']);
    await world.settled();
    expect(await gifts(world)).to.deep.equal([]);
    await set(world, 'reactions.enabled on');
    world.telegram.world.react(world.dmitri, tip, ['❤']);
    await world.settled();
    expect(await gifts(world)).to.deep.equal(['Дмитрий → Boris +1 reaction']);
  });

  it('give, silently, and are taken back', async () => {
    const { world, tip, react } = await begun();
    const before = world.telegram.calls.count;
    await react(world.chiara, tip, '❤');
    expect(await world.reputation(world.boris)).to.equal(1);
    await react(world.chiara, tip);
    expect(await world.reputation(world.boris)).to.equal(0);
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1 reaction', 'Chiara → Boris −1 undo']);
    const { entries } = await world.ledger();
    expect(entries[1]).to.include({ reverses: 1, message_id: tip.message_id, kind: 'undo' });
    const said = world.telegram.calls.after(before).map(({ method }) => method);
    expect(said.filter((method) => /^(send|setMessage|edit|delete)/.test(method))).to.deep.equal([]);
  });

  it('are told by /why to their own person only', async () => {
    const { world, tip, react } = await begun();
    await react(world.chiara, tip, '🙏');
    expect(await why(world, world.chiara, tip))
      .to.include('Your reaction 🙏')
      .and.include('+1');
    expect(await why(world, world.dmitri, tip))
      .to.include('None of this chat’s words')
      .and.to.include('/levels');
    await react(world.chiara, tip);
    expect(await why(world, world.chiara, tip)).to.include('+1 was taken back');
    expect((await world.hears(world.chiara, '/why')).join()).to.include('Your reaction 🙏');
  });

  it('make one gift a person and message, however many there are', async () => {
    const { world, tip, react } = await begun();
    await react(world.chiara, tip, '❤', '🙏', '🔥');
    await react(world.chiara, tip, '🙏', '🏆');
    await react(world.chiara, tip, '🏆');
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1 reaction']);
    await react(world.chiara, tip, '🔥');
    expect(await world.reputation(world.boris)).to.equal(0);
  });

  it('do not gain by being put and taken again and again', async () => {
    const { world, tip, react } = await begun();
    for (let i = 0; i < 3; i += 1) {
      await react(world.chiara, tip, '❤');
      await react(world.chiara, tip);
    }
    await react(world.chiara, tip, '❤');
    expect(await world.reputation(world.boris)).to.equal(0);
    expect(await why(world, world.chiara, tip)).to.include('too soon to give to the same person again');
    advance(world, 3600);
    await react(world.chiara, tip);
    await react(world.chiara, tip, '❤');
    expect(await world.reputation(world.boris)).to.equal(1);
  });

  it('may be custom ones and paid ones', async () => {
    const { world, tip, react } = await begun([`reactions.plus custom:${CUSTOM}, paid`]);
    await react(world.chiara, tip, CUSTOM);
    await react(world.dmitri, tip, 'paid');
    await react(world.anna, tip, '❤', '999');
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1 reaction', 'Дмитрий → Boris +1 reaction']);
  });

  it('take where they stand for a minus, by the rules of minus but without a reason', async () => {
    const { world, tip, react } = await begun(['reactions.minus 👎', 'reactions.weight 3']);
    await react(world.anna, tip, '👎');
    expect(await why(world, world.anna, tip)).to.include('switched off');
    await set(world, 'negative.enabled on', 'negative.below_zero on');
    await react(world.anna, tip);
    await react(world.anna, tip, '👎');
    await react(world.chiara, tip, '👎');
    expect(await gifts(world)).to.deep.equal(['Anna → Boris −3 reaction']);
    expect(await why(world, world.chiara, tip)).to.include('Only admins');
  });

  it('change from plus to minus: the one is taken back, the other given; both at once are neither', async () => {
    const { world, tip, react } = await begun(['reactions.minus 👎', 'negative.enabled on']);
    await world.hears(world.anna, '/addrep @boris 10');
    await react(world.anna, tip, '❤');
    await react(world.anna, tip, '👎');
    expect((await gifts(world)).slice(1)).to.deep.equal([
      'Anna → Boris +1 reaction',
      'Anna → Boris −1 undo',
      'Anna → Boris −1 reaction',
    ]);
    await react(world.anna, tip, '👎', '❤');
    expect(await world.reputation(world.boris)).to.equal(10);
    expect(await why(world, world.anna, tip)).to.include('Only one of them can be meant');
  });

  it('on what is one’s own, a bot’s, a channel’s or an anonymous admin’s do nothing, and are told why', async () => {
    const { world, tip, react } = await begun();
    const { world: telegram } = world.telegram;
    const other = addOtherBot(world);
    const channel = telegram.createChannel({ title: 'News' });
    const cases: [Message, string][] = [
      [world.say(world.chiara, 'Mine.'), 'to themselves'],
      [world.say(other, 'Beep.'), 'Bots get no reputation'],
      [world.say(world.anna, 'Be nice.', { as: 'anonymous_admin' }), 'anonymous admin'],
      [world.say(world.anna, 'News.', { as: channel }), 'written by a channel'],
      [telegram.linkedChannelPost(world.group, channel, 'News!'), 'linked channel'],
    ];
    for (const [message, reason] of cases) {
      await react(world.chiara, message, '❤');
      expect(await why(world, world.chiara, message), reason).to.include(reason);
    }
    expect(await gifts(world)).to.deep.equal([]);
    await react(world.chiara, tip, '❤');
    expect(await gifts(world)).to.have.lengthOf(1);
  });

  it('on the bot’s own messages do nothing either', async () => {
    const { world, tip, react } = await begun();
    thank(world, world.chiara, tip);
    await world.settled();
    const own = telegramLast(world);
    await react(world.dmitri, own, '❤');
    advance(world, 601);
    expect(await why(world, world.dmitri, own)).to.include('Bots get no reputation');
    expect(await gifts(world)).to.have.lengthOf(1);
  });

  it('of anonymous admins, and counts of anonymous ones, are nobody’s', async () => {
    const { world, tip } = await begun();
    const { world: telegram } = world.telegram;
    telegram.react(world.anna, tip, ['❤'], { as: 'anonymous_admin' });
    telegram.reactAnonymously(tip, ['❤']);
    const counts = { chat: world.group, message_id: tip.message_id, date: noon(), reactions: [] };
    telegram.push({ message_reaction_count: counts });
    await world.settled();
    expect(await gifts(world)).to.deep.equal([]);
  });

  it('obey intervals and budgets like thanks in words, and count for them', async () => {
    const { world, tip, react } = await begun([
      'reputation.given_per_day 2',
      'reputation.receiver_interval 60',
    ]);
    const other = world.say(world.dmitri, 'Prune them in March.');
    await react(world.chiara, tip, '❤');
    thank(world, world.chiara, tip);
    await react(world.anna, tip, '❤');
    expect(await why(world, world.anna, tip)).to.include('has just been given something');
    await react(world.chiara, other, '❤');
    advance(world, 60);
    await react(world.chiara, world.say(world.anna, 'Good morning.'), '❤');
    expect(await why(world, world.chiara, telegramLast(world, world.anna))).to.include('All for today');
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1 reaction', 'Chiara → Дмитрий +1 reaction']);
  });

  it('taken back free the receiver and the day, not the pair', async () => {
    const { world, tip, react } = await begun([
      'reputation.given_per_day 1',
      'reputation.receiver_interval 3600',
    ]);
    const other = world.say(world.dmitri, 'Prune them in March.');
    await react(world.chiara, tip, '❤');
    await react(world.chiara, tip);
    await react(world.anna, tip, '❤');
    await react(world.chiara, tip, '❤');
    await react(world.chiara, other, '❤');
    expect(await gifts(world)).to.deep.equal([
      'Chiara → Boris +1 reaction',
      'Chiara → Boris −1 undo',
      'Anna → Boris +1 reaction',
      'Chiara → Дмитрий +1 reaction',
    ]);
  });

  it('of newcomers count as their thanks would', async () => {
    const { world, tip, react } = await begun(['reputation.least_messages 2']);
    const [elena] = newcomer(world, 'Elena');
    await react(elena, tip, '❤');
    expect(await why(world, elena, tip)).to.include('messages written here 1, needed 2');
  });

  it('can be taken back when they are switched off since, or when the message is forgotten', async () => {
    const { world, tip, react } = await begun();
    await react(world.chiara, tip, '❤');
    await react(world.dmitri, tip, '❤');
    await set(world, 'reactions.enabled off');
    await react(world.chiara, tip, '🔥', '❤');
    expect(await world.reputation(world.boris)).to.equal(2);
    await react(world.chiara, tip);
    expect(await world.reputation(world.boris)).to.equal(1);
    advance(world, 40 * 86_400);
    await forget(world);
    await react(world.dmitri, tip);
    expect(await world.reputation(world.boris)).to.equal(0);
  });

  it('are refused in settings where they are none, or say both', async () => {
    const { world } = await begun();
    const refused = async (line: string) => (await world.hears(world.anna, `/set ${line}`)).join();
    expect(await refused('reactions.plus heart')).to.include('up to 50 reactions');
    expect(await refused('reactions.minus ❤️')).to.include('would be both');
    expect(await refused('reactions.weight 11')).to.include('from 1 to 10');
    expect(await refused('reactions.minus 👎')).to.include('only where <code>negative.enabled</code> is on');
    expect(await refused('reactions.plus 👍🏽 ❤️,paid')).to.include('<b>👍, ❤, paid</b>');
  });

  it('may be chosen as custom emoji, by what an admin types', async () => {
    const { world, tip, react } = await begun();
    const text = '/set reactions.plus ❤, 🌹🌹\nreputation.texts 🌹 {receiver}';
    const emoji = (offset: number) => ({ type: 'custom_emoji', offset, length: 2, custom_emoji_id: CUSTOM });
    const at = (from: number) => text.indexOf('🌹', from);
    const entities = [emoji(at(0)), emoji(at(0) + 2), emoji(text.lastIndexOf('🌹'))];
    const answer = (await world.hears(world.anna, { text, entities } as never)).join();
    expect(answer)
      .to.include(`❤, custom:${CUSTOM}</b>`)
      .and.match(/🌹 \p{L}/u);
    await react(world.chiara, tip, CUSTOM);
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1 reaction']);
    expect(await why(world, world.chiara, tip)).to.include('Your reaction ✨');
  });

  it('need the bot to be an admin, which it says when they are switched on', async () => {
    const world = await begin({ bot: 'member' });
    world.telegram.world.setPrivacyMode(false);
    const tip = world.say(world.boris, 'Water them in the morning.');
    const answer = (await world.hears(world.anna, '/set reactions.enabled on')).join();
    expect(answer).to.include('only to admins');
    world.telegram.world.react(world.chiara, tip, ['❤']);
    world.telegram.world.setBotStatus(world.group, { status: 'administrator' });
    world.telegram.world.react(world.dmitri, tip, ['❤']);
    await world.settled();
    expect(await gifts(world)).to.deep.equal(['Дмитрий → Boris +1 reaction']);
    const again = (await world.hears(world.anna, '/set reactions.enabled off\nreactions.weight 2')).join();
    expect(again).not.to.include('only to admins');
  });

  it('leave every total the sum of its entries', async () => {
    const { world, tip, react } = await begun(['reputation.from shared']);
    await react(world.anna, tip, '❤');
    await react(world.chiara, tip, '❤');
    await react(world.anna, tip);
    expect(await differences(world)).to.deep.equal([]);
    const { members } = await world.ledger();
    expect(members.find(({ user_id }) => user_id === world.boris.id)).to.include({
      reputation: 1,
      reputation_from_admins: 0,
    });
  });

  /** The newest message that somebody sees in the group; of the bot's, unless another is named. */
  function telegramLast(world: TestWorld, by?: User): Message {
    const seen = world.telegram.world.visibleTo(world.group, world.anna);
    const found = seen.filter(({ raw }) => raw.from?.id === (by?.id ?? world.telegram.botId)).at(-1);
    if (!found) throw new Error('no such message');
    return found.raw;
  }
  async function forget(world: TestWorld): Promise<void> {
    await keepTidy(world.database, world.telegram.world.clock.now());
  }
  async function differences(world: TestWorld) {
    return (await verify(world.database)).differences;
  }
});
