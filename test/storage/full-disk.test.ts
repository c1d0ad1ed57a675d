import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Database } from '../../src/storage/database.ts';
import { isDiskFull, isTransient } from '../../src/storage/errors.ts';
import { openDatabase } from '../../src/storage/open.ts';
import { startChild } from '../support/child.ts';
import { describeOn, type FreshDatabase, freshEmbedded } from '../support/database.ts';
import { tool } from '../support/process.ts';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';

describeOn('embedded', 'The embedded database on a full disk', function () {
  this.timeout(120_000);
  let disk: SmallDisk;
  let fresh: FreshDatabase;
  let database: Database | undefined;
  before(function () {
    const mounted = mountSmallDisk();
    if (typeof mounted === 'string') {
      console.log(`      left out: ${mounted}`);
      this.skip();
    } else disk = mounted;
  });
  after(() => disk?.remove());
  beforeEach(async () => {
    fresh = await freshEmbedded(disk.folder);
  });
  afterEach(async () => {
    disk.makeRoom();
    await database?.close();
    database = undefined;
    await fresh.drop();
  });

  const numbers = async (on: Database) =>
    (await on.query<{ key: string }>(`select key from meta where key like 'n%' order by key`)).map(
      (row) => row.key,
    );
  /** One number with something large beside it, so that it needs room. */
  const write = (on: Database, number: number) =>
    on.transact(async (flight) => {
      flight.query('insert into meta values ($1, $2)', [`n${number}`, 'x']);
      flight.query(
        `insert into people (user_id, first_name) select $1::bigint * 100 + i, repeat('x', 900) from generate_series(1, 99) i`,
        [number],
      );
    });
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('refuses all work as something that passes, before its engine could die of it, and goes on when there is room', async () => {
    database = await fresh.open();
    const on = database;
    await write(on, 1);
    disk.fill();
    await sleep(150);
    // On a full disk a new segment of the log ended the engine, or left it looping for good.
    for (const work of [write(on, 2), on.query('select pg_switch_wal()'), on.ping()]) {
      const failure = await failureOf(work);
      expect(isDiskFull(failure), String(failure)).to.equal(true);
      expect(isTransient(failure)).to.equal(true);
      expect(String(failure)).to.match(/DATA_DIR .* is full: \d+\.\d MB are left, the database needs 24 MB/);
    }
    disk.makeRoom();
    await sleep(150);
    await write(on, 2);
    expect(await numbers(on)).to.deep.equal(['n1', 'n2']);
  });

  it('is closed in order, and nothing is lost', async () => {
    const first = await fresh.open();
    await write(first, 1);
    disk.fill();
    await sleep(150);
    await first.close();
    disk.makeRoom();
    database = await fresh.open();
    expect(await numbers(database)).to.deep.equal(['n1']);
  });

  it('waits at its start for room, says so once, and has lost nothing', async () => {
    const killed = startChild('test/storage/processes/count-commits.ts', [], fresh.env);
    await killed.says(/^5$/m, 60_000);
    disk.fill();
    await killed.kill();
    const said: string[] = [];
    const opening = openDatabase({ ...fresh.options, log: (words) => said.push(words) });
    await sleep(2_500);
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^The disk of DATA_DIR .* is full: .* Nothing is lost: make room/);
    disk.makeRoom();
    database = await opening;
    const [row] = await database.query<{ n: number }>(
      `select count(*) as n from meta where key like 'count-%'`,
    );
    expect(row?.n).to.be.at.least(5);
  });

  it('is not even begun to be created', async () => {
    await fresh.drop();
    disk.fill();
    const failure = await failureOf(openDatabase({ ...fresh.options, waitSeconds: 0.1 }));
    expect(String(failure)).to.match(/^DatabaseUnusable: The disk of DATA_DIR .* the database needs 100 MB/);
  });

  it('makes a tool give up in plain words', async () => {
    disk.fill();
    const { code, said } = await tool('verify', [], fresh.env);
    expect(code).to.equal(1);
    expect(said).to.match(/^The disk of DATA_DIR .* is full: .* needs 24 MB\.$/m);
    expect(said).not.to.match(/^ +at /m);
  });
});
