import { expect } from 'chai';
import fc from 'fast-check';
import { rankNext } from '../../src/engine/leaderboard/rank.ts';
import type { Ladder } from '../../src/ranks/ladder.ts';
import { countTitles } from '../../src/rating/store.ts';
import { heldBy, measureOf } from '../../src/rating/titles.ts';
import { describeOnBoth } from '../support/database.ts';

const CHAT = -1001;
const ALL = { useExperience: true, useReputation: true, demote: true };

const ladder = (...takes: (readonly [experience: number | null, reputation: number | null])[]): Ladder =>
  takes.map(([experience, reputation], at) => ({ id: at + 1, name: `T${at}`, experience, reputation }));

describe('Titles on the web', () => {
  it('are counted by one measure where one alone decides', () => {
    const whatOf = (of: Ladder, switches = ALL) => measureOf({ ladder: of, switches })?.what ?? null;
    expect(whatOf(ladder([null, 5], [null, 25]))).to.equal('reputation');
    expect(whatOf(ladder([100, null]))).to.equal('experience');
    expect(whatOf(ladder([100, 5]))).to.equal(null);
    expect(whatOf(ladder([100, null], [null, 5]))).to.equal(null);
    expect(whatOf(ladder([100, 5]), { ...ALL, useExperience: false })).to.equal('reputation');
    expect(whatOf(ladder([null, 5]), { ...ALL, demote: false })).to.equal(null);
    expect(whatOf(ladder([null, 0])), 'who has nothing holds it, too').to.equal(null);
    expect(whatOf(ladder())).to.equal(null);
  });

  it('belong to who has reached no higher one', () => {
    const held = heldBy([
      { id: 3, reached: 2 },
      { id: 2, reached: 5 },
      { id: 1, reached: 5 },
    ]);
    expect([...held]).to.deep.equal([
      [3, 2],
      [2, 3],
    ]);
  });
});

describeOnBoth('Titles on the web, counted', (open) => {
  it('are as many by the histogram as one by one', async () => {
    const database = await open();
    await database.query(
      `insert into people (user_id, first_name) select n, 'P' from generate_series(1, 40) n`,
    );
    const points = fc.integer({ min: -2, max: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(points, { minLength: 1, maxLength: 40 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (scores, thresholds, byReputation) => {
          await database.query('delete from members');
          await database.query('delete from rating_buckets');
          await database.query('delete from chats');
          await database.query('insert into chats (chat_id) values ($1)', [CHAT]);
          await database.query(
            `insert into members (chat_id, user_id, reputation, experience, present, hidden, first_seen_at, last_seen_at)
             select $1, n, s, s, n % 5 <> 0, n % 7 = 0, 1, 1 from unnest($2::bigint[]) with ordinality a(s, n)`,
            [CHAT, scores],
          );
          const sorted = [...thresholds].sort((a, b) => a - b);
          const rungs = {
            ladder: ladder(
              ...sorted.map((one) => (byReputation ? ([null, one] as const) : ([one, null] as const))),
            ),
            switches: ALL,
          };
          const counted = async () =>
            [...(await countTitles(database, CHAT, rungs))].sort(([a], [b]) => a - b);
          const before = await counted();
          await database.query('update chats set ranked_to = 0');
          while (await rankNext(database)) {
            // A piece at a time.
          }
          expect(await counted()).to.deep.equal(before);
        },
      ),
      { numRuns: 25 },
    );
  });
});
