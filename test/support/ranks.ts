import { expect } from 'chai';
import { rankNext } from '../../src/engine/leaderboard/rank.ts';
import { bucketSql, RANKS } from '../../src/leaderboard/places.ts';
import type { Database } from '../../src/storage/database.ts';

/** The histogram holds exactly those who are shown. */
export async function expectRanked(database: Database, chat: number): Promise<void> {
  for (const what of RANKS) {
    const kept = await database.query(
      `select bucket, people from rating_buckets where chat_id = $1 and what = $2 and people <> 0 order by bucket`,
      [chat, what],
    );
    const counted = await database.query(
      `select ${bucketSql(what, 'rank_bits')} as bucket, count(*) as people from members join chats using (chat_id)
       where chat_id = $1 and present and not hidden and ${what} <> 0 group by 1 order by 1`,
      [chat],
    );
    expect(kept, what).to.deep.equal(counted);
  }
}

export async function makeRanks(database: Database): Promise<void> {
  let pieces = 0;
  while (await rankNext(database)) pieces += 1;
  expect(pieces, 'pieces').to.be.greaterThan(0);
}
