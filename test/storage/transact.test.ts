import { expect } from 'chai';
import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../src/storage/database.ts';
import { isTransient, sqlState } from '../../src/storage/errors.ts';
import { meta } from '../../src/storage/tables.ts';
import { describeOnBoth } from '../support/database.ts';

const failure = async (promise: Promise<unknown>): Promise<Error> => {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('It did not fail.');
};

const put = (flight: Pick<Database, 'query'>, key: string, value = '') =>
  flight.query('insert into meta (key, value) values ($1, $2)', [key, value]);
const keys = async (database: Database) =>
  (await database.query<{ key: string }>('select key from meta order by key')).map(({ key }) => key);

describeOnBoth('a transaction', (open) => {
  it('commits what was sent, awaited or not, and gives the result', async () => {
    const database = await open();
    const result = await database.transact(async (flight) => {
      put(flight, 'a');
      await put(flight, 'b');
      put(flight, 'c');
      return 5;
    });
    expect(result).to.equal(5);
    expect(await keys(database)).to.deep.equal(['a', 'b', 'c']);
  });

  it('costs nothing where nothing is sent', async () => {
    expect(await (await open()).transact(async () => 'nothing')).to.equal('nothing');
  });

  it('rolls back and rejects with what the work threw', async () => {
    const database = await open();
    const thrown = new Error('no');
    const error = await failure(
      database.transact(async (flight) => {
        put(flight, 'a');
        throw thrown;
      }),
    );
    expect(error).to.equal(thrown);
    expect(await keys(database)).to.deep.equal([]);
  });

  it('rejects with the first error of a flight, not with its consequences', async () => {
    const database = await open();
    for (const work of [
      async (flight: Transaction) => {
        put(flight, 'a');
        flight.query('select 1 / $1::int', [0]);
        await put(flight, 'b');
      },
      async (flight: Transaction) => {
        put(flight, 'a');
        flight.query('select 1 / $1::int', [0]);
        put(flight, 'b');
      },
      async (flight: Transaction) => {
        await Promise.all([
          put(flight, 'a'),
          put(flight, 'a'),
          flight.query('select 1 / $1::int', [0]),
        ]).catch((error) => {
          expect(sqlState(error)).to.equal('23505');
          throw error;
        });
      },
    ]) {
      const error = await failure(database.transact(work));
      expect(sqlState(error)).to.be.oneOf(['22012', '23505']);
      expect(isTransient(error)).to.equal(false);
      expect(await keys(database)).to.deep.equal([]);
    }
  });

  it('leaves nothing half prepared behind where a flight failed before its statements were known', async () => {
    const database = await open();
    const late = `select $1::int + ${Math.floor(Math.random() * 1e9)} as n`;
    const error = await failure(
      database.transact(async (flight) => {
        const first = flight.query('select 1 / $1::int', [0]);
        const skipped = await failure(flight.query(late, [1]));
        expect(sqlState(skipped)).to.equal('25P02');
        await first;
      }),
    );
    expect(sqlState(error)).to.equal('22012');
    for (let time = 0; time < 2; time++) {
      const [row] = await database.transact((flight) => flight.query<{ n: number }>(late, [1]));
      expect(row?.n).to.be.a('number');
    }
  });

  it('does not pretend to have committed where the work overlooked an error', async () => {
    const database = await open();
    const error = await failure(
      database.transact(async (flight) => {
        put(flight, 'a');
        await flight.query('nonsense').catch(() => undefined);
        await put(flight, 'b').catch(() => undefined);
      }),
    );
    expect(sqlState(error)).to.equal('42601');
    expect(await keys(database)).to.deep.equal([]);
  });

  it('refuses undefined, in words that tell where', async () => {
    const database = await open();
    for (const wrong of [undefined, [1, undefined], new Date(), 5n]) {
      const params = [1, wrong] as never;
      expect((await failure(database.query('select $1, $2', params))).message).to.contain('$2');
      expect(
        (await failure(database.transact(async (flight) => void flight.query('select $1, $2', params))))
          .message,
      ).to.contain('$2');
    }
  });

  it('refuses a flight after its end, and the database inside its own transaction', async () => {
    const database = await open();
    let flight: Transaction | undefined;
    await database.transact(async (mine) => {
      flight = mine;
      put(mine, 'a');
    });
    expect((await failure((flight as Transaction).query('select 1'))).message).to.contain('had ended');
    for (const outer of [
      () => database.query('select 1'),
      () => database.transact(async () => 1),
      () => database.orm.execute(sql`select 1`),
      () => database.notify('x'),
    ]) {
      const error = await failure(database.transact(async (mine) => [await put(mine, 'b'), await outer()]));
      expect(String(error.cause ?? error)).to.contain('inside its own transaction');
    }
    expect(await keys(database)).to.deep.equal(['a']);
  });

  it('has a query builder of its own', async () => {
    const database = await open();
    await database.transact(async (flight) => {
      await flight.orm.insert(meta).values({ key: 'a', value: '1' });
      await flight.orm.update(meta).set({ value: '2' });
    });
    expect(await database.orm.select().from(meta)).to.deep.equal([{ key: 'a', value: '2' }]);
    expect(await database.orm.execute(sql`select count(*) as n from meta`)).to.deep.equal([{ n: 1 }]);
  });

  it('keeps what people wrote out of the words of an error', async () => {
    const database = await open();
    const insert = () => database.orm.insert(meta).values({ key: 'secret', value: 'secret' });
    await insert();
    const error = await failure(insert().then());
    expect(sqlState(error)).to.equal('23505');
    expect(error.message).not.to.contain('secret');
    expect(String(error.cause)).not.to.contain('secret');
  });

  it('lets the query builder of the database wait or read beside it, never inside', async () => {
    const database = await open();
    let halfway = () => {};
    const reached = new Promise<void>((resolve) => {
      halfway = resolve;
    });
    const transaction = database.transact(async (flight) => {
      await put(flight, 'a', '1');
      halfway();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await flight.query(`update meta set value = '2'`);
    });
    await reached;
    const seen = await database.orm.select().from(meta);
    expect(seen).to.deep.equal(database.kind === 'server' ? [] : [{ key: 'a', value: '2' }]);
    await transaction;
  });

  it('is one of many at once: none is lost, none waits for ever', async () => {
    const database = await open();
    await put(database, 'sum', '0');
    const one = async () => {
      await database.transact(async (flight) => {
        const [row] = await flight.query<{ value: string }>(
          `select value from meta where key = 'sum' for no key update`,
        );
        flight.query(`update meta set value = $1 where key = 'sum'`, [String(Number(row?.value) + 1)]);
      });
      await database.query('select 1');
    };
    await Promise.all(Array.from({ length: 100 }, one));
    expect(await database.query('select value from meta')).to.deep.equal([{ value: '100' }]);
  });

  it('carries statements far beyond a socket buffer in one flight', async () => {
    const database = await open();
    const texts = Array.from({ length: 2000 }, (_, i) => `${i}`.padEnd(200, 'ä'));
    await database.transact(async (flight) => {
      for (let i = 0; i < 10; i++) {
        flight.query('insert into meta select $1::int || x, x from unnest($2::text[]) x', [i, texts]);
      }
    });
    expect(await database.query('select count(*) as n, sum(length(value)) as l from meta')).to.deep.equal([
      { n: 20_000, l: 4_000_000 },
    ]);
  });
});
