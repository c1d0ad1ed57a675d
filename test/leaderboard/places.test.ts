import { expect } from 'chai';
import fc from 'fast-check';
import { commitOn } from '../../bench/commit.ts';
import { benchStream, chatNumber } from '../../bench/stream.ts';
import { rankNext } from '../../src/engine/leaderboard/rank.ts';
import { askForRanks } from '../../src/leaderboard/places/store.ts';
import { bitsFor, bucketOf, bucketSql, RANKED_TO_ALL, RANKS } from '../../src/leaderboard/places.ts';
import { overall, readPlace, readRating } from '../../src/leaderboard/store.ts';
import { levelOf, quadratic } from '../../src/model/curve.ts';
import type { Database } from '../../src/storage/database.ts';
import { describeOnBoth } from '../support/database.ts';
import { expectRanked, makeRanks } from '../support/ranks.ts';

const CHAT = -1001;

/** Members of a chat as they are shown: of each what counts, best first. */
async function shown(database: Database, chat: number, what: 'reputation' | 'experience') {
  return database.query<{ userId: number; score: number }>(
    `select user_id as "userId", ${what} as score from members
     where chat_id = $1 and present and not hidden and ${what} <> 0 order by ${what} desc, user_id`,
    [chat],
  );
}

describeOnBoth('Places in a large chat', (open) => {
  it('have buckets in the order of scores, the same in rules and in the database', async () => {
    const database = await open();
    const borders = Array.from({ length: 48 }, (_, at) => 2 ** at).flatMap((power) => [
      power - 1,
      power,
      power + 1,
    ]);
    const scores = [
      ...Array.from({ length: 3000 }, (_, index) => index - 1500),
      ...borders,
      ...borders.map((n) => -n),
    ];
    scores.sort((a, b) => a - b);
    for (const bits of [1, 2, 6, 8]) {
      const rows = await database.query<{ score: number; bucket: number }>(
        `select s as score, ${bucketSql('s', '$2::int')} as bucket from unnest($1::bigint[]) s order by 1`,
        [scores, bits],
      );
      for (const [index, { score, bucket }] of rows.entries()) {
        expect(bucket, `${score}, ${bits} bits`).to.equal(bucketOf(score, bits));
        expect(bucket).to.be.at.least(rows[index - 1]?.bucket ?? bucket);
      }
    }
    const of = (...some: number[]) => some.map((score) => bucketOf(score, 6));
    expect(of(0, 7, 127, 128, 129, 130, 1024, 1039, -130)).to.deep.equal([
      ...[0, 7, 127, 128, 128, 129, 320, 320, -129],
    ]);
    expect([2000, 16_000, 64_000, 1e6, 1e9].map(bitsFor)).to.deep.equal([1, 1, 2, 6, 8]);
  });

  const expectExact = async (database: Database, bits: number) => {
    // From 0 on it would be made as finely as suits so many members.
    await database.query('insert into chats (chat_id, ranked_to, rank_bits) values ($1, -1, $2)', [
      CHAT,
      bits,
    ]);
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
  };

  for (const bits of [1, 3, 8]) {
    it(`are exact, on every page and for everybody, with ${bits} bits`, async () => {
      await expectExact(await open(), bits);
    });
  }

  it('are told apart more finely once the chat has grown', async () => {
    const database = await open();
    await database.query('insert into chats (chat_id, ranked_to) values ($1, 0)', [CHAT]);
    await database.query(
      `insert into people (user_id, first_name) select n, 'P' from generate_series(1, 100) n`,
    );
    await database.query(
      `insert into members (chat_id, user_id, experience, first_seen_at, last_seen_at)
       select $1, n, n * n * n, 1, 1 from generate_series(1, 100) n`,
      [CHAT],
    );
    await makeRanks(database);
    const bits = async () =>
      (await database.query<{ bits: number }>('select rank_bits as bits from chats'))[0]?.bits;
    expect(await bits()).to.equal(1);
    const before = await readRating(database, overall(CHAT, 'experience'), 7, 10, 3);
    await askForRanks(database, CHAT, 1);
    expect(await rankNext(database), 'it is fine enough').to.equal(false);
    // As if they were some of 100,000, of whom the database need not be told.
    await database.query(
      `insert into rating_buckets (chat_id, what, bucket, people) values ($1, 'experience', -70, 2000000)`,
      [CHAT],
    );
    await readRating(database, overall(CHAT, 'experience'), 1, 10, null);
    await makeRanks(database);
    await expectRanked(database, CHAT);
    expect(await readRating(database, overall(CHAT, 'experience'), 7, 10, 3)).to.deep.equal(before);
  });

  it('move alike, whatever the batches are', async () => {
    const stream = [...benchStream({ updates: 240, chats: 2, people: 25, perSecond: 1 })];
    const database = await open();
    const ranked = chatNumber(0);
    const play = async (sizes: readonly number[]) => {
      const tables = await database.query<{ name: string }>(
        `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
      );
      for (const { name } of tables) await database.query(`delete from ${name}`);
      await database.query('insert into chats (chat_id, ranked_to) values ($1, 0)', [ranked]);
      await makeRanks(database);
      const commit = commitOn(database);
      for (let at = 0, turn = 0; at < stream.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        await commit(stream.slice(at, at + size));
        at += size;
      }
      await expectRanked(database, ranked);
      const buckets = await database.query('select * from rating_buckets where people <> 0 order by 1, 2, 3');
      expect(buckets).to.not.deep.equal([]);
      expect(
        await database.query('select 1 from rating_buckets where chat_id <> $1', [ranked]),
      ).to.deep.equal([]);
      return buckets;
    };
    const expected = await play([240]);
    for (const sizes of [[7], [1, 40, 3], [100, 1]]) expect(await play(sizes)).to.deep.equal(expected);
  });

  it('know newcomers, though nobody else writes in their batch', async () => {
    const database = await open();
    const chat = chatNumber(0);
    await database.query('insert into chats (chat_id, ranked_to) values ($1, 0)', [chat]);
    await makeRanks(database);
    const commit = commitOn(database);
    for (const update of benchStream({ updates: 30, chats: 1, people: 1_000 })) {
      await commit([update]);
      await expectRanked(database, chat);
    }
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
