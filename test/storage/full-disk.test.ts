import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Database } from '../../src/storage/database.ts';
import { isDiskFull, isTransient } from '../../src/storage/errors.ts';
import { type Child, startChild } from '../support/child.ts';
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

  it('refuses what finds no room as something that passes, and goes on when there is some', async () => {
    database = await fresh.open();
    await write(database, 1);
    disk.fill();
    const failure = await failureOf(write(database, 2));
    expect(isDiskFull(failure), String(failure)).to.equal(true);
    expect(isTransient(failure)).to.equal(true);
    disk.makeRoom();
    await write(database, 2);
    expect(await numbers(database)).to.deep.equal(['n1', 'n2']);
  });

  /** In a process of its own, whose engine died for want of room in its log. */
  const died = async (): Promise<Child> => {
    const child = startChild('test/storage/processes/die-of-full-log.ts', [], fresh.env);
    await child.says('ready', 60_000);
    disk.fill();
    child.process.kill('SIGUSR2');
    await child.says('died', 20_000);
    return child;
  };

  it('is opened anew when its engine died of it, but not before there is room', async () => {
    const child = await died();
    await child.says('waits', 20_000);
    disk.makeRoom();
    await child.says('wrote: n1, n2', 20_000);
    await child.kill();
  });

  // In processes of their own: an opening that fails leaves a timer behind, which keeps its process.

  it('waits at its start for room to recover, says so once, and loses nothing', async () => {
    await (await died()).kill();
    const opening = startChild('test/storage/processes/open-database.ts', [], fresh.env);
    await opening.says(/^The disk of DATA_DIR .* is full: .* Nothing is lost: make room/m, 60_000);
    await sleep(2_500);
    expect(opening.said().split('\n').filter(Boolean)).to.have.length(1);
    disk.makeRoom();
    await opening.says(/^\d+ migrations$/m, 30_000);
    await opening.kill();
    database = await fresh.open();
    expect(await numbers(database)).to.deep.equal(['n1']);
  });

  it('makes a tool give up in plain words', async () => {
    await (await died()).kill();
    const { code, said } = await tool('verify', [], fresh.env);
    expect(code).to.equal(1);
    expect(said).to.match(/^The disk of DATA_DIR .* is full: .* are needed to open the database\.$/m);
    expect(said).not.to.match(/^ +at /m);
  });
});
