import { expect } from 'chai';
import fc from 'fast-check';
import { rankNext } from '../../src/engine/leaderboard/rank.ts';
import { bucketOf, RANKED_TO_ALL, RANKS } from '../../src/leaderboard/places.ts';
import { overall, readPlace, readRating } from '../../src/leaderboard/store.ts';
import { levelOf, quadratic } from '../../src/model/curve.ts';
import type { Database } from '../../src/storage/database.ts';
import { describeOnBoth } from '../support/database.ts';
import { describeJourney } from '../support/journey.ts';
import { newcomer, thank } from '../support/scenes.ts';

const CHAT = -1001;

/** Members of a chat as they are shown: of each what counts, best first. */
async function shown(database: Database, chat: number, what: 'reputation' | 'experience') {
  return database.query<{ userId: number; score: number }>(
    `select user_id as "userId", ${what} as score from members
     where chat_id = $1 and present and not hidden and ${what} <> 0 order by ${what} desc, user_id`,
    [chat],
  );
}

/** The histogram holds exactly those who are shown. */
async function expectRanked(database: Database, chat: number): Promise<void> {
  for (const what of RANKS) {
    const kept = await database.query(
      `select bucket, people from rating_buckets where chat_id = $1 and what = $2 and people <> 0 order by bucket`,
      [chat, what],
    );
    const counted = await database.query(
      `select ${bucketOf(what)} as bucket, count(*) as people from members
       where chat_id = $1 and present and not hidden and ${what} <> 0 group by 1 order by 1`,
      [chat],
    );
    expect(kept, what).to.deep.equal(counted);
  }
}

async function makeRanks(database: Database): Promise<void> {
  let pieces = 0;
  while (await rankNext(database)) pieces += 1;
  expect(pieces, 'pieces').to.be.greaterThan(0);
}

describeOnBoth('Places in a large chat', (open) => {
  it('have buckets in the order of scores', async () => {
    const database = await open();
    const scores = [...Array.from({ length: 3000 }, (_, index) => index - 1500), 1e4, 1e6, 1e9, 1e12, -1e9];
    scores.sort((a, b) => a - b);
    const rows = await database.query<{ score: number; bucket: number }>(
      `select s as score, ${bucketOf('s')} as bucket from unnest($1::bigint[]) s order by 1`,
      [scores],
    );
    const of = new Map(rows.map(({ score, bucket }) => [score, bucket]));
    expect([0, 7, 1023, 1024, 1040, 1041, 1e4, -7].map((score) => of.get(score))).to.deep.equal([
      ...[0, 7, 1023, 1024, 1024, 1025, 1296, -7],
    ]);
    for (const [index, { bucket }] of rows.entries()) {
      expect(bucket).to.be.at.least(rows[index - 1]?.bucket ?? bucket);
    }
  });

  it('are exact, on every page and for everybody', async () => {
    const database = await open();
    await database.query('insert into chats (chat_id, ranked_to) values ($1, 0)', [CHAT]);
    await database.query(
      `insert into people (user_id, first_name) select n, 'P' || n from generate_series(1, 12000) n`,
    );
    await database.query(
      `insert into members (chat_id, user_id, reputation, experience, present, hidden, first_seen_at, last_seen_at)
       select $1, n, case when n % 3 = 0 then 0 else n * 7919 % 40 - 5 end,
         case when n % 5 = 0 then (n * 104729) % 300000 else n * 31 % 60 end, n % 11 <> 0, n % 13 = 0, 1, 1
       from generate_series(1, 12000) n`,
      [CHAT],
    );
    await makeRanks(database);
    await expectRanked(database, CHAT);
    const [chat] = await database.query<{ to: number }>('select ranked_to as "to" from chats');
    expect(chat?.to).to.equal(RANKED_TO_ALL);
    for (const what of RANKS) {
      const order = what === 'reputation' ? 'sum' : 'experience';
      const all = await shown(database, CHAT, what);
      const placeOf = (score: number) => 1 + all.filter((one) => one.score > score).length;
      const pages = Math.ceil(all.length / 10);
      for (const page of [1, 2, 3, Math.ceil(pages / 3), Math.ceil(pages / 2), pages - 1, pages, pages + 5]) {
        const own = all[(page * 37) % all.length];
        const read = await readRating(database, overall(CHAT, order), page, 10, own?.userId ?? null);
        const at = Math.min(page, pages);
        expect(read.page).to.equal(at);
        expect(read.total).to.equal(all.length);
        expect(read.rows.map(({ userId, score, place }) => [userId, score, place])).to.deep.equal(
          all.slice((at - 1) * 10, at * 10).map(({ userId, score }) => [userId, score, placeOf(score)]),
        );
        expect(read.own && [read.own.userId, read.own.place]).to.deep.equal(
          own && [own.userId, placeOf(own.score)],
        );
      }
      for (const score of [1, -3, 17, 999, 5000, 123_456]) {
        expect(await readPlace(database, CHAT, order, score)).to.deep.equal({
          ...{ place: placeOf(score), of: all.length },
        });
      }
    }
    const experienced = await shown(database, CHAT, 'experience');
    const levels = await readRating(database, { ...overall(CHAT, 'levels'), curve: quadratic }, 40, 10, 1);
    const level = (score: number) => levelOf(quadratic, score);
    expect(levels.rows.map(({ userId, place }) => [userId, place])).to.deep.equal(
      experienced
        .slice(390, 400)
        .map(({ userId, score }) => [
          userId,
          1 + experienced.filter((one) => level(one.score) > level(score)).length,
        ]),
    );
  });

  it('are read alike with and without a histogram', async () => {
    const database = await open();
    await database.query(
      `insert into people (user_id, first_name) select n, 'P' from generate_series(1, 60) n`,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -3, max: 5 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        async (scores, page) => {
          await database.query('delete from members');
          await database.query('delete from rating_buckets');
          await database.query('delete from chats');
          await database.query('insert into chats (chat_id) values ($1)', [CHAT]);
          await database.query(
            `insert into members (chat_id, user_id, reputation, experience, first_seen_at, last_seen_at)
             select $1, n, s, abs(s) * 700, 1, 1 from unnest($2::bigint[]) with ordinality a(s, n)`,
            [CHAT, scores],
          );
          const read = () =>
            Promise.all(
              (['sum', 'experience', 'levels'] as const).map((order) =>
                readRating(database, overall(CHAT, order), page, 7, 3),
              ),
            );
          const before = await read();
          await database.query('update chats set ranked_to = 0');
          await makeRanks(database);
          expect(await read()).to.deep.equal(before);
        },
      ),
      { numRuns: 12 },
    );
  });
});

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
