import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { expectRanked, makeRanks } from '../support/ranks.ts';
import { newcomer, thank } from '../support/scenes.ts';

describeJourney('A large chat', (begin, opened) => {
  it('keeps its histogram with whatever happens to its members', async () => {
    const world = await begin({ settings: { 'announce.titles': 'none', 'reputation.pair_interval': 0 } });
    const { anna, boris, chiara, dmitri, group } = world;
    const database = opened();
    const tip = world.say(boris, 'Water them.');
    thank(world, chiara, tip);
    await world.settled();
    await database.query('update chats set ranked_to = 0');
    await makeRanks(database);
    const expectSound = () => expectRanked(database, group.id);
    await expectSound();
    for (const who of [anna, dmitri]) thank(world, who, world.say(boris, 'At noon.'));
    thank(world, boris, world.say(chiara, 'In the evening.'));
    await world.settled();
    await expectSound();
    await world.hears(anna, '/addexp @boris 5000');
    await world.hears(anna, '/takerep @boris 9');
    await expectSound();
    await world.hears(chiara, '/hide');
    await expectSound();
    await world.hears(chiara, '/hide off');
    world.telegram.world.leave(chiara, group);
    newcomer(world, 'Nora');
    await world.settled();
    await expectSound();
    world.telegram.world.join(chiara, group);
    world.telegram.world.say(boris, world.telegram.world.privateChat(boris), '/hide on');
    await world.settled();
    await expectSound();
    expect((await world.hears(anna, '/top experience')).join()).to.not.include('Boris');
    const place = world.telegram.world.privateChat(dmitri);
    world.telegram.world.say(dmitri, place, '/forgetme');
    for (let answer = 0; answer < 2; answer += 1) {
      await world.settled();
      const asked = world.telegram.world.lastSeen(place, dmitri)?.raw;
      if (asked) await world.telegram.world.press(dmitri, asked, 0);
    }
    await world.settled();
    await expectSound();
    await world.hears(anna, '/resetchat');
    for (let answer = 0; answer < 2; answer += 1) {
      const asked = world.telegram.world.lastSeen(group, anna)?.raw;
      if (asked) await world.telegram.world.press(anna, asked, 0);
      await world.settled();
    }
    await expectSound();
    expect(await database.query('select * from members where reputation <> 0')).to.deep.equal([]);
    thank(world, chiara, world.say(anna, 'Again.'));
    await world.settled();
    await expectSound();
    expect(await database.query('select * from rating_buckets where people <> 0')).to.not.deep.equal([]);
  });
});
