import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { advance, noon, set, thank, WITHOUT_TITLES } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

describeJourney('What the bot says to a gift', (begin) => {
  /** What the bot called in consequence of a thank-you by Chiara. */
  async function callsAfterThanks(world: TestWorld, text = 'thanks') {
    await world.settled();
    const replyTo = world.say(world.boris, 'Water them.');
    await world.settled();
    const before = world.telegram.calls.count;
    const said = thank(world, world.chiara, replyTo, { text });
    await world.settled();
    const calls = world.telegram.calls.after(before);
    return { said, calls: calls.filter(({ method }) => /^(send|setMessage|delete|edit)/.test(method)) };
  }

  it('is for all to see, silent, without a mention link, and a reply to the thank-you', async () => {
    const world = await begin();
    await set(world, 'reputation.texts {giver} → {receiver}');
    const { said, calls } = await callsAfterThanks(world);
    expect(calls.map(({ method }) => method)).to.deep.equal(['sendMessage']);
    expect(calls[0]?.params).to.deep.include({
      chat_id: world.group.id,
      text: 'Chiara → Boris',
      disable_notification: true,
    });
    expect(JSON.stringify(calls[0]?.params)).to.include(`"message_id":${said.message_id}`);
    expect(calls[0]?.params).to.not.have.property('ephemeral_message_parameters');
    const seen = world.telegram.world.visibleTo(world.group, world.dmitri, 1)[0];
    expect(seen?.text).to.equal('Chiara → Boris');
    expect(seen?.entities).to.deep.equal([]);
  });

  it('is seen by the giver only, where it is private', async () => {
    const world = await begin();
    await set(world, 'reputation.reply private', 'reputation.texts +{amount} for {receiver}');
    await callsAfterThanks(world);
    const see = (who: typeof world.anna) =>
      world.telegram.world.visibleTo(world.group, who).map(({ text }) => text);
    expect(see(world.chiara)).to.include('+1 for Boris');
    for (const other of [world.anna, world.boris, world.dmitri])
      expect(see(other)).to.not.include('+1 for Boris');
  });

  it('is a reaction on the thank-you, or nothing', async () => {
    const world = await begin();
    await set(world, 'reputation.reply reaction', 'reputation.pair_interval 0');
    const { said, calls } = await callsAfterThanks(world);
    expect(calls.map(({ method }) => method)).to.deep.equal(['setMessageReaction']);
    expect(calls[0]?.params).to.include({ message_id: said.message_id });
    await set(world, 'reputation.reply off');
    expect((await callsAfterThanks(world)).calls).to.deep.equal([]);
    expect(await world.reputation(world.boris)).to.equal(2);
    await set(world, 'negative.enabled on', 'negative.from all', 'negative.reply reaction');
    const minus = await callsAfterThanks(world, '-rep too salty');
    expect(JSON.stringify(minus.calls.map(({ params }) => params.reaction))).to.include('👎');
  });

  it('is drawn among all the texts of the chat, and nothing where there is none', async () => {
    const world = await begin(WITHOUT_TITLES);
    await set(
      world,
      'reputation.pair_interval 0\nreputation.given_per_day 0\nreputation.texts one\n---\ntwo\n---\nthree',
    );
    const tip = world.say(world.boris, 'Water them.');
    for (let times = 0; times < 40; times += 1) {
      thank(world, world.chiara, tip);
      // More than three in ten minutes would be too much to say.
      advance(world, 200);
    }
    await world.settled();
    const drawn = world.sent().slice(1);
    expect(drawn).to.have.lengthOf(40);
    for (const text of ['one', 'two', 'three']) {
      expect(drawn.filter((said) => said === text).length, text).to.be.above(4);
    }
    await set(world, 'reputation.texts none');
    expect((await callsAfterThanks(world)).calls).to.deep.equal([]);
  });

  it('fills every placeholder of a gift, escaped', async () => {
    const world = await begin();
    world.telegram.world.changeUser(world.chiara, { first_name: '<Chiara> & Co' });
    const template =
      '{giver}|{receiver}|{user}|{amount}|{reputation}|{given}|{place}|{chat}|{members}|{bot}|{date}|{time}|{mention:receiver}';
    await set(world, 'time_zone Asia/Tokyo', `reputation.texts ${template}`);
    const { calls } = await callsAfterThanks(world);
    const [text = ''] = calls.map(({ params }) => String(params.text));
    expect(text).to.not.match(/[{}]/);
    expect(text).to.match(
      /^&lt;Chiara&gt; &amp; Co\|Boris\|Boris\|1\|1\|1\|1\|Garden\|5\|@laurel_local_bot\|/,
    );
    expect(text).to.include('21:00').and.to.include(`<a href="tg://user?id=${world.boris.id}">Boris</a>`);
  });

  it('says one line for each of several receivers, in one message', async () => {
    const world = await begin();
    await set(world, 'reputation.texts {receiver} +{amount}');
    world.say(world.dmitri, 'Hello.');
    const { calls } = await callsAfterThanks(world, 'thanks @dmitri');
    expect(calls.map(({ params }) => params.text)).to.deep.equal(['Boris +1\nДмитрий +1']);
  });

  it('counts the thanks that its giver has given, each of several receivers, and no minus', async () => {
    const world = await begin();
    await set(world, 'reputation.texts {receiver} {given}\nreputation.pair_interval 0');
    await set(
      world,
      'negative.enabled on\nnegative.from all\nnegative.below_zero on\nnegative.texts {given}',
    );
    world.say(world.dmitri, 'Hello.');
    expect((await callsAfterThanks(world, 'thanks @dmitri')).calls[0]?.params.text).to.equal(
      'Boris 1\nДмитрий 2',
    );
    expect((await callsAfterThanks(world, '-rep too salty')).calls[0]?.params.text).to.equal('2');
    expect((await callsAfterThanks(world)).calls[0]?.params.text).to.equal('Boris 3');
  });

  it('removes itself after its seconds, not before; at 0 it stays', async () => {
    let app = noon() * 1000;
    const world = await begin({ now: () => app });
    const pass = async (seconds: number) => {
      app += seconds * 1000;
      advance(world, seconds);
      await world.settled();
    };
    await set(world, 'reputation.reply_seconds 30', 'reputation.pair_interval 0');
    const { calls } = await callsAfterThanks(world);
    const sent = (calls[0]?.result as { message_id: number } | undefined)?.message_id ?? 0;
    const stands = () => world.telegram.world.message(world.group, sent) !== undefined;
    await pass(29);
    expect(stands(), 'after 29 s').to.equal(true);
    await pass(1);
    expect(stands(), 'after 30 s').to.equal(false);

    await set(world, 'reputation.reply_seconds 0');
    await callsAfterThanks(world);
    const before = world.telegram.calls.count;
    await pass(86_400);
    expect(
      world.telegram.calls.after(before).filter(({ method }) => method.startsWith('delete')),
    ).to.deep.equal([]);
  });

  it('is not said of what is too old when it arrives, though it counts', async () => {
    const world = await begin({ telegram: { now: () => Date.now() / 1000 } });
    const replyTo = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, replyTo, { date: world.telegram.world.clock.now() - 3600 });
    await world.settled();
    expect(world.sent()).to.deep.equal([]);
    expect(await world.reputation(world.boris)).to.equal(1);
  });
});
