import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { gifts, newcomer, set, thank } from '../support/scenes.ts';

describeJourney('The points of a gift', (begin) => {
  it('are one, whoever gives, in the normal mode', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them.');
    await world.hears(world.anna, '/addrep 1000', { replyTo: world.say(world.chiara, 'Hello.') });
    thank(world, world.chiara, tip);
    await world.settled();
    expect((await gifts(world)).at(-1)).to.equal('Chiara → Boris +1');
  });

  it('grow with the giver’s reputation in the complex mode, counted before the gift', async () => {
    const world = await begin();
    await set(world, 'reputation.award complex', 'reputation.pair_interval 0');
    const tip = world.say(world.boris, 'Water them.');
    const own = world.say(world.chiara, 'Hello.');
    for (const [reputation, points] of [
      [12, 1],
      [13, 2],
      [250, 5],
      [999, 9],
      [1000, 10],
      [5000, 10],
      [-5, 1],
    ] as const) {
      await world.hears(world.anna, `/setrep ${reputation}`, { replyTo: own });
      thank(world, world.chiara, tip);
      await world.settled();
      expect((await gifts(world)).at(-1), `with ${reputation}`).to.equal(`Chiara → Boris +${points}`);
    }
    await set(world, 'reputation.award_min 3', 'reputation.award_max 30', 'reputation.complex_full 4');
    await world.hears(world.anna, '/setrep 1', { replyTo: own });
    thank(world, world.chiara, tip);
    await world.settled();
    expect((await gifts(world)).at(-1)).to.equal('Chiara → Boris +16');
  });

  it('are drawn for each receiver in the random mode, and drawn alike by the same message again', async () => {
    const drawn = async () => {
      const world = await begin();
      await set(world, 'reputation.award random', 'reputation.pair_interval 0', 'reputation.given_per_day 0');
      const tip = world.say(world.boris, 'Water them.');
      newcomer(world, 'Olga', 'olga');
      for (let times = 0; times < 12; times += 1) thank(world, world.chiara, tip, { text: 'thanks @olga' });
      await world.settled();
      const { entries } = await world.ledger();
      return { points: entries.map((entry) => entry.reputation), world };
    };
    const { points, world } = await drawn();
    expect(points).to.have.lengthOf(24);
    expect(Math.min(...points)).to.be.at.least(1);
    expect(Math.max(...points)).to.be.at.most(10);
    expect(new Set(points).size, 'not all alike').to.be.above(3);
    await world.close();
    expect((await drawn()).points, 'the same chat and messages').to.deep.equal(points);
  });
});

describeJourney('A minus', (begin) => {
  it('is off until it is switched on, then for admins, with a reason, and not below zero', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them with salt.');
    const minus = (who = world.anna, text = '-rep wrong advice') => thank(world, who, tip, { text });
    minus();
    await world.hears(world.anna, '/addrep @boris 2');
    minus();
    await world.settled();
    expect(await world.reputation(world.boris)).to.equal(2);

    await set(world, 'negative.enabled on', 'negative.award complex', 'negative.award_min 5');
    minus(world.chiara);
    minus(world.anna, '-rep');
    minus();
    await world.settled();
    const { entries } = await world.ledger();
    expect(entries.slice(1)).to.have.lengthOf(1);
    expect(entries[1], 'the actual change, and why').to.include({
      kind: 'minus',
      reputation: -2,
      reason: 'wrong advice',
      giver_role: 'admin',
    });
    expect(await world.reputation(world.boris)).to.equal(0);
  });

  it('goes below zero where that is set, and needs no reason where none is demanded', async () => {
    const world = await begin();
    await set(
      world,
      'negative.enabled on',
      'negative.below_zero on',
      'negative.reason off',
      'negative.from all',
    );
    const tip = world.say(world.boris, 'Water them with salt.');
    const texts = await world.hears(world.chiara, '-rep', { replyTo: tip });
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris −1 minus']);
    expect(texts.join()).to.include('Boris').and.to.include('<b>−1</b>');
    expect((await world.hears(world.boris, '/me')).join()).to.include('Reputation: <b>−1</b>');
  });

  it('is no gift of thanks: it counts neither as given nor as got', async () => {
    const world = await begin();
    await set(world, 'negative.enabled on', 'negative.below_zero on');
    thank(world, world.anna, world.say(world.boris, 'Salt!'), { text: '-rep wrong advice' });
    await world.settled();
    expect((await world.hears(world.boris, '/me')).join()).to.include('Got thanks 0 times');
    expect((await world.hears(world.anna, '/me')).join()).to.include('Gave thanks 0 times');
  });
});

describeJourney('Reputation from admins and from members', (begin) => {
  it('is kept apart whatever the setting, and shown apart where it is shared', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.anna, tip);
    thank(world, world.chiara, tip);
    thank(world, world.dmitri, tip);
    await world.settled();
    const { entries, members } = await world.ledger();
    expect(entries.map((entry) => entry.giver_role)).to.deep.equal(['admin', 'member', 'member']);
    expect(members.find((member) => member.user_id === world.boris.id)).to.include({
      reputation: 3,
      reputation_from_admins: 1,
    });
    const shown = async () =>
      [...(await world.hears(world.boris, '/top')), ...(await world.hears(world.boris, '/me'))].join();
    expect(await shown()).to.not.include('admins');
    await set(world, 'reputation.from shared');
    expect(await shown())
      .to.include('1. Boris – <b>3</b> (admins 1, members 2)')
      .and.to.include('From admins: <b>1</b>, place 1')
      .and.to.include('From members: <b>2</b>, place 1');
  });
});
