import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { advance, gifts, newcomer, set, thank } from '../support/scenes.ts';

describeJourney('Intervals and budgets', (begin) => {
  it('hold back one giver, one receiver or one pair, and let the others through', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them.');
    const hint = world.say(world.dmitri, 'Prune them.');
    const { anna, chiara } = world;
    const both = async () => {
      advance(world, 86_400);
      thank(world, chiara, tip);
      thank(world, chiara, hint);
      thank(world, anna, tip);
      await world.settled();
      return (await gifts(world)).splice(seen);
    };
    let seen = 0;
    const nothing =
      'reputation.giver_interval off\nreputation.receiver_interval off\nreputation.pair_interval off';
    const first = 'Chiara → Boris +1';
    for (const [setting, given] of [
      ['reputation.chat_interval 5', [first]],
      ['reputation.chat_interval\nreputation.giver_interval 5', [first, 'Anna → Boris +1']],
      ['reputation.giver_interval\nreputation.receiver_interval 300', [first, 'Chiara → Дмитрий +1']],
      [`${nothing}\nreputation.pair_interval 5`, [first, 'Chiara → Дмитрий +1', 'Anna → Boris +1']],
    ] as const) {
      await set(world, setting);
      expect(await both(), setting).to.deep.equal(given);
      seen += given.length;
    }
  });

  it('are restarted by no refused try', async () => {
    const world = await begin();
    await set(world, 'reputation.giver_interval 2', 'reputation.pair_interval 0');
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, tip);
    for (const seconds of [60, 59]) {
      advance(world, seconds);
      thank(world, world.chiara, tip);
    }
    await world.settled();
    expect(await gifts(world)).to.have.lengthOf(1);
    advance(world, 1);
    thank(world, world.chiara, tip);
    await world.settled();
    expect(await gifts(world)).to.have.lengthOf(2);
  });

  it('are counted for thanks and for minus apart', async () => {
    const world = await begin();
    const limits = (family: string) =>
      [
        'chat_interval 5',
        'giver_interval 5',
        'receiver_interval 300',
        'pair_interval 5',
        'given_per_day 1',
        'received_per_day 1',
      ]
        .map((limit) => `${family}.${limit}`)
        .join('\n');
    await set(
      world,
      limits('reputation'),
      limits('negative'),
      'negative.enabled on',
      'negative.below_zero on',
    );
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.anna, tip);
    thank(world, world.anna, tip, { text: '-rep wrong advice' });
    thank(world, world.anna, tip);
    thank(world, world.anna, tip, { text: '-rep wrong advice' });
    await world.settled();
    expect(await gifts(world)).to.deep.equal(['Anna → Boris +1', 'Anna → Boris −1 minus']);
  });

  it('hold a pair both ways only where that is set', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them.');
    const thanks = thank(world, world.chiara, tip);
    thank(world, world.boris, thanks);
    await world.settled();
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1', 'Boris → Chiara +1']);
    advance(world, 3600);
    await set(world, 'reputation.pair_both_ways on');
    thank(world, world.boris, thanks);
    thank(world, world.chiara, tip);
    await world.settled();
    expect((await gifts(world)).slice(2)).to.deep.equal(['Boris → Chiara +1']);
    advance(world, 3600);
    thank(world, world.chiara, tip);
    await world.settled();
    expect((await gifts(world)).slice(3)).to.deep.equal(['Chiara → Boris +1']);
  });

  it('are not slipped through by a message that comes late', async () => {
    const world = await begin();
    await set(world, 'reputation.pair_interval 5');
    const { clock } = world.telegram.world;
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, tip);
    thank(world, world.chiara, tip, { date: clock.now() - 200 });
    await world.settled();
    expect(await gifts(world)).to.have.lengthOf(1);
  });

  it('leave what is left of a budget to the first of several receivers', async () => {
    const world = await begin();
    await set(world, 'reputation.given_per_day 2');
    const tip = world.say(world.boris, 'Water them.');
    newcomer(world, 'Olga', 'olga');
    newcomer(world, 'Pavel', 'pavel');
    const thanks = thank(world, world.chiara, tip, { text: 'thanks @olga @pavel' });
    await world.settled();
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1', 'Chiara → Olga +1']);
    const why = (await world.hears(world.chiara, '/why', { replyTo: thanks })).join();
    expect(why).to.include('Pavel: nothing. All for today has been given: 2 a day.');
    expect(why).to.include('Left to give today: 0 thank-yous.');
    expect((await world.hears(world.chiara, '/me')).join()).to.include(
      'For today you have given all your thanks',
    );
  });

  it('begin anew at midnight of the chat’s own calendar', async () => {
    const world = await begin();
    await set(world, 'reputation.given_per_day 1', 'reputation.pair_interval 0', 'time_zone Asia/Tokyo');
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, tip);
    // Noon UTC is 21:00 in Tokyo.
    advance(world, 3 * 3600 - 1);
    thank(world, world.chiara, tip);
    await world.settled();
    expect(await gifts(world)).to.have.lengthOf(1);
    expect((await world.hears(world.chiara, '/me')).join()).to.include('given all your thanks');
    advance(world, 1);
    expect((await world.hears(world.chiara, '/me')).join()).to.include('you can still thank 1 time');
    thank(world, world.chiara, tip);
    await world.settled();
    expect(await gifts(world)).to.have.lengthOf(2);
  });
});
