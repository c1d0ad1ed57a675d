import { expect } from 'chai';
import type { Message, User } from '../../src/playground/types.ts';
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
