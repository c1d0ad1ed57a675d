import type { Database, Lease } from '../../src/storage/database.ts';
import { type FreshDatabase, freshDatabase, type Kind, kinds } from './fresh-database.ts';

export * from './fresh-database.ts';

/** For what only one kind has; left out where this run does not test it. */
export const describeOn = (kind: Kind, title: string, suite: (this: Mocha.Suite) => void): void => {
  if (kinds.includes(kind)) describe(title, suite);
};

/** On each kind: `open` gives an empty database, which is taken back after the test. */
export const describeOnBoth = (
  title: string,
  suite: (open: () => Promise<Database>, kind: Kind) => void,
): void => {
  for (const kind of kinds) {
    describe(`${title} (${kind})`, () => {
      const lent: Loan[] = [];
      before(async function () {
        // The first one of all is made here: 3 s, and many more on a busy machine.
        this.timeout(120_000);
        if (free[kind].length === 0) free[kind].push(await placeOn(kind));
      });
      afterEach(async () => {
        for (const loan of lent.splice(0)) await loan.takeBack();
      });
      suite(async () => {
        const loan = await lend(kind);
        lent.push(loan);
        return loan.database;
      }, kind);
    });
  }
};

interface Loan {
  readonly database: Database;
  takeBack(): Promise<void>;
}

interface Place {
  readonly fresh: FreshDatabase;
  readonly database: Database;
}

/** Emptying costs milliseconds, a new database 50 ms on a server and 400 ms embedded. */
const free: Record<Kind, Place[]> = { embedded: [], server: [] };
const places = new Set<Place>();

const lend = async (kind: Kind): Promise<Loan> => {
  const place = free[kind].pop() ?? (await placeOn(kind));
  await empty(place.database);
  return loanOf(place);
};

const placeOn = async (kind: Kind): Promise<Place> => {
  const fresh = await freshDatabase(kind);
  const place = { fresh, database: await fresh.open() };
  places.add(place);
  return place;
};

const dropAll = async (): Promise<void> => {
  for (const { fresh, database } of places) {
    await database.close();
    await fresh.drop();
  }
  places.clear();
};

/** Deleting from empty tables costs 6 ms on both, truncating them 45 ms embedded. */
const empty = async (database: Database): Promise<void> => {
  const tables = await database.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  await database.transact(async (flight) => {
    for (const { name } of tables) flight.query(`delete from ${name}`);
    await flight.query('select setval(seqrelid, seqstart, false) from pg_sequence');
  });
};

/** What a test leaves behind (leases, listeners) must not reach the next one. */
const loanOf = (place: Place): Loan => {
  const { database } = place;
  const leases: Lease[] = [];
  let over = false;
  const borrowed: Database = Object.create(database, {
    query: { value: database.query.bind(database) },
    transact: { value: database.transact.bind(database) },
    notify: { value: database.notify.bind(database) },
    ping: { value: database.ping.bind(database) },
    hold: { value: database.hold.bind(database) },
    close: { value: async () => undefined },
    lead: {
      value: (...[name, handlers]: Parameters<Database['lead']>) => {
        const lease = database.lead(name, handlers);
        leases.push(lease);
        return lease;
      },
    },
    listen: {
      value: (channel: string, heard: () => void) => database.listen(channel, () => void (over || heard())),
    },
  });
  return {
    database: borrowed,
    takeBack: async () => {
      over = true;
      for (const lease of leases) await lease.release();
      free[place.fresh.kind].push(place);
    },
  };
};

// Child processes of tests import this file, too.
if (typeof after === 'function') after(dropAll);
