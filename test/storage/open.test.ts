import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { expect } from 'chai';
import { EngineLost, isTransient } from '../../src/storage/errors.ts';
import { DataDirBusy } from '../../src/storage/lock.ts';
import { openDatabase } from '../../src/storage/open.ts';
import { DatabaseUnusable } from '../../src/storage/unusable.ts';
import { startChild } from '../support/child.ts';
import { atServer, describeOn, freshDatabase, kinds } from '../support/database.ts';

const OPENER = 'test/storage/processes/open-database.ts';
const refusal = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => {
      throw new Error('It was not refused.');
    },
    (error: Error) => error,
  );

for (const kind of kinds) {
  describe(`opening the database (${kind})`, function () {
    this.timeout(60_000);
    it('again finds what was stored, and nothing to migrate', async () => {
      const fresh = await freshDatabase(kind);
      const first = await fresh.open();
      await first.query(`insert into meta values ('a', '1')`);
      const applied = await first.query('select * from drizzle.__drizzle_migrations');
      await first.close();
      const second = await fresh.open();
      expect(await second.query('select * from meta')).to.deep.equal([{ key: 'a', value: '1' }]);
      expect(await second.query('select * from drizzle.__drizzle_migrations')).to.deep.equal(applied);
      await second.close();
      await fresh.drop();
    });

    it('is refused after closing, in an error that is not worth a repetition', async () => {
      const fresh = await freshDatabase(kind);
      const database = await fresh.open();
      await database.close();
      for (const use of [() => database.query('select 1'), () => database.transact(async () => 1)]) {
        const error = await refusal(use());
        expect(error.name).to.equal('DatabaseClosed');
        expect(isTransient(error)).to.equal(false);
      }
      await fresh.drop();
    });

    it('and closing it ends what hangs, after a while', async () => {
      const fresh = await freshDatabase(kind);
      const database = await fresh.open();
      const hanging = refusal(
        database.transact(async (flight) => {
          await flight.query(`insert into meta values ('a', '1')`);
          await new Promise(() => undefined);
        }),
      );
      await sleep(200);
      const begun = Date.now();
      await database.close();
      expect(Date.now() - begun).to.be.within(2500, 5000);
      expect(isTransient(await hanging)).to.equal(true);
      const again = await fresh.open();
      expect(await again.query('select * from meta')).to.deep.equal([]);
      await again.close();
      await fresh.drop();
    });
  });
}

describeOn('embedded', 'opening the embedded database', function () {
  this.timeout(120_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-open-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('creates it, saying so, also where a creation was interrupted', async () => {
    mkdirSync(join(folder, 'postgres.new-1', 'base'), { recursive: true });
    writeFileSync(join(folder, 'postgres.new-1', 'PG_VERSION'), '18');
    const said: string[] = [];
    const database = await openDatabase({ dataDir: folder, log: (words) => said.push(words) });
    expect(said.join()).to.match(/^Creating the database in /);
    expect(await database.query('select count(*) as n from chats')).to.deep.equal([{ n: 0 }]);
    await database.close();
  });

  it('is refused while another process has it, within two seconds', async () => {
    const fresh = await freshDatabase('embedded');
    const database = await fresh.open();
    const other = startChild(OPENER, [], fresh.env);
    await other.ended;
    expect(other.said()).to.match(/^DataDirBusy: .* in use by another process \(process \d+\)/);
    expect(await refusal(fresh.open())).to.be.instanceOf(DataDirBusy);
    expect(await database.query('select 1 as a')).to.deep.equal([{ a: 1 }]);
    await database.close();
    await fresh.drop();
  });

  it('is refused where the folder is of another version or cannot be written', async () => {
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '15\n');
    expect((await refusal(openDatabase({ dataDir: folder }))).message).to.contain('made by PostgreSQL 15');
    const file = join(folder, 'file');
    writeFileSync(file, '');
    chmodSync(file, 0o400);
    const error = await refusal(openDatabase({ dataDir: join(file, 'data') }));
    expect(error).to.be.instanceOf(DatabaseUnusable);
    expect(error.message).to.contain('cannot be written');
    if (process.platform !== 'linux') return;
    expect((await refusal(openDatabase({ dataDir: '/proc/laurel/data' }))).message).to.contain(
      'cannot be written',
    );
  });

  it('goes on with a new engine where the engine died', async () => {
    const fresh = await freshDatabase('embedded');
    const database = await fresh.open();
    await database.query(`insert into meta values ('a', '1')`);
    const error = await refusal(
      database.transact(async (flight) => {
        await flight.query(`insert into meta values ('b', '1')`);
        // What an abort of the engine looks like from outside.
        const { execProtocolRawStream } = PGlite.prototype;
        PGlite.prototype.execProtocolRawStream = async () => {
          throw new Error('unreachable');
        };
        try {
          await flight.query('select 1');
        } finally {
          PGlite.prototype.execProtocolRawStream = execProtocolRawStream;
        }
      }),
    );
    expect(error).to.be.instanceOf(EngineLost);
    expect(isTransient(error)).to.equal(true);
    expect(await database.query('select key from meta')).to.deep.equal([{ key: 'a' }]);
    await database.close();
    await fresh.drop();
  });
});

describeOn('embedded', 'an engine that died and cannot be opened anew', () => {
  it('is tried with growing pauses, however often it is asked for: each failure costs 60 MB', async () => {
    const fresh = await freshDatabase('embedded');
    const database = await fresh.open();
    const { create } = PGlite;
    const { execProtocolRawStream } = PGlite.prototype;
    let tries = 0;
    PGlite.prototype.execProtocolRawStream = () => Promise.reject(new Error('unreachable'));
    PGlite.create = (() => {
      tries += 1;
      return Promise.reject(new Error('PGlite failed to initialize properly'));
    }) as never;
    try {
      for (const until = Date.now() + 1_500; Date.now() < until; await sleep(20)) {
        const error = await refusal(database.query('select 1'));
        expect(error).to.be.instanceOf(EngineLost);
        expect(isTransient(error)).to.equal(true);
      }
      expect(tries).to.equal(2);
    } finally {
      PGlite.create = create;
      PGlite.prototype.execProtocolRawStream = execProtocolRawStream;
    }
    await sleep(2_000);
    expect(await database.query('select 1 as one')).to.deep.equal([{ one: 1 }]);
    await database.close();
    await fresh.drop();
  }).timeout(20_000);
});

describeOn('server', 'opening a server', function () {
  this.timeout(60_000);
  const url = process.env.TEST_DATABASE_URL ?? '';
  const changed = (change: (url: URL) => void): string => {
    const other = new URL(url);
    change(other);
    return other.href;
  };
  const opened = (databaseUrl: string) => openDatabase({ databaseUrl, dataDir: '', waitSeconds: 1 });

  it('four processes at once migrate it once', async () => {
    const fresh = await freshDatabase('server');
    const database = await fresh.open();
    await database.query('drop schema public cascade');
    await database.query('drop schema drizzle cascade');
    await database.query('create schema public');
    await database.close();
    const children = Array.from({ length: 4 }, () => startChild(OPENER, [], fresh.env));
    await Promise.all(children.map((child) => child.ended));
    const said = new Set(children.map((child) => child.said()));
    expect([...said]).to.have.length(1);
    expect([...said][0]).to.match(/^[1-9]\d* migrations\n$/);
    await fresh.drop();
  });

  it('is refused in plain words where the database is missing', async () => {
    const error = await refusal(opened(changed((other) => (other.pathname = '/missing'))));
    expect(error).to.be.instanceOf(DatabaseUnusable);
    expect(error.message).to.contain('createdb').and.to.contain('missing');
  });

  it('is refused in plain words where the user may not log in, without telling the password', async () => {
    await atServer(url, 'drop role if exists nologin_test', 'create role nologin_test');
    const error = await refusal(
      opened(changed((other) => Object.assign(other, { username: 'nologin_test', password: 'topsecret' }))),
    );
    expect(error).to.be.instanceOf(DatabaseUnusable);
    expect(error.message).to.contain('nologin_test').and.not.to.contain('topsecret');
    await atServer(url, 'drop role nologin_test');
    expect(error.message).to.match(/Check user and password|does not let this user in/);
  });

  it('is refused in plain words where the user may not create tables', async () => {
    const fresh = await freshDatabase('server');
    const owner = await fresh.open();
    await owner.query('drop schema public cascade');
    await owner.query('drop schema drizzle cascade');
    await owner.close();
    await atServer(url, 'drop role if exists guest_test', `create role guest_test login password 'guest'`);
    const error = await refusal(
      opened(
        changed((other) =>
          Object.assign(other, {
            username: 'guest_test',
            password: 'guest',
            pathname: new URL(fresh.env.DATABASE_URL).pathname,
          }),
        ),
      ),
    );
    expect(error.message).to.contain('permission denied').and.to.contain('OWNER TO "guest_test"');
    await fresh.drop();
    await atServer(url, 'drop role guest_test');
  });

  it('waits for one that does not answer yet, says so once, and gives up in the end', async () => {
    const said: string[] = [];
    const begun = Date.now();
    const error = await refusal(
      openDatabase({
        databaseUrl: 'postgres://u:topsecret@127.0.0.1:9/d',
        dataDir: '',
        log: (words) => said.push(words),
        waitSeconds: 2,
      }),
    );
    expect(Date.now() - begun).to.be.within(1500, 6000);
    expect(said).to.have.length(1);
    expect(said[0]).to.contain('does not answer yet').and.not.to.contain('topsecret');
    expect(error.message).to.contain('did not answer for 2 s').and.to.contain('ECONNREFUSED');
  });

  it('gives up on something that is no database', async () => {
    const server = createServer((socket) =>
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n').on('error', () => undefined),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = String((server.address() as { port: number }).port);
    const error = await refusal(opened(`postgres://u@127.0.0.1:${port}/d`));
    expect(error).to.be.instanceOf(DatabaseUnusable);
    expect(error.message).to.contain('hung up before it answered');
    server.close();
  });
});
