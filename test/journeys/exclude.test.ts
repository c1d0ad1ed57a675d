import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { advance, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const SETTINGS = {
  settings: { 'experience.text': '15-15', 'experience.daily_visit': '0-0', 'experience.thanks_got': '25-25' },
};

async function experience(world: TestWorld, id: number): Promise<number> {
  await world.settled();
  return (await world.ledger()).members.find(({ user_id }) => user_id === id)?.experience ?? 0;
}

describeJourney('Who and what earns nothing', (begin) => {
  it('a member, by reply or by name, until asked again; reputation goes on', async () => {
    const world = await begin(SETTINGS);
    const { anna, boris, chiara } = world;
    const tip = world.say(boris, 'Water them more.');
    expect(await experience(world, boris.id), 'control').to.equal(15);
    const answer = await world.hears(anna, '/exclude', { replyTo: tip });
    expect(answer).to.deep.equal(['Boris earns no experience here any more.']);
    advance(world, 60);
    thank(world, chiara, world.say(boris, 'And in the morning.'));
    expect(await experience(world, boris.id)).to.equal(15);
    expect(await world.reputation(boris)).to.equal(1);
    expect(await experience(world, chiara.id), 'others earn').to.equal(15);
    expect((await world.hears(anna, '/get experience.excluded_members')).join()).to.include(String(boris.id));
    expect(await world.hears(anna, '/exclude @boris')).to.deep.equal(['Boris earns experience here again.']);
    world.say(boris, 'Good evening.');
    expect(await experience(world, boris.id)).to.equal(30);
  });

  it('a topic, for all who write there and all who are thanked there', async () => {
    const world = await begin(SETTINGS);
    const { world: local } = world.telegram;
    const forum = local.createGroup({
      title: 'Workshop',
      type: 'supergroup',
      is_forum: true,
      owner: world.anna,
      members: [world.boris, world.chiara],
      bot: 'administrator',
    });
    const topic = local.createTopic(forum, { by: world.anna, name: 'Chatter' }).id;
    const say = (who: typeof world.anna, text: string, more = {}) => local.say(who, forum, text, more);
    const of = async (id: number) => {
      await world.settled();
      return (await world.ledger(forum.id)).members.find(({ user_id }) => user_id === id)?.experience ?? 0;
    };
    say(world.anna, '/set experience.text 15-15\nexperience.daily_visit 0-0\nexperience.thanks_got 25-25');
    say(world.anna, '/exclude topic', { thread: topic });
    await world.settled();
    const tip = say(world.boris, 'Tea or coffee?', { thread: topic });
    say(world.chiara, 'thanks', { thread: topic, replyTo: tip });
    expect(await of(world.boris.id)).to.equal(0);
    expect(await of(world.chiara.id)).to.equal(0);
    say(world.boris, 'Back to work.');
    expect(await of(world.boris.id), 'elsewhere').to.equal(15);
    say(world.anna, '/exclude topic');
    await world.settled();
    advance(world, 60);
    say(world.boris, 'Still here, in no topic at all.');
    expect(await of(world.boris.id), 'the general topic').to.equal(15);
  });

  it('more or less for everybody: GiselleBot’s boost, rounded down to tens', async () => {
    const world = await begin(SETTINGS);
    expect((await world.hears(world.anna, '/expboost -35')).join()).to.include('-40');
    world.say(world.boris, 'Good morning.');
    expect(await experience(world, world.boris.id)).to.equal(9);
    expect((await world.hears(world.anna, '/boost')).join()).to.include('/set experience.boost -40');
    for (const wrong of ['-51', '201', 'much']) {
      expect((await world.hears(world.anna, `/boost ${wrong}`)).join(), wrong).to.include(
        'does not take this',
      );
    }
    expect((await world.hears(world.chiara, '/boost 200')).join()).to.not.include('Changed');
  });
});
