import type { Address } from './address.ts';
import type { Database, Flight, Hold, Lease, LeaseHandlers, Orm, Param, Transaction } from './database.ts';
import { ConnectionLost } from './errors.ts';
import { refuseInside } from './nesting.ts';
import { makeOrm } from './orm.ts';
import { Backstage, holdTogether } from './server-backstage.ts';
import { ServerConnection } from './server-connection.ts';
import { ServerPool } from './server-pool.ts';
import type { Shape } from './session.ts';
import { type ScriptedTransaction, transactOn } from './transact.ts';
import { encodeParams } from './values.ts';

/** More do not help: a transaction holds the rows of its chats, and the server's processors are the limit. */
const MOST_HOT = 4;
const MOST_READING = 6;

/**
 * The planner guard: a fresh table without statistics gets a sequential scan or a hash join into the cached plan,
 * and keeps it while the table grows (15 % of the throughput). Everything on the hot path goes by key, so these are
 * never right there; and where nothing else is possible their price must not look worth compiling (50 ms a statement).
 * Nor does a plan hang on the values at hand, yet of arrays that are shorter than it guesses the server would go on
 * planning anew: four statements, 0.3 ms a batch. Such a plan expects many rows of a value that is common elsewhere, and
 * must not start processes to read the few there are (4 ms instead of 0.2 for whoever comes back while 200,000 messages
 * wait). Reading goes over connections of its own: a rating over all members may want a hash join.
 */
const HOT = `set enable_hashjoin = off; set enable_mergejoin = off; set enable_seqscan = off; set jit = off;
  set max_parallel_workers_per_gather = 0; set plan_cache_mode = force_generic_plan; set statement_timeout = '30s';
  set idle_in_transaction_session_timeout = '65s'`;
/**
 * Statements are kept prepared for the round trip it saves, but planned for the values at hand. Compiling a rating of a
 * million members costs half a second and saves less.
 */
const READING = `set plan_cache_mode = force_custom_plan; set jit = off; set statement_timeout = '120s';
  set idle_in_transaction_session_timeout = '65s'`;

const PING_MS = 5_000;

export class ServerDatabase implements Database {
  readonly kind = 'server';
  readonly orm: Orm;
  #hot: ServerPool;
  #reading: ServerPool;
  #backstage: Backstage;

  constructor(address: Address) {
    this.#hot = new ServerPool(MOST_HOT, () =>
      ServerConnection.open(address, { setup: HOT, patienceSeconds: 40 }),
    );
    this.#reading = new ServerPool(MOST_READING, () =>
      ServerConnection.open(address, { setup: READING, patienceSeconds: 130 }),
    );
    this.#backstage = new Backstage(address);
    this.orm = makeOrm((text, params, shape) => this.#rows(text, params, shape));
  }

  async query<T = Record<string, unknown>>(text: string, params: readonly Param[] = []): Promise<T[]> {
    return (await this.#rows(text, params, 'objects')) as T[];
  }

  async transact<T>(work: (flight: Transaction) => Promise<T>): Promise<T> {
    refuseInside(this);
    return this.#hot.use((connection) => transactOn(connection, this, work));
  }

  lead(name: string, handlers: LeaseHandlers): Lease {
    return this.#backstage.lead(name, handlers);
  }

  hold(name: string): Promise<Hold | null> {
    return this.#backstage.hold(name);
  }

  holdTogether(flight: Flight, name: string): Promise<void> {
    return holdTogether(flight, name);
  }

  async notify(channel: string): Promise<void> {
    await this.query(`select pg_notify($1, '')`, [channel]);
  }

  listen(channel: string, heard: () => void): Promise<void> {
    return this.#backstage.listen(channel, heard);
  }

  async ping(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new ConnectionLost('No answer from the database in 5 s.', 'ETIMEDOUT')),
        PING_MS,
      );
    });
    try {
      await Promise.race([this.query('select 1'), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#backstage.close(), this.#hot.close(), this.#reading.close()]);
  }

  async #rows(text: string, params: readonly Param[], shape: Shape): Promise<unknown[]> {
    refuseInside(this);
    const values = encodeParams(text, params);
    return this.#reading.use(async (connection) => (await connection.send(text, values, shape)).rows);
  }
}

/** One transaction on a connection of its own, without time limits: for migrations. */
export const transactAlone = async <T>(
  address: Address,
  work: (flight: ScriptedTransaction) => Promise<T>,
): Promise<T> => {
  const connection = await ServerConnection.open(address, { setup: '', patienceSeconds: 3600 });
  try {
    return await transactOn(connection, connection, work, 3600);
  } finally {
    await connection.close();
  }
};
