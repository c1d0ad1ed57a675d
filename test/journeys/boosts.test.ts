import { expect } from 'chai';
import type { User } from '../../src/playground/types.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const FIXED = {
  'experience.text': '20-20',
  'experience.daily_visit': '0-0',
  'experience.thanks_got': '0-0',
  'experience.cooldown': 0,
};

const total = async (world: TestWorld, who: User): Promise<number> => {
  await world.settled();
  return (await world.ledger()).members.find(({ user_id }) => user_id === who.id)?.experience ?? 0;
};

let said = 0;
/** What one more message earns. */
async function earns(world: TestWorld, who: User): Promise<number> {
  const before = await total(world, who);
  world.say(who, `Message number ${++said}`);
  return (await total(world, who)) - before;
}

/** A message of some time ago that Telegram hands over only now. */
async function earnsLate(world: TestWorld, who: User, date: number): Promise<number> {
  const before = await total(world, who);
  const { chat, ...from } = { chat: world.group, id: who.id, is_bot: false, first_name: who.first_name };
  const message = { message_id: 900_000 + ++said, date, chat, from, text: `Message number ${said}` };
  world.telegram.world.push({ message });
  return (await total(world, who)) - before;
}

const inIso = (at: number) => new Date(at * 1000).toISOString();

describeJourney('More or less experience', (begin) => {
  it('for a weekend: announced, shown while it comes and holds, over by itself', async () => {
    const world = await begin({ settings: { ...FIXED, time_zone: 'Asia/Tokyo' } });
    const { anna, boris } = world;
    // Noon of UTC: 21 o’clock in Tokyo. The next two days there.
    const now = world.telegram.world.clock.now();
    const day = (n: number) => inIso(now + n * 86_400).slice(0, 10);
    const answer = await world.hears(anna, `/boost 100 from ${day(1)} to ${day(2)}`);
    expect(answer).to.deep.equal([`Experience +100 % from ${day(1)} 00:00 to ${day(3)} 00:00. All: /boost`]);
    const [shown = ''] = await world.hears(anna, '/boost');
    expect(shown)
      .to.include('neither more nor less')
      .and.include(`1. +100 %, ${day(1)} 00:00`);
    expect(await earns(world, boris)).to.equal(20);
    advance(world, 3 * 3600);
    expect(await earns(world, boris), 'midnight there').to.equal(40);
    expect((await world.hears(anna, '/boost')).join()).to.include('Now: +100 %');
    advance(world, 2 * 86_400 - 1);
    expect(await earns(world, boris), 'its last second').to.equal(40);
    advance(world, 1);
    expect(await earns(world, boris)).to.equal(20);
    // What was said while it held and comes late is worth what it was then, and the other way round.
    const over = world.telegram.world.clock.now();
    expect(await earnsLate(world, world.chiara, over - 2 * 86_400 - 1)).to.equal(20);
    expect(await earnsLate(world, world.chiara, over - 1)).to.equal(40);
    expect(await earnsLate(world, world.chiara, over)).to.equal(20);
    expect((await world.hears(anna, '/boost')).join()).to.not.include('1. +100 %');
  });

  it('from now on for a while, in the place of the usual one, until it is ended', async () => {
    const world = await begin({ settings: { ...FIXED, 'experience.boost': 50 } });
    const { anna, boris } = world;
    expect(await earns(world, boris)).to.equal(30);
    expect((await world.hears(anna, '/boost -50 2d')).join()).to.include('−50 %');
    expect(await earns(world, boris)).to.equal(10);
    const [shown = ''] = await world.hears(anna, '/boost');
    expect(shown).to.include('Now: −50 %').and.include('Without a time: +50 %');
    advance(world, 3600);
    const ended = world.telegram.world.clock.now();
    expect((await world.hears(anna, '/boost cancel 1')).join()).to.include('Over: −50 %');
    expect(await earns(world, boris)).to.equal(30);
    expect(await earnsLate(world, world.chiara, ended - 1), 'said before it was ended').to.equal(10);
    // It is a setting like any other: its versions can be restored.
    expect((await world.hears(anna, '/history')).join()).to.include('experience.boosts');
    expect((await world.hears(anna, '/boost cancel all')).join()).to.include('no number all');
  });

  it('twice as much may be said so; what would round to nothing is refused and stores nothing', async () => {
    const world = await begin({ settings: FIXED });
    const { anna, boris } = world;
    expect((await world.hears(anna, '/boost 2 to 2037-12-01')).join())
      .to.include('“2”')
      .and.include('/boost 100');
    expect((await world.hears(anna, '/boost 0 2d')).join()).to.include('0 % for a while');
    const [added = ''] = await world.hears(anna, '/boost x2 2d');
    expect(added).to.include('Experience +100 %').and.not.include('rounded');
    expect(await earns(world, boris)).to.equal(40);
    await world.hears(anna, '/boost cancel 1');
    const answer = (await world.hears(anna, '/boost 35 2d')).join();
    expect(answer).to.include('Experience +30 %').and.include('+35 % was rounded down to +30 %');
    expect((await world.hears(anna, '/boost 20')).join()).to.not.include('rounded');
  });

  it('/get shows those that hold or come, though past ones are kept for what comes late', async () => {
    const world = await begin({ settings: FIXED });
    const { anna } = world;
    await world.hears(anna, '/boost 50 2d');
    advance(world, 3600);
    await world.hears(anna, '/boost cancel 1');
    expect((await world.hears(anna, '/get experience.boosts')).join()).to.include('boosts none');
    await world.hears(anna, '/boost 100 from 2037-01-01 to 2037-01-01');
    const shown = (await world.hears(anna, '/get experience.boosts')).join();
    expect(shown).to.include('boosts 100 2037-01-01T00:00Z/2037-01-02T00:00Z');
    expect((await world.hears(anna, '/get experience')).join()).to.not.include('2 entries');
  });

  it('is for admins to say, and told by its usage where it is not understood', async () => {
    const world = await begin({ settings: FIXED });
    expect((await world.hears(world.chiara, '/boost 100 2d')).join()).to.include('admin');
    expect((await world.hears(world.anna, '/boost 100 from')).join()).to.include('/boost cancel all');
    expect(await earns(world, world.boris), 'nothing holds').to.equal(20);
  });

  it('by the title that one holds: seen in /titles, changed by /title edit', async () => {
    const world = await begin({ settings: { ...FIXED, 'experience.thanks_got': '20-20' } });
    const { anna, boris, chiara } = world;
    await set(world, 'reputation.pair_interval 0', 'experience.boost 50', 'announce.titles none');
    const added = await world.hears(anna, '/title add "Friend" rep=1 boost=20');
    expect(added.join()).to.include('Added');
    const tip = world.say(boris, 'Water them more.');
    expect(await total(world, boris), 'before').to.equal(30);
    thank(world, chiara, tip);
    // Being thanked makes the title: what it multiplies comes after that.
    expect(await total(world, boris)).to.equal(60);
    expect(await earns(world, boris), '20 × 1.5 × 1.2').to.equal(36);
    expect(await earns(world, chiara), 'who has none').to.equal(30);
    expect((await world.hears(chiara, '/titles')).join()).to.include(
      'Friend – reputation 1, +20 % experience',
    );
    expect((await world.hears(anna, '/title edit "Friend" boost=-50')).join()).to.include('Changed');
    expect(await earns(world, boris), '20 × 1.5 × 0.5').to.equal(15);
    await world.hears(anna, '/title edit "Friend" boost=none');
    expect(await earns(world, boris)).to.equal(30);
    expect((await world.hears(chiara, '/titles')).join()).to.not.include('% experience');
    for (const wrong of ['201', '-51', 'much', '1.5']) {
      const answer = await world.hears(anna, `/title edit "Friend" boost=${wrong}`);
      expect(answer.join(), wrong).to.include('from −50 to 200');
    }
  });
});
