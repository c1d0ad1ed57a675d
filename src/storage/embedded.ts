import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Hold, Lease, LeaseHandlers, Orm, Param, Transaction } from './database.ts';
import { EmbeddedEngine } from './embedded-engine.ts';
import { ConnectionLost, DatabaseClosed, EngineLost } from './errors.ts';
import { refuseInside } from './nesting.ts';
import { makeOrm } from './orm.ts';
import type { Room } from './room.ts';
import type { Shape } from './session.ts';
import { type ScriptedTransaction, transactOn } from './transact.ts';
import { encodeParams } from './values.ts';

const PING_MS = 5_000;
/** What is under way at the end may finish for so long. */
const CLOSE_MS = 3_000;
const LONGEST_PAUSE_MS = 60_000;

interface Place {
  readonly folder: string;
  readonly room: Room;
  whenClosed(): Promise<void>;
}

/** PGlite in this process: one session, so that everything waits for its turn. */
export class EmbeddedDatabase implements Database {
  readonly kind = 'embedded';
  readonly orm: Orm;
  #place: Place;
  #engine: EmbeddedEngine | undefined;
  /** Why the engine could not be opened anew, how often in a row, and when to try again. */
  #failed: { reason: unknown; times: number; until: number } | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;
  #leases = new Set<Lease & { lose(): void }>();
  #channels = new Map<string, Set<() => void>>();

  private constructor(place: Place, engine: EmbeddedEngine) {
    this.#place = place;
    this.#engine = engine;
    this.orm = makeOrm((text, params, shape) => this.#rows(text, params, shape));
  }

  static async open(place: Place): Promise<EmbeddedDatabase> {
    return new EmbeddedDatabase(place, await EmbeddedEngine.open(place.folder));
  }

  async query<T = Record<string, unknown>>(text: string, params: readonly Param[] = []): Promise<T[]> {
    return (await this.#rows(text, params, 'objects')) as T[];
  }

  async transact<T>(work: (flight: ScriptedTransaction) => Promise<T>): Promise<T>;
  async transact<T>(work: (flight: Transaction) => Promise<T>): Promise<T>;
  async transact<T>(work: (flight: ScriptedTransaction) => Promise<T>): Promise<T> {
    refuseInside(this);
    return this.#inTurn((engine) => transactOn(engine, this, work));
  }

  /** One process has it, and does one thing at a time. */
  async hold(): Promise<Hold | null> {
    return { held: true, wanted: async () => false, release: async () => undefined };
  }

  async holdTogether(): Promise<void> {}

  lead(_name: string, handlers: LeaseHandlers): Lease {
    const lease = {
      held: false,
      release: async () => {
        lease.held = false;
        this.#leases.delete(lease);
      },
      lose: () => {
        if (lease.held) handlers.lost();
        lease.held = false;
      },
    };
    this.#leases.add(lease);
    // The folder's lock has made this the only process. Later, as on a server: never within the call.
    setImmediate(() => {
      if (!this.#leases.has(lease) || this.#closed !== undefined) return;
      lease.held = true;
      handlers.gained();
    });
    return lease;
  }

  async notify(channel: string): Promise<void> {
    refuseInside(this);
    for (const heard of this.#channels.get(channel) ?? []) setImmediate(heard);
  }

  async listen(channel: string, heard: () => void): Promise<void> {
    this.#channels.set(channel, (this.#channels.get(channel) ?? new Set()).add(heard));
  }

  async ping(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new ConnectionLost('The database is busy for 5 s.', 'ETIMEDOUT')),
        PING_MS,
      );
    });
    try {
      await Promise.race([this.query('select 1'), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  close(): Promise<void> {
    this.#closed ??= (async () => {
      for (const lease of this.#leases) lease.lose();
      this.#leases.clear();
      await Promise.race([this.#tail, sleep(CLOSE_MS, undefined, { ref: false })]);
      // Without room the engine must not touch its log; the next start recovers, as after a kill.
      if (this.#place.room.lack() === null) await this.#engine?.close();
      await this.#place.whenClosed();
    })();
    return this.#closed;
  }

  async #rows(text: string, params: readonly Param[], shape: Shape): Promise<unknown[]> {
    refuseInside(this);
    const values = encodeParams(text, params);
    return this.#inTurn(async (engine) => (await engine.send(text, values, shape)).rows);
  }

  async #inTurn<T>(work: (engine: EmbeddedEngine) => Promise<T>): Promise<T> {
    if (this.#closed !== undefined) throw new DatabaseClosed();
    const turn = this.#tail.then(async () => {
      // The engine answers within the call: without a pause a row of transactions would starve timers and sockets.
      await new Promise(setImmediate);
      const lack = this.#place.room.lack();
      if (lack !== null) throw lack;
      if (this.#engine?.lost !== undefined) this.#engine = undefined;
      this.#engine ??= await this.#openAnew();
      return work(this.#engine);
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  /**
   * PGlite leaves 60 MB behind each time it cannot open, which never come back, and everyone who needs the database
   * asks for it, several times a second: with growing pauses.
   */
  async #openAnew(): Promise<EmbeddedEngine> {
    const { times = 0, until = 0, reason } = this.#failed ?? {};
    if (Date.now() < until) throw new EngineLost(reason);
    try {
      const engine = await EmbeddedEngine.open(this.#place.folder);
      this.#failed = undefined;
      return engine;
    } catch (error) {
      const pause = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** times);
      this.#failed = { reason: error, times: times + 1, until: Date.now() + pause };
      throw new EngineLost(error);
    }
  }
}
