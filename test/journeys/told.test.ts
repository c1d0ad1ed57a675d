import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { advance, set, thank } from '../support/scenes.ts';

describeJourney('Why a thank-you did not count', (begin) => {
  const COUNTS_NOT = /^Your thanks did not count\.\nIt is too soon to give to the same person again: /;

  it('is told to the giver alone, once in 10 minutes, exactly', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them.');
    const tries = async (who = world.chiara) => {
      const before = world.telegram.calls.count;
      thank(world, who, tip);
      await world.settled();
      const said = world.telegram.calls.after(before).filter(({ method }) => method === 'sendMessage');
      return said.map(({ params }) => [
        params.text,
        (params.ephemeral_message_parameters as { receiver_user_id: number } | undefined)?.receiver_user_id,
      ]);
    };
    await tries();
    const [[text, to] = []] = await tries();
    expect(text).to.match(COUNTS_NOT).and.to.include('1 hr to wait');
    expect(to).to.equal(world.chiara.id);
    expect(await tries(), 'told a moment ago').to.deep.equal([]);
    advance(world, 599);
    expect(await tries()).to.deep.equal([]);
    await tries(world.dmitri);
    expect(await tries(world.dmitri), 'another person').to.have.lengthOf(1);
    advance(world, 1);
    expect(await tries()).to.have.lengthOf(1);
  });

  it('is not told of thanks that are meant for nobody, of partly counted ones, and where it is switched off', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them.');
    for (const text of ['thanks, everybody', 'no thanks', 'thanks in advance']) {
      expect(await world.hears(world.chiara, text), text).to.deep.equal([]);
    }
    const partly = await world.hears(world.chiara, 'thanks @nobody', { replyTo: tip });
    expect(partly).to.have.lengthOf(1);
    expect(partly.join()).to.include('Boris').and.to.not.include('count');
    await set(world, 'reputation.tell_refusals off');
    expect(await world.hears(world.chiara, 'thanks', { replyTo: tip })).to.deep.equal([]);
    await set(world, 'reputation.tell_refusals on');
    expect(await world.hears(world.chiara, 'thanks', { replyTo: tip }), 'control').to.have.lengthOf(1);
  });

  it('is never told in public: where nobody else must hear it and there is no other way, it is dropped', async () => {
    const world = await begin({ bot: 'member' });
    const text = 'thanks @laurel_local_bot';
    const tip = world.say(world.boris, 'Water them.');
    await world.hears(world.chiara, text, { replyTo: tip });
    expect(await world.hears(world.chiara, text, { replyTo: tip })).to.deep.equal([]);
    world.telegram.world.say(world.dmitri, world.telegram.world.privateChat(world.dmitri), '/start');
    await world.hears(world.dmitri, text, { replyTo: tip });
    const [told = ''] = await world.hears(world.dmitri, text, { replyTo: tip });
    expect(told, 'in private').to.match(COUNTS_NOT);
    expect(world.telegram.calls.of('sendMessage').at(-1)?.params.chat_id).to.equal(world.dmitri.id);
  });

  it('is counted to now by /why, with what is left today', async () => {
    const world = await begin();
    await set(
      world,
      'reputation.chat_interval 10',
      'reputation.pair_interval 0',
      'reputation.given_per_day 3',
    );
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.dmitri, tip);
    const refused = thank(world, world.chiara, tip);
    await world.settled();
    const why = async () => (await world.hears(world.chiara, '/why', { replyTo: refused })).join();
    expect(await why())
      .to.include('10 min to wait')
      .and.to.include('Left to give today: 3 thank-yous');
    advance(world, 240);
    expect(await why()).to.include('6 min to wait');
    expect((await world.hears(world.chiara, '/why')).join(), 'alone').to.include('6 min to wait');
    await world.hears(world.dmitri, '/undo');
    expect(await why(), 'the gift before was taken back').to.include('by now the wait is over');
    thank(world, world.chiara, tip);
    await world.settled();
    expect(await why())
      .to.include('10 min to wait')
      .and.to.include('Left to give today: 2 thank-yous');
  });

  it('of a day’s limit is told as long as it holds', async () => {
    const world = await begin();
    await set(world, 'reputation.pair_interval 0', 'reputation.given_per_day 1');
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, tip);
    const refused = thank(world, world.chiara, tip);
    await world.settled();
    const why = async () => (await world.hears(world.chiara, '/why', { replyTo: refused })).join();
    expect(await why())
      .to.include('All for today has been given: 1 a day')
      .and.to.include('today: 0 thank-yous');
    advance(world, 86_400);
    expect(await why())
      .to.include('now there is room again')
      .and.to.include('today: 1 thank-you.');
  });
});
