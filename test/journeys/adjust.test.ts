import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { addOtherBot, gifts, newcomer, WITHOUT_TITLES } from '../support/scenes.ts';

describeJourney('An admin’s own gifts', (begin) => {
  const begun = async () => {
    const world = await begin(WITHOUT_TITLES);
    const tip = world.say(world.boris, 'Water them.');
    const own = world.say(world.chiara, 'Hello.');
    await world.settled();
    const command = async (text: string, more = {}) =>
      (await world.hears(world.anna, { text, ...more })).join();
    return { world, tip, own, command };
  };

  it('are given by @name, reply, text mention and id, with or without a reason', async () => {
    const { world, tip, command } = await begun();
    const answer = await command('/addrep @Boris 5 for the guide');
    expect(answer).to.equal('Boris: +5, 0 → <b>5</b>\n<i>for the guide</i>');
    expect(await command('/addrep 4', { replyTo: tip })).to.include('5 → <b>9</b>');
    expect(await command('/addrep', { replyTo: tip }), 'one, unless said').to.include('9 → <b>10</b>');
    expect(await command('/addrep @boris +2')).to.include('10 → <b>12</b>');
    expect(await command(`/addrep ${world.boris.id} 3 thanks again`)).to.include('12 → <b>15</b>');
    const entities = [{ type: 'text_mention', offset: 8, length: 6, user: world.chiara }];
    expect(await command('/addrep Chiara 7 well done', { entities })).to.include('Chiara: +7, 0 → <b>7</b>');
    const { entries } = await world.ledger();
    expect(entries.map(({ kind, reputation, reason }) => [kind, reputation, reason])).to.deep.equal([
      ['admin', 5, 'for the guide'],
      ['admin', 4, null],
      ['admin', 1, null],
      ['admin', 2, null],
      ['admin', 3, 'thanks again'],
      ['admin', 7, 'well done'],
    ]);
    expect(
      entries.every((entry) => entry.giver_id === world.anna.id && entry.giver_role === 'admin'),
    ).to.equal(true);
  });

  it('take a reason and an amount in reply, in which a lone number is an amount', async () => {
    const { world, tip, command } = await begun();
    await command('/addrep 5 for the long guide', { replyTo: tip });
    expect((await world.ledger()).entries[0]).to.include({ reputation: 5, reason: 'for the long guide' });
    await command(`/addrep ${world.chiara.id} 2`, { replyTo: tip });
    expect((await gifts(world)).at(-1), 'two numbers: an id and an amount').to.equal(
      'Anna → Chiara +2 admin',
    );
  });

  it('take away, also below zero, and set to a number', async () => {
    const { command } = await begun();
    expect(await command('/takerep @boris 3 wrong advice')).to.equal(
      'Boris: −3, 0 → <b>−3</b>\n<i>wrong advice</i>',
    );
    expect(await command('/setrep @boris 50 moved from the old bot')).to.include('−3 → <b>50</b>');
    expect(await command('/setrep @boris −7')).to.include('50 → <b>−7</b>');
    expect(await command('/setrep @boris -7')).to.include('Nothing has changed');
  });

  for (const [wrong, says] of [
    ['/addrep @boris many', '/addrep @boris 5 for the guide'],
    ['/addrep @boris 1.5', '/addrep @boris 5 for the guide'],
    ['/addrep', '/addrep @boris 5 for the guide'],
    ['/setrep @boris', '/setrep @boris 50'],
    ['/addrep @boris 0', 'from 1 to 1,000,000'],
    ['/addrep @boris -5', 'from 1 to 1,000,000'],
    ['/takerep @boris 1000001', 'from 1 to 1,000,000'],
    ['/setrep @boris 1000000001', 'from −1,000,000,000 to 1,000,000,000'],
    ['/addrep @stranger 5', 'I do not know @stranger yet'],
    ['/addrep 4242 5', 'I have not seen this person'],
    ['/addrep @helper_bot 5', 'Bots get no reputation'],
    ['/addrep @laurel_local_bot 5', 'Bots get no reputation'],
  ] as const) {
    it(`are refused for ${wrong}`, async () => {
      const { world, command } = await begun();
      addOtherBot(world);
      expect(await command(wrong)).to.include(says);
      expect(await gifts(world)).to.deep.equal([]);
      await command('/addrep @boris 5');
      expect(await gifts(world), 'control').to.have.lengthOf(1);
    });
  }

  it('are refused in reply to a bot, a channel or a service message', async () => {
    const { world, command } = await begun();
    const bot = addOtherBot(world);
    const joined = world.telegram.world.lastSeen(world.group, world.anna)?.raw;
    expect(await command('/addrep 5', { replyTo: joined })).to.include('Say who is meant');
    expect(await command('/addrep 5', { replyTo: world.say(bot, 'Beep.') })).to.include(
      'Bots get no reputation',
    );
    const as = world.telegram.world.createChannel({ title: 'News' });
    expect(await command('/addrep 5', { replyTo: world.say(world.boris, 'News!', { as }) })).to.include(
      'Say who',
    );
    expect(await gifts(world)).to.deep.equal([]);
  });

  it('are for admins, anonymous ones too, and for nobody else', async () => {
    const { world, tip } = await begun();
    for (const command of ['/addrep 5', '/takerep 5', '/setrep 5']) {
      expect((await world.hears(world.chiara, command, { replyTo: tip })).join()).to.include('Only admins');
      expect((await world.hears(world.boris, command, { replyTo: tip })).join(), 'to himself').to.include(
        'Only admins',
      );
    }
    expect(await gifts(world)).to.deep.equal([]);
    const answer = await world.hears(world.anna, '/addrep 5 for the guide', {
      replyTo: tip,
      as: 'anonymous_admin',
    });
    expect(answer.join()).to.include('Boris: +5');
    expect(await gifts(world)).to.deep.equal(['nobody → Boris +5 admin']);
  });

  it('obey no interval and no budget, count towards none, and may be to oneself', async () => {
    const { world, tip, command } = await begun();
    await command(
      '/set reputation.giver_interval 60\nreputation.receiver_interval 600\nreputation.received_per_day 1',
    );
    await command('/addrep 5', { replyTo: tip });
    await command('/addrep 5', { replyTo: tip });
    expect(await world.hears(world.anna, 'thanks', { replyTo: tip })).to.have.lengthOf(1);
    await command('/addrep @anna 5');
    expect(await gifts(world)).to.deep.equal([
      'Anna → Boris +5 admin',
      'Anna → Boris +5 admin',
      'Anna → Boris +1',
      'Anna → Anna +5 admin',
    ]);
  });

  it('are explained by /why, and so are the refused', async () => {
    const { world, command } = await begun();
    newcomer(world, 'Olga', 'olga');
    const good = world.say(world.anna, '/addrep @boris 5');
    const bad = world.say(world.anna, '/addrep @stranger 5');
    await world.settled();
    expect(await command('/why', { replyTo: good })).to.equal('The command /addrep.\nBoris: <b>+5</b>');
    expect(await command('/why', { replyTo: bad })).to.match(
      /^The command \/addrep\.\n.*I do not know @stranger yet/,
    );
  });

  it('do not count when the command was edited, forwarded or sent through a bot', async () => {
    const { world, tip, command } = await begun();
    const hello = world.say(world.anna, { text: 'hm', replyTo: tip });
    world.telegram.world.edit(hello, '/addrep 5');
    world.say(world.anna, { text: '/addrep @boris 5', forwardedFrom: world.chiara });
    world.say(world.anna, { text: '/addrep @boris 5', viaBot: addOtherBot(world) });
    await world.settled();
    expect(await gifts(world)).to.deep.equal([]);
    await command('/addrep @boris 5');
    expect(await gifts(world)).to.have.lengthOf(1);
  });
});
