import { expect } from 'chai';
import type { Message, User } from '../../src/playground/types.ts';
import { translate } from '../../src/text/i18n.ts';
import { describeJourney } from '../support/journey.ts';
import { addOtherBot, advance, gifts, newcomer, set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const NOBODY = 'Nobody in particular';
const OVER = translate('en', 'refusal.offer_over', { minutes: 60 }).text;
const ANSWERED = translate('en', 'refusal.offer_answered').text;
const NOT_YOURS = translate('en', 'refusal.offer_not_yours').text;

/** What the bot last showed this person, in the group or in private. */
const shown = (world: TestWorld, who: User, chat = world.group) => {
  const last = world.telegram.world.lastSeen(chat, who);
  if (!last) throw new Error('nothing is seen');
  return last;
};
const buttons = (world: TestWorld, who: User) =>
  shown(world, who)
    .buttons.flat()
    .map(({ text }) => text);

async function press(world: TestWorld, who: User, message: Message, button: string | number) {
  const answer = await world.telegram.world.press(who, message, button);
  await world.settled();
  return answer?.text;
}

/** Data that no button has, as a changed client can send it. */
async function forge(world: TestWorld, who: User, message: Message, data: string) {
  const answer = await world.telegram.world.press(who, message, data, { forged: true });
  await world.settled();
  return answer?.text;
}

describeJourney('Thanks into the air', (begin, database) => {
  /** Boris and Dmitri have written, then Chiara thanks nobody in particular. */
  async function asked(...settings: string[]) {
    const world = await begin();
    await set(world, 'reputation.air on', ...settings);
    world.say(world.boris, 'Water them in the morning.');
    world.say(world.dmitri, 'And not too much.');
    const thanks = world.say(world.chiara, 'thank you!');
    await world.settled();
    return { world, thanks };
  }

  it('are asked about by nobody, unless the chat wants it', async () => {
    const world = await begin();
    world.say(world.boris, 'Water them in the morning.');
    expect(await world.hears(world.chiara, 'thank you!')).to.deep.equal([]);
  });

  it('lead to a question that only the one who thanks sees, with those who wrote last', async () => {
    const { world, thanks } = await asked();
    expect(shown(world, world.chiara)).to.include({
      text: 'Garden: whom do you thank?',
      private_to: world.chiara.id,
    });
    expect(buttons(world, world.chiara)).to.deep.equal(['Дмитрий', 'Boris', 'Anna', NOBODY]);
    for (const who of [world.anna, world.boris, world.dmitri]) {
      expect(world.telegram.world.visibleTo(world.group, who).map(({ text }) => text)).to.not.include(
        'Garden: whom do you thank?',
      );
    }
    const data = shown(world, world.chiara)
      .buttons.flat()
      .map((button) => button.callback_data ?? '');
    expect(data[1]).to.equal(`air:${world.group.id}:${thanks.message_id}:2`);
    for (const one of data) expect(Buffer.byteLength(one)).to.be.at.most(64);
  });

  it('count when a name is pressed, as if it had been a reply to that person', async () => {
    const { world, thanks } = await asked();
    const question = shown(world, world.chiara).raw;
    advance(world, 60);
    expect(await press(world, world.chiara, question, 'Boris')).to.equal(undefined);
    const { entries } = await world.ledger();
    expect(entries).to.have.lengthOf(1);
    expect(entries[0]).to.include({
      kind: 'thanks',
      giver_id: world.chiara.id,
      receiver_id: world.boris.id,
      giver_role: 'member',
      reputation: 1,
      message_id: thanks.message_id,
      at: new Date(thanks.date * 1000).toISOString(),
    });
    const seen = world.telegram.world.visibleTo(world.group, world.chiara);
    expect(seen.find((one) => one.private_to)).to.include({ text: 'Your thanks went to Boris: +1' });
    expect(seen.filter((one) => one.private_to && one.buttons.length > 0)).to.deep.equal([]);
    // All see what a reply would have led to.
    expect(shown(world, world.anna).text).to.include('Boris').and.to.include('1');
    expect((await world.hears(world.dmitri, '/why', { replyTo: thanks })).join()).to.match(
      /Boris: <b>\+1<\/b>/,
    );
    // The pair's interval began with the thank-you, a minute ago.
    thank(world, world.chiara, world.say(world.boris, 'You are welcome.'));
    expect((await world.hears(world.chiara, '/why')).join()).to.include('59 min');
  });

  it('count once: a second press is told so, and so is one who was not asked', async () => {
    const { world, thanks } = await asked();
    const question = shown(world, world.chiara).raw;
    const data = `air:${world.group.id}:${thanks.message_id}`;
    expect(await forge(world, world.dmitri, thanks, `${data}:2`)).to.equal(NOT_YOURS);
    expect(await gifts(world)).to.deep.equal([]);
    await press(world, world.chiara, question, 'Boris');
    expect(await forge(world, world.chiara, thanks, `${data}:1`)).to.equal(ANSWERED);
    expect(await forge(world, world.chiara, thanks, `${data}:2`)).to.equal(ANSWERED);
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1']);
  });

  it('may have been for nobody', async () => {
    const { world, thanks } = await asked();
    await press(world, world.chiara, shown(world, world.chiara).raw, NOBODY);
    expect(shown(world, world.chiara)).to.include({ text: 'All right, nobody in particular.' });
    const data = `air:${world.group.id}:${thanks.message_id}:1`;
    expect(await forge(world, world.chiara, thanks, data)).to.equal(ANSWERED);
    expect(await gifts(world)).to.deep.equal([]);
  });

  it('are told by name why a press gives nothing; the question is answered all the same', async () => {
    const { world } = await asked();
    const question = shown(world, world.chiara).raw;
    thank(world, world.chiara, world.say(world.boris, 'Really.'));
    await world.settled();
    await press(world, world.chiara, question, 'Boris');
    const told = world.telegram.world.visibleTo(world.group, world.chiara).find((one) => one.private_to);
    expect(told?.text).to.match(/^Your thanks did not count\.\n.*too soon to give to the same person again/);
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1']);
  });

  it('can be answered for an hour, exactly', async () => {
    for (const [seconds, given] of [
      [3600, ['Chiara → Boris +1']],
      [3601, []],
    ] as const) {
      const { world } = await asked();
      const question = shown(world, world.chiara).raw;
      advance(world, seconds);
      // A press bears no date of its own: it comes after what the chat has seen.
      world.say(world.anna, 'Good evening.');
      await world.settled();
      const answer = await press(world, world.chiara, question, 'Boris');
      expect(answer).to.equal(given.length > 0 ? undefined : OVER);
      expect(await gifts(world)).to.deep.equal(given);
      await world.close();
    }
  });

  it('answer every forged button in words, and give nothing', async () => {
    const { world, thanks } = await asked();
    const group = world.group.id;
    const stale = translate('en', 'toast.stale').text;
    for (const [data, says] of [
      [`air:${group}:${thanks.message_id - 1}:1`, OVER],
      [`air:${group}:2147483647:1`, OVER],
      [`air:${group}:${thanks.message_id}:5`, stale],
      [`air:${group}:${thanks.message_id}:6`, stale],
      [`air:${group + 1}:${thanks.message_id}:1`, stale],
      [`air:${group}:${thanks.message_id}:-1`, stale],
      [`air:${group}:99999999999:1`, stale],
      ['air:::', stale],
      [`air:${group}:${thanks.message_id}:1:9999`, stale],
    ] as const) {
      expect(await forge(world, world.chiara, thanks, data), data).to.equal(says);
    }
    expect(await gifts(world)).to.deep.equal([]);
    await press(world, world.chiara, shown(world, world.chiara).raw, 'Boris');
    expect(await gifts(world), 'control').to.deep.equal(['Chiara → Boris +1']);
  });

  it('offer people of the last hour who are here, no bots, five at most, those of the topic first', async () => {
    const world = await begin();
    await set(world, 'reputation.air on', 'commands.bang on');
    world.say(world.boris, 'An hour and a second ago.');
    advance(world, 1);
    world.say(world.dmitri, 'An hour ago.');
    advance(world, 3599);
    world.say(addOtherBot(world), 'Beep.');
    const people = ['Olga', 'Pavel', 'Rosa', 'Simon'].map((name) => newcomer(world, name));
    world.say(world.anna, 'As nobody.', { as: 'anonymous_admin' });
    const [gone] = newcomer(world, 'Gone');
    world.telegram.world.leave(gone, world.group);
    const [olga] = people[0] ?? [];
    world.say(olga as User, 'Once more.');
    advance(world, 1);
    world.say(world.chiara, 'thanks');
    await world.settled();
    expect(buttons(world, world.chiara)).to.deep.equal(['Olga', 'Simon', 'Rosa', 'Pavel', 'Дмитрий', NOBODY]);
  });

  it('are asked about in a topic, where the first message is nobody’s', async () => {
    const world = await begin();
    const { telegram, anna, boris, chiara, dmitri } = world;
    const forum = telegram.world.createGroup({
      ...{ title: 'Forum', is_forum: true, owner: anna, members: [boris, chiara, dmitri] },
      bot: 'administrator',
    });
    const roses = telegram.world.createTopic(forum, { by: anna, name: 'Roses' });
    telegram.world.say(anna, forum, '/set reputation.air on');
    telegram.world.say(boris, forum, 'Water them.', { thread: roses.id });
    telegram.world.say(dmitri, forum, 'Elsewhere, and later.');
    telegram.world.say(chiara, forum, 'thanks', { thread: roses.id });
    await world.settled();
    const question = shown(world, chiara, forum);
    expect(question.thread).to.equal(roses.id);
    expect(question.buttons.flat().map(({ text }) => text)).to.deep.equal([
      'Boris',
      'Дмитрий',
      'Anna',
      NOBODY,
    ]);
    await press(world, chiara, question.raw, 'Boris');
    expect(await gifts(world, forum.id)).to.deep.equal(['Chiara → Boris +1']);
  });

  it('come as a private message where the bot is no admin, and are pressed there', async () => {
    const world = await begin({ bot: 'member' });
    world.telegram.world.setPrivacyMode(false);
    const dm = world.telegram.world.privateChat(world.chiara);
    await world.hears(world.chiara, 'hi');
    world.telegram.world.say(world.chiara, dm, '/start');
    await set(world, 'reputation.air on');
    world.say(world.boris, 'Water them.');
    world.say(world.chiara, 'thanks');
    await world.settled();
    const question = shown(world, world.chiara, dm);
    expect(question.text).to.equal('Garden: whom do you thank?');
    await press(world, world.chiara, question.raw, 'Boris');
    expect(shown(world, world.chiara, dm)).to.include({ text: 'Your thanks went to Boris: +1' });
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1']);
    // Buttons about groups that there are not make no groups.
    const known = await database().query('select chat_id from chats order by chat_id');
    expect(await forge(world, world.chiara, question.raw, 'air:-1001234567:5:1')).to.equal(
      translate('en', 'toast.stale').text,
    );
    expect(await database().query('select chat_id from chats order by chat_id')).to.deep.equal(known);
    // Another person, from their own private chat with the bot.
    const theirs = world.telegram.world.privateChat(world.boris);
    const said = world.telegram.world.say(world.boris, theirs, 'hello');
    const data = question.buttons.flat()[0]?.callback_data ?? '';
    expect(await forge(world, world.boris, said, data)).to.equal(NOT_YOURS);
  });

  it('are asked about once in 10 minutes for each person, exactly', async () => {
    const { world } = await asked();
    const questions = () => world.sent().filter((text) => text.includes('whom do you thank?')).length;
    expect(questions()).to.equal(1);
    advance(world, 599);
    world.say(world.chiara, 'thanks again');
    world.say(world.boris, 'thanks all');
    await world.settled();
    expect(questions(), 'only Boris is asked').to.equal(2);
    advance(world, 1);
    world.say(world.chiara, 'thanks once more');
    await world.settled();
    expect(questions()).to.equal(3);
  });

  it('are not asked about where something else stands in the way', async () => {
    const { world, thanks } = await asked('negative.enabled on', 'reputation.mentions off');
    const questions = () => world.sent().filter((text) => text.includes('whom do you thank?')).length;
    advance(world, 700);
    const before = questions();
    const { chiara, boris, anna } = world;
    const bot = world.telegram.calls.of('sendMessage').length;
    expect(bot).to.be.above(0);
    world.say(chiara, 'thanks in advance');
    world.say(chiara, { text: 'thanks', forwardedFrom: boris });
    world.say(chiara, { text: 'thanks', viaBot: addOtherBot(world) });
    world.say(chiara, { text: 'thanks', edit: thanks });
    world.say(chiara, 'thanks @boris');
    world.say(chiara, { text: 'thanks', replyTo: thanks });
    world.say(chiara, {
      text: 'thanks',
      externalReply: { origin: { type: 'hidden_user', sender_user_name: 'B', date: 1 } },
    });
    world.say(anna, { text: 'thanks', as: 'anonymous_admin' });
    world.say(anna, '-rep wrong advice');
    world.say(anna, 'thanks, but -rep for the tone');
    await world.settled();
    expect(questions()).to.equal(before);
    await set(world, 'reputation.from admins');
    world.say(chiara, 'thanks');
    await world.settled();
    expect(questions(), 'she may not give').to.equal(before);
    await set(world, 'reputation.from all');
    world.say(chiara, 'thanks');
    await world.settled();
    expect(questions(), 'control').to.equal(before + 1);
  });

  it('in reply to the bot itself are for nobody else', async () => {
    const { world } = await asked();
    advance(world, 700);
    await world.hears(world.chiara, '/top');
    const top = shown(world, world.chiara).raw;
    expect(await world.hears(world.chiara, 'thanks', { replyTo: top })).to.deep.equal([]);
  });

  it('are drawn as a reply would have been drawn, and said as one', async () => {
    const random = ['reputation.award random', 'reputation.award_max 1000', 'reputation.reply reaction'];
    const { world, thanks } = await asked(...random);
    await press(world, world.chiara, shown(world, world.chiara).raw, 'Boris');
    const { entries } = await world.ledger();
    expect(entries[0]?.reputation).to.be.within(1, 1000);
    expect(
      world.telegram.calls.of('setMessageReaction').map(({ params }) => params.message_id),
    ).to.deep.equal([thanks.message_id]);
  });
});
