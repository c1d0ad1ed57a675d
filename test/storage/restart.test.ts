import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { isTransient } from '../../src/storage/errors.ts';
import { openDatabase } from '../../src/storage/open.ts';
import { type Cluster, findPostgres, startCluster } from '../support/cluster.ts';
import { describeOn } from '../support/database.ts';

describeOn('server', 'a server that goes away under load', () => {
  let cluster: Cluster;
  before(async function () {
    if (findPostgres() === undefined) this.skip();
    cluster = await startCluster();
  });
  after(() => (cluster as Cluster | undefined)?.stop());

  it('is found again by itself: nothing committed is lost, leases and listening come back', async () => {
    const open = () => openDatabase({ databaseUrl: cluster.url, dataDir: '' });
    const [one, two] = await Promise.all([open(), open()]);
    const databases = [one, two];
    let running = true;
    let heard = 0;
    const wrong: unknown[] = [];
    const leases = databases.map((database) => database.lead('work', { gained: () => {}, lost: () => {} }));
    await Promise.all(databases.map((database) => database.listen('news', () => heard++)));

    /** As the intake does it: repeat what failed transiently, with marks that keep it from counting twice. */
    const worker = async (name: number) => {
      let done = 0;
      while (running) {
        const database = databases[name % 2] as typeof one;
        try {
          await database.transact(async (flight) => {
            const fresh = await flight.query(
              'insert into seen_ranges values ($1, $2, $2, 0) on conflict do nothing returning 1 as x',
              [name, done],
            );
            if (fresh.length === 0) return;
            flight.query(
              `insert into meta values ($1, '1') on conflict (key) do update set value = meta.value::int + 1`,
              [String(name)],
            );
          });
          done++;
        } catch (error) {
          if (!isTransient(error)) wrong.push(error);
          await sleep(20);
        }
        // Reading meanwhile is harmed just as little.
        await database.query('select 1').catch((error: unknown) => isTransient(error) || wrong.push(error));
      }
      return done;
    };
    const workers = Array.from({ length: 12 }, (_, name) => worker(name));
    await sleep(500);
    for (const way of ['immediate', 'fast', 'kill'] as const) {
      if (way === 'kill') {
        await cluster.kill();
        await sleep(1500);
        await cluster.start();
      } else await cluster.restart({ immediate: way === 'immediate', pauseMs: 1500 });
      const before = await settled(() => one.query<{ n: number }>('select count(*) as n from seen_ranges'));
      await sleep(1500);
      const after = await settled(() => two.query<{ n: number }>('select count(*) as n from seen_ranges'));
      expect(after[0]?.n).to.be.above((before[0]?.n ?? 0) + 10);
    }
    running = false;
    const done = await Promise.all(workers);
    expect(wrong).to.deep.equal([]);
    for (const [name, count] of done.entries()) {
      const [row] = await one.query<{ n: number; value: string }>(
        'select count(*) as n, (select value from meta where key = $2) from seen_ranges where bot_id = $1',
        [name, String(name)],
      );
      expect(row).to.deep.equal({ n: count, value: String(count) });
    }
    await sleep(2500);
    expect(leases.filter(({ held }) => held)).to.have.length(1);
    const known = heard;
    await one.notify('news');
    await sleep(300);
    expect(heard).to.equal(known + 2);
    await Promise.all(databases.map((database) => database.close()));
  }).timeout(120_000);
});

/** As soon as it works again. */
const settled = async <T>(read: () => Promise<T>): Promise<T> => {
  for (let attempt = 0; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!isTransient(error) || attempt === 200) throw error;
      await sleep(50);
    }
  }
};
