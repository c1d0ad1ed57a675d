import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database, Flight, Transaction } from '../src/storage/database.ts';
import { openDatabase } from '../src/storage/open.ts';
import { commitOn } from './commit.ts';
import { type Figure, median } from './figure.ts';
import { benchStream } from './stream.ts';

const SIZES = [1, 10, 100, 500];
const BATCHES = 12;
const WARM = 5_000;
const MOST_TRIPS = 4;

interface Counts {
  /** `begin` and `commit` are among them. */
  statements: number;
  /** Groups of statements sent without waiting in between: round trips to a server. */
  flights: number;
}

/** What a batch costs in statements and round trips, whatever its size. Counted, so any database will do. */
export async function benchTrips(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'laurel-bench-'));
  const database = await openDatabase({ dataDir });
  try {
    const counted: Counts[] = [];
    const commit = commitOn(counting(database, (counts) => counted.push(counts)));
    const needed = SIZES.reduce((sum, size) => sum + size * BATCHES, WARM);
    const stream = [...benchStream({ updates: needed, chats: 200, people: 40 })];
    const take = async (size: number) => commit(stream.splice(0, size));

    await take(100);
    const [first] = counted;
    for (let taken = 100; taken < WARM; taken += 100) await take(100);
    const figures: Figure[] = [];
    for (const size of SIZES) {
      counted.length = 0;
      for (let batch = 0; batch < BATCHES; batch += 1) await take(size);
      figures.push(...figuresOf(`batches of ${size}`, counted));
    }
    return [...figures, ...figuresOf('the first batch, 100 of new chats', first ? [first] : [])];
  } finally {
    await database.close();
    rmSync(dataDir, { recursive: true });
  }
}

function figuresOf(name: string, counted: readonly Counts[]): Figure[] {
  const statements = counted.map((counts) => counts.statements);
  const flights = Math.max(...counted.map((counts) => counts.flights));
  const note = `median ${median(statements)}`;
  return [
    { name: `${name}: round trips, at most`, value: flights, unit: 'trips', target: { atMost: MOST_TRIPS } },
    { name: `${name}: statements, at most`, value: Math.max(...statements), unit: 'statements', note },
  ];
}

/** A database that tells of each transaction what it sent. */
function counting(database: Database, told: (counts: Counts) => void): Database {
  const transact = <T>(work: (flight: Transaction) => Promise<T>): Promise<T> => {
    const counts: Counts = { statements: 1, flights: 1 };
    let answered = false;
    return database
      .transact((flight) => {
        const query: Flight['query'] = (text, params) => {
          counts.statements += 1;
          if (answered) counts.flights += 1;
          answered = false;
          const sent = flight.query(text, params);
          const heard = () => {
            answered = true;
          };
          sent.then(heard, heard);
          return sent as Promise<never>;
        };
        return work({ query, orm: flight.orm });
      })
      .then((result) => {
        // `commit` goes with the last statements, unless their answers were waited for.
        told({ statements: counts.statements + 1, flights: counts.flights });
        return result;
      });
  };
  return new Proxy(database, {
    get: (target, name) => {
      if (name === 'transact') return transact;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
