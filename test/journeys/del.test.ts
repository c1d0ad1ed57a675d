import { expect } from 'chai';
import type { User } from '../../src/playground/types.ts';
import { verify } from '../../src/transfer/verify.ts';
import { start, toldInPrivate } from '../support/ailing.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, gifts, set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const QUIET = { settings: { 'experience.enabled': false, 'announce.titles': 'none' } };

const there = (world: TestWorld, id: number) => world.telegram.world.message(world.group, id) !== undefined;

describeJourney('/del', (begin, opened) => {
  it('removes the message and itself, says nothing, and leaves a line in the log with its reason', async () => {
    const world = await begin(QUIET);
    const { anna, boris } = world;
    const spam = world.say(boris, 'Buy now!');
    const stays = world.say(boris, 'Good morning.');
    await world.settled();
    const before = world.telegram.calls.count;
    const command = world.say(anna, { text: '/del spam & <more>', replyTo: spam });
    await world.settled();
    expect([spam, command, stays].map(({ message_id }) => there(world, message_id))).to.deep.equal([
      ...[false, false, true],
    ]);
    const calls = world.telegram.calls
      .after(before)
      .filter(({ method }) => /^(send|edit|delete)/.test(method));
    expect(calls.map(({ method }) => method)).to.deep.equal(['deleteMessages']);
    const { entries } = await world.ledger();
    expect(entries).to.have.lengthOf(1);
    expect(entries[0]).to.deep.include({
      kind: 'delete',
      giver_id: anna.id,
      receiver_id: boris.id,
      reputation: 0,
      experience: 0,
      message_id: spam.message_id,
      reason: 'spam & <more>',
    });
    expect((await world.hears(anna, '/log')).join())
      .to.include('Anna → Boris <b>0</b> · message removed')
      .and.to.include('spam &amp; &lt;more&gt;');
    const [row] = await opened().query<{ deleted_at: number; at: number }>(
      'select at, deleted_at from messages where message_id = $1',
      [spam.message_id],
    );
    expect(row?.deleted_at).to.equal(row?.at);
  });

  it('takes from the author what is set, tells the admin alone, and is taken back by number', async () => {
    const world = await begin(QUIET);
    const { anna, boris } = world;
    await set(world, 'deductions.delete_reputation 5', 'deductions.delete_experience 40');
    world.say(boris, 'Good morning.');
    await world.hears(anna, '/addrep @boris 3');
    await world.hears(anna, '/addexp @boris 100');
    const said = await world.hears(anna, { text: '/del', replyTo: world.say(boris, 'Buy now!') });
    expect(said).to.deep.equal([
      'Removed. It cost:\nBoris: −3 → <b>0</b>\nBoris, experience: −40 → <b>60</b>',
    ]);
    expect(await world.reputation(boris)).to.equal(0);
    await world.hears(anna, '/undo 3');
    expect(await world.reputation(boris)).to.equal(3);
    expect((await verify(opened())).differences).to.deep.equal([]);
  });

  it('tells its author in private why, kindly, at most every ten minutes', async () => {
    const world = await begin(QUIET);
    const { anna, boris, chiara } = world;
    await start(world, boris);
    const told = (who = boris) => toldInPrivate(world, who).slice(1);
    const remove = async (who: User, words = '/del') => {
      world.say(anna, { text: words, replyTo: world.say(who, 'Buy now!') });
      await world.settled();
    };
    await remove(boris, '/del no <adverts>, please');
    expect(told()).to.have.lengthOf(1);
    expect(told()[0])
      .to.include(
        'A message of yours in Garden was removed by an admin.\n<i>no &lt;adverts&gt;, please</i>\n',
      )
      .and.include('You can go on writing there')
      .and.not.include('It cost');
    await remove(boris);
    expect(told(), 'ten minutes are not over').to.have.lengthOf(1);
    await remove(chiara);
    expect(toldInPrivate(world, chiara), 'who has not started the bot').to.deep.equal([]);

    await set(world, 'deductions.delete_reputation 2');
    await world.hears(anna, '/addrep @boris 5');
    advance(world, 600);
    await remove(boris);
    expect(told()).to.have.lengthOf(2);
    expect(told()[1]).to.include('It cost:\nBoris: −2 → <b>3</b>');
    await set(world, 'moderation.tell_author off');
    advance(world, 600);
    await remove(boris);
    await set(world, 'moderation.tell_author on');
    await world.hears(boris, '/notify off');
    await remove(boris);
    expect(told(), 'not where the chat or the author wants it not').to.have.lengthOf(2);
    await world.hears(boris, '/notify on');
    world.telegram.world.say(boris, world.telegram.world.privateChat(boris.id), '/language de');
    await world.settled();
    await remove(boris);
    expect(told().at(-1)).to.include('Ein Admin hat eine Nachricht von dir');
  });

  it('leaves alone what the message gave: a removed thank-you counts on, until /undo', async () => {
    const world = await begin(QUIET);
    const { anna, boris, chiara } = world;
    const thanks = thank(world, chiara, world.say(boris, 'Water them.'));
    await world.settled();
    world.say(anna, { text: '/del', replyTo: thanks });
    await world.settled();
    expect(there(world, thanks.message_id)).to.equal(false);
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1', 'Anna → Chiara −0 delete']);
    await world.hears(anna, '/undo 1');
    expect(await world.reputation(boris)).to.equal(0);
  });

  it('is no gift of the admin’s: /undo alone goes on to speak of their last one', async () => {
    const world = await begin(QUIET);
    const { anna, boris } = world;
    thank(world, anna, world.say(boris, 'Water them.'));
    world.say(anna, { text: '/del', replyTo: world.say(boris, 'Buy now!') });
    await world.hears(anna, '/undo');
    expect(await gifts(world)).to.deep.equal([
      'Anna → Boris +1',
      'Anna → Boris −0 delete',
      'Anna → Boris −1 undo',
    ]);
  });

  it('costs nobody anything for their own, nor bots, channels and anonymous admins', async () => {
    const world = await begin(QUIET);
    const { anna } = world;
    await set(world, 'deductions.delete_reputation 5');
    await world.hears(anna, `/addrep ${anna.id} 50`);
    const own = world.say(anna, 'A typo.');
    const unseen = world.say(anna, { text: 'Rules.', as: 'anonymous_admin' });
    world.say(anna, { text: '/del', replyTo: own });
    world.say(anna, { text: '/del', replyTo: unseen });
    await world.settled();
    expect([own, unseen].map(({ message_id }) => there(world, message_id))).to.deep.equal([false, false]);
    expect((await world.ledger()).entries).to.have.lengthOf(1);
  });

  it('is for admins, an anonymous one too, and only in reply', async () => {
    const world = await begin(QUIET);
    const { anna, boris, chiara } = world;
    const tip = world.say(boris, 'Water them.');
    expect((await world.hears(chiara, { text: '/del', replyTo: tip })).join()).to.include('Only admins');
    expect((await world.hears(anna, '/del')).join()).to.include('in reply to a message');
    expect(there(world, tip.message_id)).to.equal(true);
    world.say(anna, { text: '/del', replyTo: tip, as: 'anonymous_admin' });
    await world.settled();
    expect(there(world, tip.message_id)).to.equal(false);
    expect((await world.ledger()).entries.at(-1)).to.deep.include({ giver_id: null, giver_role: 'admin' });
    expect((await world.hears(anna, '/log')).join()).to.include('Anonymous admin → Boris');
  });

  it('twice in one batch removes, and costs, once', async () => {
    const world = await begin(QUIET);
    const { anna, boris, chiara } = world;
    await set(world, 'deductions.delete_reputation 5');
    world.telegram.world.promote(chiara, world.group);
    const spam = world.say(boris, 'Buy now!');
    await world.hears(anna, '/addrep @boris 50');
    // Both before the bot hears of any.
    world.say(anna, { text: '/del', replyTo: spam });
    world.say(chiara, { text: '/del', replyTo: spam });
    await world.settled();
    expect(await world.reputation(boris)).to.equal(45);
  });

  it('is tried until Telegram has heard of it', async () => {
    const world = await begin(QUIET);
    const { anna, boris } = world;
    const spam = world.say(boris, 'Buy now!');
    await world.settled();
    world.telegram.faults.next('deleteMessages', { kind: 'cut' });
    world.say(anna, { text: '/del', replyTo: spam });
    await world.settled();
    expect(there(world, spam.message_id)).to.equal(false);
  });
});
