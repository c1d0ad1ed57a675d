import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Database, Lease } from '../../src/storage/database.ts';
import { isTransient, isUnreachable } from '../../src/storage/errors.ts';
import { openDatabase } from '../../src/storage/open.ts';
import { describeOn, describeOnBoth, freshDatabase } from '../support/database.ts';
import { startWire, type Wire } from '../support/wire.ts';

const until = async (what: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> => {
  const end = Date.now() + ms;
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`Not within ${ms} ms: ${what}`);
    await sleep(20);
  }
};

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describeOnBoth('leases and waking', (open) => {
  it('one candidate holds a name; another gets it when the first lets go', async () => {
    const database = await open();
    const told: string[] = [];
    const lease = database.lead('x', { gained: () => told.push('gained'), lost: () => told.push('lost') });
    expect(lease.held).to.equal(false);
    await until(() => lease.held);
    await lease.release();
    expect(lease.held).to.equal(false);
    const second = database.lead('x', { gained: () => told.push('second'), lost: () => undefined });
    await until(() => second.held);
    expect(told).to.deep.equal(['gained', 'second']);
    await second.release();
  });

  it('who listens is woken', async () => {
    const database = await open();
    const heard: string[] = [];
    await database.listen('one "channel"', () => heard.push('one'));
    await database.listen('other', () => heard.push('other'));
    await database.notify('other');
    await until(() => heard.length > 0);
    expect(heard).to.deep.equal(['other']);
    await database.ping();
  });
});

describeOn('server', 'connections to a server', () => {
  let wire: Wire;
  let direct: Database;
  let through: Database;
  let drop: () => Promise<void>;
  before(async () => {
    const fresh = await freshDatabase('server');
    wire = await startWire(fresh.env.DATABASE_URL);
    direct = await fresh.open();
    through = await openDatabase({ databaseUrl: wire.url, dataDir: '' });
    drop = fresh.drop;
  });
  after(async () => {
    await Promise.all([direct.close(), through.close()]);
    await wire.close();
    await drop();
  });

  const killOthers = () =>
    direct.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'laurel' and pid <> pg_backend_pid()`,
    );

  it('one that is ended in the middle of a transaction is a transient error, and the next works', async () => {
    for (const pause of [0, 30]) {
      const error = await caught(
        through.transact(async (flight) => {
          await flight.query('select 1');
          await killOthers();
          await sleep(pause);
          flight.query('select 2');
          await flight.query('select 3');
        }),
      );
      expect(isTransient(error) && isUnreachable(error), String(error)).to.equal(true);
      expect(await through.transact((flight) => flight.query('select 1 as a'))).to.deep.equal([{ a: 1 }]);
    }
  });

  it('one that breaks with many statements under way answers all of them', async () => {
    await through.transact((flight) => flight.query('select 1'));
    wire.delay = 30;
    const texts = Array.from({ length: 20_000 }, () => 'x'.repeat(50));
    const running = through.transact(async (flight) => {
      const sent = Array.from({ length: 20 }, () =>
        caught(flight.query('select count($1::text[])', [texts])),
      );
      await sleep(10);
      wire.cut();
      return Promise.all(sent);
    });
    wire.delay = 0;
    expect(isTransient(await caught(running))).to.equal(true);
    for (let i = 0; i < 10; i++) await through.transact((flight) => flight.query('select 1'));
  });

  it('a work that hangs loses its connection, and the transaction ends', async () => {
    const error = await caught(
      through.transact(async (flight) => {
        await flight.query('select 1');
        setTimeout(() => void killOthers(), 50);
        await new Promise(() => undefined);
      }),
    );
    expect(isTransient(error)).to.equal(true);
  });

  it('load and save are two round trips', async () => {
    const texts = Array.from({ length: 2000 }, () => 'x'.repeat(50));
    const batch = () =>
      through.transact(async (flight) => {
        flight.query('select $1::int', [1]);
        await flight.query('select count(*) from unnest($1::text[])', [texts]);
        for (let i = 0; i < 5; i++) flight.query('select cardinality($1::text[])', [texts]);
      });
    await batch();
    wire.delay = 100;
    const begun = performance.now();
    await batch();
    const took = performance.now() - begun;
    wire.delay = 0;
    // A round trip over the wire takes 200 ms.
    expect(took).to.be.within(400, 590);
  });

  it('one whose statements were prepared for other tables gives way to a new one', async () => {
    await direct.query('create table changing (a int)');
    await direct.query('insert into changing values (1)');
    const read = () => through.transact((flight) => flight.query('select * from changing'));
    expect(await read()).to.deep.equal([{ a: 1 }]);
    await direct.query('alter table changing add b int default 2');
    expect(isTransient(await caught(read()))).to.equal(true);
    expect(await read()).to.deep.equal([{ a: 1, b: 2 }]);
  });

  it('no statement is called as another one, though a flight fails while the next is under way', async () => {
    // A connection of its own, on which nothing is prepared.
    wire.cut();
    await through.transact((flight) => flight.query('select 1')).catch(() => undefined);
    wire.delay = 20;
    const failed = await caught(
      through.transact(async (flight) => {
        const first = flight.query('select no_such_column as a');
        const second = flight.query('select no_such_column as b');
        await sleep(15);
        flight.query('select 3 as c').catch(() => undefined);
        second.catch(() => undefined);
        await first;
      }),
    );
    wire.delay = 0;
    expect((failed as { code?: string }).code).to.equal('42703');
    for (let n = 4; n < 8; n += 1)
      expect(await through.transact((flight) => flight.query(`select ${n} as d`))).to.deep.equal([{ d: n }]);
  });

  it('the planner guard is for transactions only', async () => {
    const setting = `select current_setting('enable_hashjoin') || current_setting('enable_seqscan') as guard,
      current_setting('max_parallel_workers_per_gather')::int > 0 as parallel`;
    const inTransaction = await through.transact((flight) => flight.query(setting));
    expect(inTransaction).to.deep.equal([{ guard: 'offoff', parallel: false }]);
    expect(await through.query(setting)).to.deep.equal([{ guard: 'onon', parallel: true }]);
  });

  it('a lease moves when the connection of its holder breaks, and is never held twice', async () => {
    let most = 0;
    const leases: Lease[] = [];
    const count = () => {
      most = Math.max(most, leases.filter(({ held }) => held).length);
    };
    const lost: string[] = [];
    const a = through.lead('moving', { gained: count, lost: () => lost.push('a') });
    leases.push(a);
    await until(() => a.held);
    const b = direct.lead('moving', { gained: count, lost: () => lost.push('b') });
    leases.push(b);
    await sleep(100);
    expect([a.held, b.held]).to.deep.equal([true, false]);
    wire.silent = true;
    wire.cut();
    await until(() => b.held);
    expect([a.held, lost]).to.deep.equal([false, ['a']]);
    wire.silent = false;
    await b.release();
    await until(() => a.held);
    await a.release();
    expect(most).to.equal(1);
  });

  it('listening goes on after the connection broke, and says that something may have been missed', async () => {
    let heard = 0;
    await through.listen('again', () => heard++);
    wire.cut();
    await until(() => heard === 1);
    await direct.notify('again');
    await until(() => heard === 2);
  });

  it('ping fails within 5 s where nothing answers', async () => {
    await through.ping();
    wire.silent = true;
    const begun = Date.now();
    const error = await caught(through.ping());
    expect(isUnreachable(error)).to.equal(true);
    expect(Date.now() - begun).to.be.within(4500, 6000);
    wire.silent = false;
    wire.cut();
    await through.ping();
  });

  it('more transactions than connections take their turns, and closing waits for them', async () => {
    const third = await openDatabase({ databaseUrl: wire.url, dataDir: '' });
    const running = Array.from({ length: 12 }, () =>
      third.transact(async (flight) => {
        await flight.query('select pg_sleep(0.05)');
        return 1;
      }),
    );
    await sleep(100);
    const closed = third.close();
    const results = await Promise.allSettled(running);
    await closed;
    expect(results.filter(({ status }) => status === 'fulfilled').length).to.be.at.least(4);
    expect(isTransient(await caught(third.transact(async (flight) => flight.query('select 1'))))).to.equal(
      false,
    );
  });
});
