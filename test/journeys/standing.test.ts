import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { advance, gifts, noon, set, thank } from '../support/scenes.ts';

describeJourney('The bot’s standing in a group', (begin) => {
  it('muted, it says nothing and loses nothing; heard again, it speaks again', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them.');
    const { telegram, group } = world;
    telegram.world.setPrivacyMode(false);
    telegram.world.setBotStatus(group, { status: 'restricted' });
    expect(await world.hears(world.chiara, 'thanks', { replyTo: tip })).to.deep.equal([]);
    expect(await world.hears(world.chiara, '/top')).to.deep.equal([]);
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1']);
    telegram.world.setBotStatus(group, { status: 'administrator' });
    expect((await world.hears(world.chiara, '/me @boris')).join()).to.include('Reputation: <b>1</b>');
  });

  it('removed, it drops what waited, and keeps what was earned for its return', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, tip);
    await world.settled();
    const before = world.sent().length;
    world.telegram.world.setBotStatus(world.group, { status: 'kicked' });
    await world.settled();
    expect(world.sent()).to.have.lengthOf(before);
    world.telegram.world.addBot(world.group, { by: world.anna, as: 'administrator' });
    await world.settled();
    expect((await world.hears(world.boris, '/me')).join()).to.include('Reputation: <b>1</b>');
  });

  it('a plain member in privacy mode, it sees commands only, and says so when it is added', async () => {
    const world = await begin({ bot: 'member' });
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, tip);
    await world.hears(world.boris, '/me');
    expect(await gifts(world)).to.deep.equal([]);
    world.telegram.world.setPrivacyMode(false);
    thank(world, world.chiara, tip);
    await world.settled();
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1']);
  });
});

describeJourney('Who is an admin', (begin) => {
  it('is known at once when somebody is promoted or demoted', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them.');
    await set(world, 'reputation.from admins', 'reputation.pair_interval 0');
    const { promote, demote } = {
      promote: () => world.telegram.world.promote(world.chiara, world.group),
      demote: () => world.telegram.world.demote(world.chiara, world.group),
    };
    thank(world, world.chiara, tip);
    promote();
    thank(world, world.chiara, tip);
    demote();
    thank(world, world.chiara, tip);
    await world.settled();
    const { entries } = await world.ledger();
    expect(entries.map((entry) => entry.giver_role)).to.deep.equal(['admin']);
    expect((await world.hears(world.chiara, '/get')).join()).to.include('Only admins');
    promote();
    expect((await world.hears(world.chiara, '/get')).join()).to.include('Settings of Garden');
  });

  it('is who was known last, when Telegram does not tell', async () => {
    let app = noon() * 1000;
    const world = await begin({ now: () => app });
    const { faults } = world.telegram;
    const tip = world.say(world.boris, 'Water them.');
    await set(world, 'reputation.from admins');
    const asked = world.telegram.calls.of('getChatAdministrators').length;
    app += 11 * 60_000;
    advance(world, 11 * 60);
    faults.next('getChatAdministrators', { kind: 'cut' });
    thank(world, world.chiara, tip);
    thank(world, world.anna, tip);
    expect((await world.hears(world.anna, '/get')).join()).to.include('Settings of Garden');
    expect(faults.take('getChatAdministrators'), 'it was asked for in vain').to.equal(undefined);
    expect(asked).to.equal(1);
    expect(await gifts(world)).to.deep.equal(['Anna → Boris +1']);
  });
});
