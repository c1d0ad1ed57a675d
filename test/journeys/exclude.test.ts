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

  it('whoever holds a title or bears a tag, until asked again', async () => {
    const world = await begin(SETTINGS);
    const { anna, boris, chiara, dmitri } = world;
    const { world: local } = world.telegram;
    const earns = async (who: typeof anna, text: string) => {
      const before = await experience(world, who.id);
      advance(world, 60);
      world.say(who, text);
      return (await experience(world, who.id)) - before;
    };
    await world.hears(anna, '/set announce.titles none');
    expect(await earns(boris, 'one'), 'control').to.equal(15);
    await world.hears(anna, '/addrep @boris 5');
    const answer = await world.hears(anna, '/exclude title “helpful soul”');
    expect(answer).to.deep.equal(['Whoever holds the title “Helpful Soul” earns no experience any more.']);
    expect(await earns(boris, 'two')).to.equal(0);
    // The title is meant, not its name, and not who holds another.
    await world.hears(anna, '/title edit "Helpful Soul" name="Guest"');
    expect(await earns(boris, 'three'), 'renamed').to.equal(0);
    const thanked = await experience(world, boris.id);
    thank(world, chiara, world.say(boris, 'Water them more.'));
    expect(await experience(world, boris.id), 'nor for thanks').to.equal(thanked);
    await world.hears(anna, '/addrep @boris 20');
    expect(await earns(boris, 'four'), 'a higher title').to.equal(15);

    local.setTag(dmitri, world.group, 'Visitor', { by: anna });
    expect(await earns(dmitri, 'five'), 'control').to.equal(15);
    expect((await world.hears(anna, '/exclude tag visitor')).join()).to.include('bears the tag “visitor”');
    expect(await earns(dmitri, 'six')).to.equal(0);
    const before = await experience(world, dmitri.id);
    advance(world, 3600);
    thank(world, chiara, world.say(dmitri, 'In the morning.'));
    expect(await experience(world, dmitri.id), 'nor for thanks').to.equal(before);
    expect(await earns(chiara, 'seven'), 'others do').to.equal(15);

    const [list = ''] = await world.hears(anna, '/exclude list');
    expect(list).to.include('Titles: Guest').and.include('Tags: visitor').and.not.include('Members');
    expect((await world.hears(anna, '/exclude tag Visitor')).join()).to.include('earns experience again');
    expect((await world.hears(anna, '/exclude title 1')).join(), 'by its place').to.include('“Guest” earns');
    expect((await world.hears(anna, '/exclude list')).join()).to.include('Everybody earns');
    expect(await earns(dmitri, 'eight')).to.equal(15);
    expect((await world.hears(anna, '/exclude title Nobody')).join()).to.include('no title “Nobody”');
    expect((await world.hears(anna, `/exclude tag ${'x'.repeat(17)}`)).join()).to.include('16');
    expect((await world.hears(chiara, '/exclude list')).join()).to.include('admin');
  });

  it('GiselleBot’s noexprole: one title or tag, shown, replaced, cleared', async () => {
    const world = await begin(SETTINGS);
    const { anna, boris } = world;
    expect((await world.hears(anna, '/noexprole')).join()).to.include('Everybody earns');
    expect((await world.hears(anna, '/noexprole "Helpful Soul"')).join()).to.include('Titles: Helpful Soul');
    world.say(boris, '/help');
    await world.hears(anna, '/addrep @boris 5');
    world.say(boris, 'Good morning.');
    expect(await experience(world, boris.id)).to.equal(0);
    // Another one takes its place; a name that is no title is a tag.
    const [list = ''] = await world.hears(anna, '/noexprole Spammer');
    expect(list).to.include('Tags: Spammer').and.not.include('Titles');
    expect(list, 'what is replaced').to.include('Not left out any more: Helpful Soul');
    world.say(boris, 'How are the roses?');
    expect(await experience(world, boris.id)).to.equal(15);
    world.telegram.world.setTag(boris, world.group, 'Spammer', { by: anna });
    advance(world, 60);
    world.say(boris, 'Mine are fine.');
    expect(await experience(world, boris.id)).to.equal(15);
    const alone = (await world.hears(anna, '/noexprole')).join();
    expect(alone).to.include('Tags: Spammer').and.not.include('any more');
    const cleared = (await world.hears(anna, '/noexprole -')).join();
    expect(cleared).to.include('Everybody earns').and.include('Not left out any more: Spammer');
    world.say(boris, 'They are, really.');
    expect(await experience(world, boris.id)).to.equal(30);
  });

  it('GiselleBot’s noexpchannels: some topics, shown, replaced, cleared', async () => {
    const world = await begin(SETTINGS);
    const { world: local } = world.telegram;
    const { anna, boris } = world;
    const forum = local.createGroup({
      ...{ title: 'Workshop', type: 'supergroup', is_forum: true, owner: anna, members: [boris] },
      bot: 'administrator',
    });
    const [one = 0, two = 0] = ['One', 'Two'].map((name) => local.createTopic(forum, { by: anna, name }).id);
    const hears = async (text: string, thread: number) => {
      await world.settled();
      const before = world.telegram.calls.count;
      local.say(anna, forum, text, { thread });
      await world.settled();
      return world.telegram.calls
        .after(before)
        .map(({ params }) => String(params.text))
        .join();
    };
    const earns = async (text: string, thread: number) => {
      const of = async () =>
        (await world.ledger(forum.id)).members.find(({ user_id }) => user_id === boris.id)?.experience ?? 0;
      await world.settled();
      const before = await of();
      advance(world, 60);
      local.say(boris, forum, text, { thread });
      await world.settled();
      return (await of()) - before;
    };
    await hears('/set experience.text 15-15\nexperience.daily_visit 0-0', one);
    const link = (topic: number) =>
      `<a href="https://t.me/c/${String(forum.id).slice(4)}/${topic}">${topic}</a>`;
    expect(await hears('/noexpchannels here', one)).to.include(`Topics: ${link(one)}`);
    expect([await earns('a word', one), await earns('b word', two)]).to.deep.equal([0, 15]);
    const instead = await hears(`/noexpchannels #${two} 1`, one);
    expect(instead).to.include(`${link(two)}, ${link(1)}`);
    expect(instead).to.include(`Not left out any more: ${link(one)}`);
    expect([await earns('c word', one), await earns('d word', two)]).to.deep.equal([15, 0]);
    expect(await hears('/noexpchannels', one)).to.include(link(two));
    expect(await hears('/noexpchannels spam', one)).to.include('/noexpchannels here');
    expect(await hears('/noexpchannels -', one)).to.include('Everybody earns');
    expect(await earns('e word', two)).to.equal(15);
    expect((await world.hears(anna, '/noexpchannels here')).join()).to.include('no topics');
  });

  it('whoever was last seen with a tag, where nothing shows it: reactions and mentions', async () => {
    const world = await begin(SETTINGS);
    const { anna, boris, chiara, dmitri } = world;
    const { world: local } = world.telegram;
    await world.hears(
      anna,
      '/set experience.reaction_got 5-5\nannounce.titles none\nreputation.pair_interval 0',
    );
    await world.hears(anna, '/exclude tag Visitor');
    const gains = async (what: () => unknown) => {
      const before = await experience(world, dmitri.id);
      advance(world, 60);
      what();
      return (await experience(world, dmitri.id)) - before;
    };
    local.setTag(dmitri, world.group, 'Visitor', { by: anna });
    const tip = world.say(dmitri, 'In the morning.');
    await world.settled();
    const mention = () => world.say(chiara, 'thanks @dmitri');
    expect(await gains(() => local.react(chiara, tip, ['❤']))).to.equal(0);
    expect(await gains(mention)).to.equal(0);
    expect(await world.reputation(dmitri), 'control').to.equal(1);
    local.setTag(dmitri, world.group, '', { by: anna });
    expect(await gains(() => world.say(dmitri, 'No visitor any more.'))).to.equal(15);
    expect(await gains(() => local.react(boris, tip, ['❤']))).to.equal(5);
    expect(await gains(mention)).to.equal(25);
    // A tag that the bot itself sets is known at once.
    await world.hears(anna, '/reward add level=2 tag=Visitor');
    await world.hears(anna, '/addexp @dmitri 60 --rewards');
    expect(await gains(() => local.react(anna, tip, ['❤']))).to.equal(0);
  });

  it('more or less for everybody: GiselleBot’s boost, rounded down to tens', async () => {
    const world = await begin(SETTINGS);
    const rounded = (await world.hears(world.anna, '/expboost -35')).join();
    expect(rounded).to.include('-40').and.include('−35 % was rounded down to −40 %');
    world.say(world.boris, 'Good morning.');
    expect(await experience(world, world.boris.id)).to.equal(9);
    expect((await world.hears(world.anna, '/boost')).join()).to.include('Now: −40 %');
    for (const wrong of ['-51', '201']) {
      expect((await world.hears(world.anna, `/boost ${wrong}`)).join(), wrong).to.include(
        'does not take this',
      );
    }
    expect((await world.hears(world.anna, '/boost much')).join()).to.include('/boost cancel 1');
    expect((await world.hears(world.chiara, '/boost 200')).join()).to.not.include('Changed');
  });
});
