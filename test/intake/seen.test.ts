import { expect } from 'chai';
import fc from 'fast-check';
import { LONGEST_RANGE, mark, readFresh, runsIn } from '../../src/intake/store.ts';
import { describeOnBoth } from '../support/database.ts';

const items = (ids: readonly number[]) =>
  ids.map((id) => ({ update: { update_id: id }, event: null, fault: null }));

describe('Ids in runs', () => {
  for (const [ids, gap, runs] of [
    [[], 1, []],
    [[7], 1, [[7, 7]]],
    [[1, 2, 3, 7], 1, ['1–3', '7–7']],
    [[1, 2, 3, 7], 4, ['1–7']],
    [[1, LONGEST_RANGE, LONGEST_RANGE + 1], LONGEST_RANGE, [`1–${LONGEST_RANGE}`, '101–101']],
  ] as const) {
    it(`are ${JSON.stringify(runs)} for ${JSON.stringify(ids)}, ${gap} apart`, () => {
      expect(runsIn(ids, gap).map(({ first, last }) => `${first}–${last}`)).to.deep.equal(
        runs.map((run) => (typeof run === 'string' ? run : run.join('–'))),
      );
    });
  }
});

describeOnBoth('Updates that were seen', (open) => {
  const ids = fc.oneof(fc.nat(40), fc.integer({ min: 90, max: 210 }), fc.constant(2 ** 40));

  it('are exactly those that were marked, in whatever batches, by each bot for itself', async () => {
    const database = await open();
    let bots = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            bot: fc.constantFrom(1, 2),
            ids: fc.oneof(
              fc.array(ids, { minLength: 1, maxLength: 12 }),
              fc
                .tuple(fc.nat(2_000), fc.integer({ min: 1, max: 300 }))
                .map(([first, count]) => Array.from({ length: count }, (_, i) => first + i)),
            ),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        async (batches) => {
          bots += 2;
          const seen = new Map<number, Set<number>>([
            [1, new Set()],
            [2, new Set()],
          ]);
          for (const batch of batches) {
            const known = seen.get(batch.bot) as Set<number>;
            const wanted = new Set(batch.ids.filter((id) => !known.has(id)));
            await database.transact(async (flight) => {
              expect(await readFresh(flight, bots + batch.bot, items(batch.ids))).to.deep.equal(
                new Set([...wanted].sort((a, b) => a - b)),
              );
              mark(flight, bots + batch.bot, items(batch.ids), 0);
            });
            for (const id of batch.ids) known.add(id);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
