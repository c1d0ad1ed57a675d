import { expect } from 'chai';
import { verify } from '../../src/transfer/verify.ts';
import { describeOnBoth } from '../support/database.ts';
import { playSpans, whatCameOf } from '../support/span-player.ts';

describeOnBoth('Spans', (open) => {
  async function outcome(policy: string, size: number, ticksEvery: number | null): Promise<string> {
    const database = await open();
    await playSpans(database, { policy, days: 3, size, ticksEvery });
    expect((await verify(database)).differences).to.deep.equal([]);
    expect(await database.query('select reason from set_aside')).to.deep.equal([]);
    expect(await database.query('select due_at from chats')).to.deep.equal([{ due_at: null }]);
    return whatCameOf(database);
  }

  for (const policy of ['windows', 'conversations']) {
    it(`come to the same live and as a backlog, wherever batches end and whether ticks come: ${policy}`, async function () {
      this.timeout(120_000);
      const live = await outcome(policy, 1, 1);
      expect(live, 'something was earned').to.match(/"experience":[1-9]\d\d/);
      for (const [size, ticksEvery] of [
        [1, null],
        [7, 5],
        [100, null],
        [100, 1],
      ] as const) {
        expect(await outcome(policy, size, ticksEvery), `${size} ${ticksEvery}`).to.equal(live);
      }
    });
  }
});
