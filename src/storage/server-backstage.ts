import type { Address } from './address.ts';
import type { Flight, Hold, Lease, LeaseHandlers } from './database.ts';
import { ServerConnection } from './server-connection.ts';

/** How often a lease held elsewhere is tried again, and the own connection probed. */
const ROUND_MS = 2_000;
const RETRY_MS = 500;
/**
 * The server frees the locks of a client that vanished after 10 + 3·4 s; we notice a vanished server after
 * 2 + 8 s, so that no two processes hold a lease. (Its own default is two hours.) Of one that hangs, yet whose machine
 * still answers, it frees them when no round has come for long. Before version 14 it cannot.
 */
const SETUP = `set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 4; set tcp_keepalives_count = 3;
  set statement_timeout = '8s';
  select set_config('idle_session_timeout', '20s', false) from pg_settings where name = 'idle_session_timeout'`;
const PATIENCE_SECONDS = 8;
/** First key of our advisory locks, so that those of other programs in the same database do not meet them. */
const LEASES = 0x1a_0e_01;
const HOLDS = 0x1a_0e_02;

export const holdTogether = async (flight: Flight, name: string): Promise<void> => {
  await flight.query(`select pg_advisory_xact_lock_shared(${HOLDS}, hashtext($1))`, [name]);
};

interface Candidate extends Lease {
  readonly name: string;
  readonly handlers: LeaseHandlers;
  held: boolean;
}

/** One connection of its own for what lives as long as a session: leases and listening. Opened at the first need. */
export class Backstage {
  #address: Address;
  #connection: ServerConnection | undefined;
  #candidates = new Set<Candidate>();
  #channels = new Map<string, Set<() => void>>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #closed = false;
  #lostBefore = false;

  constructor(address: Address) {
    this.#address = address;
  }

  lead(name: string, handlers: LeaseHandlers): Lease {
    const candidate: Candidate = {
      name,
      handlers,
      held: false,
      release: async () => {
        if (!this.#candidates.delete(candidate) || !candidate.held) return;
        candidate.held = false;
        const unlock = 'select pg_advisory_unlock($1::int, hashtext($2))';
        await this.#connection?.send(unlock, [String(LEASES), name], 'arrays').catch(() => undefined);
      },
    };
    this.#candidates.add(candidate);
    void this.#round();
    return candidate;
  }

  async hold(name: string): Promise<Hold | null> {
    const connection = this.#connection;
    if (connection === undefined) {
      void this.#round();
      return null;
    }
    const ask = async (text: string) => {
      const { rows } = await connection.send(text, [name], 'arrays');
      return (rows[0] as unknown[] | undefined)?.[0] === true;
    };
    let released = false;
    const hold: Hold = {
      get held() {
        return !released && connection.lost === undefined;
      },
      wanted: () =>
        ask(`select exists(select from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())
          and classid = ${HOLDS} and objid = (hashtext($1)::bigint & 4294967295)::oid)`).catch(() => false),
      async release() {
        if (released) return;
        released = true;
        await ask(`select pg_advisory_unlock(${HOLDS}, hashtext($1))`).catch((error: Error) =>
          connection.abandon(error),
        );
      },
    };
    // Who does not know whether it has the lock must not keep it.
    const got = await ask(`select pg_try_advisory_lock(${HOLDS}, hashtext($1))`).catch((error: Error) => {
      connection.abandon(error);
      return false;
    });
    return got && hold.held ? hold : null;
  }

  async listen(channel: string, heard: () => void): Promise<void> {
    const listeners = this.#channels.get(channel) ?? new Set();
    listeners.add(heard);
    this.#channels.set(channel, listeners);
    await this.#connection?.exec(`listen ${quoted(channel)}`).catch(() => undefined);
    if (this.#connection === undefined) await this.#round();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#dismiss();
    await connection?.close();
  }

  /** Opens the connection where there is none, probes it, tries for what is not held; then again a while later. */
  #round(): Promise<void> {
    if (this.#running !== undefined) {
      this.#again = true;
      return this.#running;
    }
    clearTimeout(this.#timer);
    this.#running = this.#try().then((healthy) => {
      this.#running = undefined;
      if (this.#closed) return;
      const soon = this.#again && healthy ? 0 : ROUND_MS;
      const wait = healthy ? soon : RETRY_MS * (0.5 + Math.random());
      this.#again = false;
      this.#timer = setTimeout(() => void this.#round(), wait);
      this.#timer.unref();
    });
    return this.#running;
  }

  async #try(): Promise<boolean> {
    try {
      const connection = this.#connection ?? (await this.#connect());
      // The probe keeps the held ones honest even when there is nothing to try for.
      await connection.exec('select 1');
      for (const candidate of this.#candidates) {
        if (candidate.held) continue;
        const lock = 'select pg_try_advisory_lock($1::int, hashtext($2))';
        const { rows } = await connection.send(lock, [String(LEASES), candidate.name], 'arrays');
        if ((rows[0] as unknown[])[0] !== true) continue;
        if (this.#candidates.has(candidate) && connection.lost === undefined) {
          candidate.held = true;
          tell(() => candidate.held && candidate.handlers.gained());
        } else {
          const unlock = 'select pg_advisory_unlock($1::int, hashtext($2))';
          await connection.send(unlock, [String(LEASES), candidate.name], 'arrays');
        }
      }
      return true;
    } catch (error) {
      this.#lostBefore = true;
      this.#connection?.abandon(error as Error);
      return false;
    }
  }

  async #connect(): Promise<ServerConnection> {
    const connection = await ServerConnection.open(this.#address, {
      setup: SETUP,
      patienceSeconds: PATIENCE_SECONDS,
      heard: (channel) => {
        for (const heard of this.#channels.get(channel) ?? []) tell(heard);
      },
    });
    for (const channel of this.#channels.keys()) await connection.exec(`listen ${quoted(channel)}`);
    if (this.#closed) await connection.close();
    if (connection.lost !== undefined) throw connection.lost;
    this.#connection = connection;
    connection.whenLost = () => {
      this.#lostBefore = true;
      this.#dismiss();
      if (!this.#closed) void this.#round();
    };
    if (this.#lostBefore)
      for (const listeners of this.#channels.values()) for (const heard of listeners) heard();
    return connection;
  }

  #dismiss(): void {
    this.#connection = undefined;
    for (const candidate of this.#candidates) {
      if (!candidate.held) continue;
      candidate.held = false;
      tell(() => candidate.handlers.lost());
    }
  }
}

/** Outside: what a listener throws is its own fault, and must not look like one of the connection. */
const tell = (listener: () => unknown): void => void setImmediate(() => listener());

const quoted = (channel: string): string => `"${channel.replaceAll('"', '""')}"`;
