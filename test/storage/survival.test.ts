import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { startChild } from '../support/child.ts';
import { freshDatabase, kinds } from '../support/database.ts';

for (const kind of kinds) {
  describe(`a process killed in the middle of a commit (${kind})`, () => {
    it('loses nothing that was committed, and leaves no half transaction', async () => {
      const fresh = await freshDatabase(kind);
      let most = 0;
      for (let round = 0; round < 10; round++) {
        const child = startChild('test/storage/processes/count-commits.ts', [], fresh.env);
        await child.says(/^\d+\n/);
        await sleep(Math.random() * 150);
        await child.kill();
        most = Number(child.said().trim().split('\n').at(-1));
      }
      const database = await fresh.open();
      const [found] = await database.query<{ most: number; numbers: number; sum: number; people: number }>(
        `select max(value::bigint) as most, count(*) as numbers,
          (select value::bigint from meta where key = 'sum') as sum, (select count(*) from people) as people
          from meta where key like 'count-%'`,
      );
      await database.close();
      await fresh.drop();
      const { numbers = 0 } = found ?? {};
      // One more than was said may be committed.
      expect(numbers).to.be.within(most, most + 1);
      expect(found).to.deep.equal({ most: numbers, numbers, sum: numbers, people: numbers * 50 });
    }).timeout(180_000);
  });
}
