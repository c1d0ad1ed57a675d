import { expect } from 'chai';
import type { Message, User } from '../../src/playground/types.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { press, shown } from '../support/presses.ts';
import { newcomer, set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

/** Only then is work done that falls due. */
const STILL = { sameClock: true, settings: { 'announce.titles': 'none' } };

/** Titles as they are stored, by member. */
async function stored(world: TestWorld): Promise<Record<number, number | null>> {
  const rows = await world.database.query<{ id: number; title: number | null }>(
    'select user_id as id, title from members where chat_id = $1 order by user_id',
    [world.group.id],
  );
  return Object.fromEntries(rows.map(({ id, title }) => [id, title]));
}

/** So many more members, by the thousand, with so much reputation and experience; of them the ledger knows, too. */
async function crowd(world: TestWorld, many: number, experience: number): Promise<void> {
  await world.settled();
  const { id } = world.group;
  await world.database.query(
    `insert into people (user_id, first_name) select 5000000 + n, 'Person ' || n from generate_series(1, $1::int) n`,
    [many],
  );
  await world.database.query(
    `insert into members (chat_id, user_id, first_seen_at, last_seen_at, experience)
     select $1::bigint, 5000000 + n, 1, 1, $3::bigint from generate_series(1, $2::int) n`,
    [id, many, experience],
  );
  await world.database.query(
    `insert into day_sums (chat_id, user_id, day, experience, activity)
     select $1::bigint, 5000000 + n, 1, $3::bigint, $3::bigint from generate_series(1, $2::int) n`,
    [id, many, experience],
  );
}

/** The message that somebody sees last, as it stands now. */
const now = (world: TestWorld, who: User): string => shown(world, who).text ?? '';

describeJourney('/sync', (begin, opened) => {
  it('gives everybody the title of today, and tells it in one message', async () => {
    const world = await begin(STILL);
    const { anna, boris, chiara } = world;
    world.say(boris, 'Good morning.');
    world.say(chiara, 'Good morning.');
    await world.hears(anna, '/addrep @boris 30');
    expect((await stored(world))[boris.id], 'Helper').to.equal(2);
    await world.hears(anna, '/title edit "Helper" rep=40');
    await world.hears(anna, '/title add "Reader" rep=28');
    expect((await stored(world))[boris.id], 'nobody has touched him').to.equal(2);

    const [began] = await world.hears(anna, '/sync');
    expect(began).to.match(/^Going through the members: 0 of \d …$/);
    await world.tick(6);
    expect((await stored(world))[boris.id], 'Reader').to.equal(5);
    expect(now(world, anna)).to.match(
      /^Done\. Members looked at: \d\. Titles changed: 1\. Rewards given: 0\.$/,
    );
    const calls = world.telegram.calls.count;
    await world.tick(60);
    await world.settled();
    expect(world.telegram.calls.after(calls).filter(({ method }) => /edit|send/i.test(method))).to.deep.equal(
      [],
    );
    expect(await world.hears(anna, '/exprapply'), 'GiselleBot’s name').to.have.lengthOf(1);
  });

  it('is for admins, takes one word, and stands under a changed title as a button', async () => {
    const world = await begin(STILL);
    const { anna, boris } = world;
    expect((await world.hears(boris, '/sync')).join()).to.include('Only admins');
    const forged = `sync:${world.group.id}`;
    expect(await press(world, boris, forged, shown(world, boris))).to.include('Only admins');
    expect((await world.hears(anna, '/sync everything')).join()).to.include('/sync exact');
    await world.hears(anna, '/addrep @boris 30');
    await world.hears(anna, '/title edit "Helper" rep=40');
    const answer = shown(world, anna);
    await press(world, anna, 'Sync now', answer);
    expect(now(world, anna)).to.include('Going through');
    await world.tick(6);
    expect(now(world, anna)).to.include('Titles changed: 1.');
    expect((await stored(world))[boris.id]).to.equal(1);
  });

  it('goes through thousands in pieces, tells how far it is, and meets whoever changes meanwhile', async function () {
    this.timeout(60_000);
    const world = await begin(STILL);
    const { anna, boris, chiara } = world;
    world.say(boris, 'Good morning.');
    world.say(chiara, 'Good morning.');
    await crowd(world, 1_700, 600);
    await world.hears(anna, '/title add "Reader" exp=500');
    await world.hears(anna, '/sync');
    // One piece, by hand: as if the process had been killed behind it.
    await world.database.query(
      `update chat_jobs j set cursor = 5000500, counts = '{"titles":500}',
         done = (select count(*) from members m where m.chat_id = j.chat_id and user_id <= 5000500)
       where chat_id = $1 returning done`,
      [world.group.id],
    );
    const again = await world.hears(anna, '/sync');
    expect(again.join()).to.match(/still going through the members: 50\d of 1,70\d so far/);
    const [late] = newcomer(world, 'Late');
    await world.hears(anna, '/addrep @boris 30');
    await world.tick(6);
    expect(now(world, anna)).to.not.include('Done');
    const told = world.telegram.world
      .visibleTo(world.group, anna)
      .map(({ raw }: { raw: Message }) => raw.text ?? '')
      .find((text) => text.startsWith('Done'));
    const titles = await stored(world);
    const all = `1,${Object.keys(titles).length - 1_000}`;
    expect(told).to.equal(`Done. Members looked at: ${all}. Titles changed: 1,700. Rewards given: 0.`);
    expect(titles[5_000_001], 'before the cursor').to.equal(null);
    expect(titles[5_000_501]).to.equal(5);
    expect(titles[5_001_700]).to.equal(5);
    expect(titles[boris.id], 'by his new points').to.equal(2);
    expect(titles[late.id]).to.equal(null);
    expect((await verify(opened())).differences).to.deep.equal([]);
  });
});

describeJourney('What becomes of points', (begin, opened) => {
  const experience = async (world: TestWorld, who: User) => {
    const { members } = await world.ledger();
    const found = members.find(({ user_id }) => user_id === who.id);
    return [found?.experience, found?.level];
  };

  async function withPoints(options: Parameters<typeof begin>[0] = STILL): Promise<TestWorld> {
    const world = await begin(options);
    world.say(world.boris, 'Good morning.');
    world.say(world.chiara, 'Good morning.');
    await set(world, 'experience.daily_visit 0', 'experience.text 0');
    const before = (await experience(world, world.boris))[0] ?? 0;
    await world.hears(world.anna, `/setexp @boris ${before === 200 ? 201 : 200}`);
    await world.hears(world.anna, '/addrep @boris 3');
    return world;
  }

  it('is asked in private when the curve changes, and keeps them if nobody answers', async () => {
    const world = await withPoints();
    const { anna, boris } = world;
    expect(await experience(world, boris)).to.deep.equal([200, 3]);
    const heard = await world.hears(anna, '/set levels.curve seconds');
    expect(heard).to.have.lengthOf(2);
    expect(heard[1]).to.include('What becomes of the points');
    expect(world.telegram.world.lastSeen(world.group, boris)?.raw.text, 'hers alone').to.not.include(
      'becomes',
    );
    expect(await experience(world, boris)).to.deep.equal([200, 0]);
    await press(world, anna, 'Keep');
    expect(now(world, anna)).to.equal('Points are kept.');
    await world.tick(60);
    expect(await experience(world, boris)).to.deep.equal([200, 0]);
  });

  it('converts them: levels and titles by reputation stay, and the ledger adds up', async () => {
    const world = await withPoints();
    const { anna, boris, chiara } = world;
    const chiaraBefore = await experience(world, chiara);
    await world.hears(anna, '/set levels.curve seconds');
    await press(world, anna, 'Convert');
    await world.tick(6);
    expect(now(world, anna)).to.include('Levels are what they were');
    // A third of the way from 150 to 300, on a curve where level 3 begins with 3,873 and level 4 with 6,899.
    expect(await experience(world, boris)).to.deep.equal([4881, 3]);
    expect((await experience(world, chiara))[1]).to.equal(chiaraBefore[1]);
    const { entries, members } = await world.ledger();
    expect(entries.at(-1)).to.include({ kind: 'convert', giver_id: anna.id, reputation: 0 });
    expect(members.find(({ user_id }) => user_id === boris.id)?.reputation).to.equal(3);
    expect((await verify(opened())).differences).to.deep.equal([]);
    expect((await world.hears(anna, '/log')).join()).to.include('counted in another way');
    await press(world, anna, 'Convert');
    expect((await verify(opened())).gaps).to.deep.equal([]);
  });

  it('starts again only when that is meant, and leaves reputation alone', async () => {
    const world = await withPoints();
    const { anna, boris } = world;
    await world.hears(anna, '/set levels.curve custom\nlevels.custom 0, 10, 10');
    await press(world, anna, 'Start again');
    expect(now(world, anna)).to.include('Really?');
    await world.tick(6);
    expect(await experience(world, boris), 'not yet').to.deep.equal([200, 4]);
    await press(world, anna, 'Yes, experience becomes 0');
    await world.tick(6);
    expect(await experience(world, boris)).to.deep.equal([0, 0]);
    expect(await world.reputation(boris)).to.equal(3);
    expect((await verify(opened())).differences).to.deep.equal([]);
  });

  it('is not asked where nobody has any, where the measure stays, or of another than who changed it', async () => {
    const world = await begin({
      sameClock: true,
      settings: { 'experience.text': '0-0', 'experience.daily_visit': '0-0' },
    });
    const { anna, boris } = world;
    world.say(boris, 'Good morning.');
    expect(await world.hears(anna, '/set levels.curve seconds'), 'nobody has any').to.have.lengthOf(1);
    await world.hears(anna, '/addexp @boris 100');
    expect(await world.hears(anna, '/set experience.cooldown 30'), 'no other measure').to.have.lengthOf(1);
    expect(await world.hears(anna, '/set levels.custom 0, 10, 10'), 'not in use').to.have.lengthOf(1);
    expect(await world.hears(anna, '/set levels.curve quadratic')).to.have.lengthOf(2);
    const question = shown(world, anna);
    await world.hears(anna, '/set levels.curve seconds');
    expect(await press(world, anna, 'Convert', question), 'the settings have moved on').to.include(
      'has been answered',
    );
    expect(await world.hears(anna, '/set levels.curve quadratic', { as: 'anonymous_admin' })).to.satisfy(
      (heard: string[]) => heard.some((text) => text.includes('under your own name')),
    );
  });
});
