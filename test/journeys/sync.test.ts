import { expect } from 'chai';
import type { Message, User } from '../../src/playground/types.ts';
import { readHoldings } from '../../src/ranks/holdings.ts';
import { readRewards } from '../../src/ranks/rewards-stored.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { press, shown } from '../support/presses.ts';
import { newcomer } from '../support/scenes.ts';
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

/** On a busy machine the first tick may come before it is said. */
const BEGAN = /^(Going through the members: 0 of \d …|Done\. .*)$/;

/** The message that somebody sees last, as it stands now. */
const now = (world: TestWorld, who: User): string => shown(world, who).text ?? '';

describeJourney('/sync', (begin, opened) => {
  it('counts people, and no bots', async () => {
    const world = await begin(STILL);
    const { anna, boris, chiara, dmitri, group } = world;
    for (const who of [anna, boris, chiara, dmitri]) world.say(who, 'Good morning.');
    await world.settled();
    await world.database.query(
      `insert into people (user_id, first_name, is_bot) values (5999999, 'Helper Bot', true)`,
    );
    await world.database.query(
      `insert into members (chat_id, user_id, first_seen_at, last_seen_at) values ($1, 5999999, 1, 1)`,
      [group.id],
    );
    expect(Object.keys(await stored(world)), 'control').to.include('5999999');
    const [began, ...more] = await world.hears(anna, '/sync');
    expect(began).to.match(BEGAN);
    expect(more).to.deep.equal([]);
    await world.tick(6);
    expect(now(world, anna)).to.include('Members looked at: 4.');
  });

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
    expect(began).to.match(BEGAN);
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
    expect(now(world, anna)).to.match(BEGAN);
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

  it('tells how far it is in the group, where it can tell it nowhere else, and tidies up in the end', async () => {
    const world = await begin({ ...STILL, bot: 'member' });
    const { anna, boris, telegram, group } = world;
    const seen = () =>
      telegram.world
        .visibleTo(group, boris, 50)
        .flatMap(({ raw }) => (raw.from?.id === telegram.botId ? [raw.text ?? ''] : []))
        .filter((text) => text.includes('embers'));
    // So many that it takes several ticks.
    await crowd(world, 1_700, 0);
    world.say(anna, '/sync');
    await world.settled();
    expect(seen()).to.have.lengthOf(1);
    expect(seen()[0]).to.include('Going through the members');
    await world.tick(14);
    expect(seen()[0]).to.include('Going through the members');
    await world.tick(2);
    expect(seen()[0]).to.include('Done. Members looked at');
    await world.tick(50);
    expect(seen(), 'it is still there to be read').to.have.lengthOf(1);
    await world.tick(20);
    expect(seen()).to.deep.equal([]);
  });

  /** The tags of what somebody holds, and the one that Telegram shows. */
  async function held(world: TestWorld, who: User): Promise<string> {
    await world.settled();
    const [row] = await world.database.query<{ holdings: string | null; rewards: string }>(
      `select m.holdings, c.rewards from members m join chats c using (chat_id)
       where m.chat_id = $1::bigint and m.user_id = $2::bigint`,
      [world.group.id, who.id],
    );
    const { list } = readRewards(row?.rewards ?? '');
    const { held, tag } = readHoldings(row?.holdings ?? null);
    return `${held.map((id) => list.find((one) => one.id === id)?.gifts.tag)} | ${tag}`;
  }

  const done = async (world: TestWorld, command: string): Promise<string> => {
    await world.hears(world.anna, command);
    await world.tick(6);
    return now(world, world.anna);
  };

  it('gives the rewards that are due, as GiselleBot’s exprapply; takes none, unless exactly', async () => {
    const world = await begin({
      ...STILL,
      settings: { ...STILL.settings, 'experience.text': '0-0', 'experience.daily_visit': '0-0' },
    });
    const { anna, boris, chiara, dmitri } = world;
    for (const who of [boris, chiara, dmitri]) world.say(who, 'Good morning.');
    // Before there is any reward: level 10, 7 and 5.
    await world.hears(anna, '/setexp @boris 2250');
    await world.hears(anna, { text: '/setexp 1050', replyTo: world.say(chiara, 'It is I.') });
    await world.hears(anna, '/setexp @dmitri 500');
    world.telegram.world.leave(dmitri, world.group);
    for (const reward of ['5 Rookie --volatile', '5 "Known Member" --persistent', '7 Junior', '10 Senior'])
      await world.hears(anna, `/expar ${reward}`);
    expect(await held(world, boris)).to.equal(' | ');

    expect(await done(world, '/sync')).to.equal(
      [
        'Done. Members looked at: 4. Titles changed: 0. Rewards given: 4.',
        'Telegram gets them one after another: tags and links may still be on their way.',
        'Rewards that could not be given: 2, to members who have left or to admins, whom no tag can be given.',
      ].join('\n'),
    );
    expect(await held(world, boris)).to.equal('Known Member,Senior | Senior');
    expect(await held(world, chiara)).to.equal('Known Member,Junior | Junior');
    expect(await held(world, dmitri), 'kept for when he is back').to.equal('Rookie,Known Member | ');
    expect(await done(world, '/sync'), 'twice does nothing more').to.include('Rewards given: 0.');
    expect(await done(world, '/sync exact')).to.include('Rewards taken back: 0.');

    await world.hears(anna, '/reward edit 4 level=12');
    expect(await done(world, '/sync'), 'takes nothing').to.include('Rewards given: 1.');
    expect(await held(world, boris)).to.equal('Known Member,Senior,Junior | Senior');
    expect(await done(world, '/sync exact')).to.include(
      'Rewards given: 0.\nRewards taken back: 1.\nTelegram gets',
    );
    expect(await held(world, boris), 'what is for good stays').to.equal('Known Member,Junior | Junior');
    world.telegram.world.join(dmitri, world.group);
    expect(await held(world, dmitri), 'he is back').to.equal('Rookie,Known Member | Known Member');
  });

  it('is not needed where experience by hand comes with --rewards', async () => {
    const world = await begin({
      ...STILL,
      settings: { ...STILL.settings, 'experience.text': '0-0', 'experience.daily_visit': '0-0' },
    });
    const { anna, boris, chiara } = world;
    const by = (who: User) => world.say(who, 'Good morning.');
    await world.hears(anna, '/expar 5 "Known Member" --persistent');
    await world.hears(anna, '/expar 10 Senior');
    const morning = by(chiara);
    by(boris);
    await world.hears(anna, '/setexp @boris 2250');
    expect(await held(world, boris), 'the final one alone').to.equal('Senior | Senior');
    await world.hears(anna, { text: '/setexp 2250 --rewards', replyTo: morning });
    expect(await held(world, chiara)).to.equal('Known Member,Senior | Senior');
    await world.hears(anna, '/resetexp @boris');
    await world.hears(anna, '/reward remove 2');
    await world.hears(anna, '/expar 20 Elder');
    await world.hears(anna, '/expedit 20000 @boris --rewards');
    await press(world, anna, 'Yes');
    expect(await held(world, boris), 'also where it is asked back').to.equal(
      'Senior,Known Member,Elder | Elder',
    );
  });
});
