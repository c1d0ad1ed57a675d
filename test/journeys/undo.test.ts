import { expect } from 'chai';
import type { Message } from '../../src/playground/types.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, gifts, newcomer, set, thank, WITHOUT_EXPERIENCE } from '../support/scenes.ts';

describeJourney('Taking back by /undo', (begin) => {
  it('reverses the giver’s last gift by an entry of its own, and says so to them alone', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.dmitri, tip);
    thank(world, world.chiara, tip);
    expect(await world.hears(world.chiara, '/undo')).to.deep.equal(['Taken back:\nBoris: −1 → <b>1</b>']);
    const call = world.telegram.calls.of('sendMessage').at(-1);
    expect(call?.params.ephemeral_message_parameters).to.deep.equal({ receiver_user_id: world.chiara.id });
    const { entries } = await world.ledger();
    expect(entries).to.have.lengthOf(3);
    expect(entries[2]).to.include({ kind: 'undo', reverses: 2, reputation: -1, giver_role: 'member' });
    expect(entries[2]).to.include({ giver_id: world.chiara.id, receiver_id: world.boris.id });
    expect((await world.hears(world.chiara, '/undo')).join(), 'it was her only one').to.include(
      'nothing here',
    );
    expect(await world.reputation(world.boris)).to.equal(1);
  });

  it('goes back one message at a time, and takes back all that a message gave', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    newcomer(world, 'Olga', 'olga');
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, world.say(world.dmitri, 'Prune them.'));
    thank(world, world.chiara, tip, { text: 'thanks @olga' });
    expect((await world.hears(world.chiara, '/undo')).join()).to.match(/Boris: −1.*\n.*Olga: −1/);
    expect((await world.hears(world.chiara, '/undo')).join()).to.include('Дмитрий: −1');
    expect(await gifts(world)).to.deep.equal([
      'Chiara → Дмитрий +1',
      'Chiara → Boris +1',
      'Chiara → Olga +1',
      'Chiara → Boris −1 undo',
      'Chiara → Olga −1 undo',
      'Chiara → Дмитрий −1 undo',
    ]);
  });

  it('is in time for exactly so many minutes, then only for admins', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    await set(world, 'reputation.undo_minutes 2');
    const thanks = thank(world, world.chiara, world.say(world.boris, 'Water them.'));
    await world.settled();
    advance(world, 121);
    const undo = (who = world.chiara) => world.hears(who, '/undo', { replyTo: thanks });
    expect((await undo()).join()).to.include('within 2 min only');
    expect((await world.hears(world.chiara, '/undo')).join()).to.include('within 2 min only');
    expect((await undo(world.anna)).join()).to.include('Boris: −1');
    expect((await world.ledger()).entries.at(-1)).to.include({
      giver_id: world.anna.id,
      giver_role: 'member',
    });
    const again = thank(world, world.dmitri, world.say(world.boris, 'Water them more.'));
    await world.settled();
    advance(world, 120);
    expect((await world.hears(world.dmitri, '/undo', { replyTo: again })).join()).to.include('Boris: −1');
  });

  it('by an admin works by reply and by number, for whatever was given, at any time', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    await set(world, 'negative.enabled on', 'negative.below_zero on', 'reputation.mentions any');
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, tip);
    const minus = world.say(world.anna, '-rep wrong advice', { replyTo: tip });
    world.say(world.dmitri, 'what do you say, @boris?');
    world.say(world.anna, '/addrep @boris 50');
    world.say(world.anna, '/addexp @boris 100');
    await world.settled();
    advance(world, 40 * 86_400);
    expect((await world.hears(world.anna, '/undo', { replyTo: minus })).join()).to.include('Boris: +1');
    for (const id of [1, 3, 4, 5]) await world.hears(world.anna, `/undo ${id}`);
    const { entries, members } = await world.ledger();
    expect(entries.map((entry) => entry.reverses)).to.deep.equal([
      null,
      null,
      null,
      null,
      null,
      2,
      1,
      3,
      4,
      5,
    ]);
    const boris = members.find((member) => member.user_id === world.boris.id);
    expect(boris).to.include({ reputation: 0, reputation_from_admins: 0, experience: 0 });
    expect((await world.hears(world.anna, '/undo 1')).join()).to.include('has been taken back already');
    expect((await world.hears(world.anna, '/undo 7')).join()).to.include('cannot be taken back itself');
  });

  it('by others than the giver and admins does nothing, whoever they were a second ago', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const thanks = thank(world, world.chiara, world.say(world.boris, 'Water them.'));
    await world.settled();
    expect((await world.hears(world.boris, '/undo', { replyTo: thanks })).join()).to.include(
      'Only who gave it',
    );
    expect((await world.hears(world.boris, '/undo 1')).join()).to.include('Only who gave it');
    world.telegram.world.promote(world.dmitri, world.group);
    world.telegram.world.demote(world.dmitri, world.group);
    expect((await world.hears(world.dmitri, '/undo', { replyTo: thanks })).join()).to.include(
      'Only who gave it',
    );
    expect((await world.hears(world.dmitri, '/log')).join()).to.include('Only admins');
    expect(await gifts(world)).to.have.lengthOf(1);
    world.telegram.world.promote(world.dmitri, world.group);
    await world.hears(world.dmitri, '/undo', { replyTo: thanks });
    expect(await gifts(world), 'control').to.have.lengthOf(2);
  });

  it('reaches somebody who has left', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    thank(world, world.chiara, world.say(world.boris, 'Water them.'));
    await world.settled();
    world.telegram.world.leave(world.boris, world.group);
    expect((await world.hears(world.chiara, '/undo')).join()).to.include('Boris: −1 → <b>0</b>');
    expect((await verify(world.database)).differences).to.deep.equal([]);
  });

  it('frees the receiver, the chat and the budgets, not the giver and the pair', async () => {
    for (const [setting, freed] of [
      ['receiver_interval 600', true],
      ['chat_interval 10', true],
      ['received_per_day 1', true],
      ['giver_interval 10', false],
      ['given_per_day 1', true],
      ['pair_interval 10', false],
    ] as const) {
      const world = await begin(WITHOUT_EXPERIENCE);
      await set(world, 'reputation.pair_interval 0', `reputation.${setting}`, 'reputation.tell_refusals off');
      const tip = world.say(world.boris, 'Water them.');
      thank(world, world.chiara, tip);
      thank(world, world.chiara, tip);
      await world.hears(world.chiara, '/undo');
      thank(world, world.chiara, tip);
      await world.settled();
      expect(await gifts(world), setting).to.have.lengthOf(freed ? 3 : 2);
      if (setting !== 'pair_interval 10') await world.close();
    }
  });

  it('leaves the interval of an earlier gift that still stands', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    await set(world, 'reputation.chat_interval 10', 'reputation.pair_interval 0');
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, tip);
    await world.settled();
    advance(world, 600);
    thank(world, world.dmitri, tip);
    await world.settled();
    await world.hears(world.dmitri, '/undo');
    advance(world, 1);
    thank(world, world.anna, tip);
    await world.settled();
    expect(await gifts(world), '601 s after the one that stands').to.have.lengthOf(4);
    thank(world, world.chiara, tip);
    await world.hears(world.anna, '/undo');
    advance(world, -1 + 2);
    thank(world, world.chiara, tip);
    await world.settled();
    expect(await gifts(world)).to.have.lengthOf(6);
  });

  it('keeps the chat waiting for the others to whom the same message gave', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    await set(world, 'reputation.chat_interval 10', 'reputation.pair_interval 0');
    const tip = world.say(world.boris, 'Water them.');
    world.say(world.dmitri, 'Not too much.');
    thank(world, world.chiara, tip, { text: 'thanks, you too @dmitri' });
    await world.settled();
    expect(await gifts(world)).to.have.lengthOf(2);
    await world.hears(world.anna, '/undo 1');
    advance(world, 1);
    thank(world, world.anna, tip);
    await world.settled();
    expect(await gifts(world), 'Dmitri keeps his').to.have.lengthOf(3);
    await world.hears(world.anna, '/undo 2');
    thank(world, world.anna, tip);
    await world.settled();
    expect(await gifts(world), 'nobody keeps any').to.have.lengthOf(5);
  });

  it('is explained by /why, and so is what was taken back', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const thanks = thank(world, world.chiara, world.say(world.boris, 'Water them.'));
    const undo = world.say(world.chiara, '/undo');
    const again = world.say(world.chiara, '/undo', { replyTo: thanks });
    await world.settled();
    const why = async (replyTo: Message) => (await world.hears(world.dmitri, '/why', { replyTo })).join();
    expect(await why(thanks))
      .to.include('Boris: <b>+1</b>')
      .and.to.include('Boris: taken back since');
    expect(await why(undo)).to.include('Boris: <b>−1</b>');
    expect(await why(again)).to.include('has been taken back already');
  });

  it('still finds its lines when the group has become a supergroup', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const { world: there } = world.telegram;
    const { anna, boris, chiara } = world;
    const old = there.createGroup({ title: 'Roses', type: 'group', owner: anna, members: [boris, chiara] });
    const tip = there.say(boris, old, 'Water them.');
    for (let times = 0; times < 3; times += 1) {
      there.say(chiara, old, { text: 'thanks', replyTo: tip });
      await world.settled();
      there.say(chiara, old, '/undo');
      await world.settled();
      advance(world, 3600);
    }
    there.say(chiara, old, { text: 'thanks', replyTo: tip });
    await world.settled();
    const young = there.upgradeToSupergroup(old);
    await world.settled();
    there.say(chiara, young, '/undo');
    there.say(anna, young, '/undo 1');
    await world.settled();
    const { entries } = await world.ledger(young.id);
    expect(entries.map((entry) => entry.reverses)).to.deep.equal([null, 1, null, 3, null, 5, null, 7]);
    expect(await verify(world.database)).to.deep.include({ differences: [], gaps: [] });
  });

  it('does nothing twice when it is delivered twice', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, tip);
    thank(world, world.chiara, world.say(world.dmitri, 'Prune them.'));
    await world.settled();
    const undo = world.say(world.chiara, '/undo');
    await world.settled();
    const message = { ...undo, chat: { ...undo.chat } };
    const update_id = world.telegram.world.push({ message: { ...message, message_id: 900_001 } });
    await world.settled();
    expect(await gifts(world), 'another /undo goes further back').to.have.lengthOf(4);
    world.telegram.world.push({ message: { ...message, message_id: 900_001 }, update_id });
    await world.settled();
    expect(await gifts(world)).to.have.lengthOf(4);
    expect((await verify(world.database)).gaps).to.deep.equal([]);
  });
});
