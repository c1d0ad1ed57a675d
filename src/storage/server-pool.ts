import { closedMeanwhile, DatabaseClosed } from './errors.ts';
import type { ServerConnection } from './server-connection.ts';

/** Longer unused connections are closed: they cost the server memory. */
const IDLE_MS = 5 * 60_000;
/** What is under way at the end may finish for so long; a stop as a whole has some ten seconds. */
const CLOSE_MS = 3_000;

interface Waiter {
  resolve(connection: ServerConnection): void;
  reject(error: unknown): void;
}

/** Connections opened when needed, each used by one at a time. A lost one is dropped, the next use opens another. */
export class ServerPool {
  #open: () => Promise<ServerConnection>;
  #most: number;
  #count = 0;
  #idle: { connection: ServerConnection; timer: NodeJS.Timeout }[] = [];
  #busy = new Set<ServerConnection>();
  #queue: Waiter[] = [];
  #closed: { done(): void } | undefined;

  constructor(most: number, open: () => Promise<ServerConnection>) {
    this.#most = most;
    this.#open = open;
  }

  async use<T>(work: (connection: ServerConnection) => Promise<T>): Promise<T> {
    const connection = await this.#acquire();
    this.#busy.add(connection);
    try {
      return await work(connection);
    } finally {
      this.#busy.delete(connection);
      this.#release(connection);
    }
  }

  /** Waits a while for those in use, ends the others. */
  async close(): Promise<void> {
    const emptied = new Promise<void>((resolve) => {
      this.#closed = { done: resolve };
    });
    for (const waiter of this.#queue.splice(0)) waiter.reject(new DatabaseClosed());
    for (const { connection, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      this.#count--;
      void connection.close();
    }
    if (this.#count === 0) return;
    const timer = setTimeout(() => {
      for (const connection of this.#busy) connection.abandon(closedMeanwhile());
      this.#closed?.done();
    }, CLOSE_MS);
    await emptied;
    clearTimeout(timer);
  }

  async #acquire(): Promise<ServerConnection> {
    if (this.#closed !== undefined) throw new DatabaseClosed();
    // The one used last: its caches are warm, and the others may grow old enough to be closed.
    const free = this.#idle.pop();
    if (free !== undefined) {
      clearTimeout(free.timer);
      free.connection.whenLost = undefined;
      return free.connection;
    }
    if (this.#count < this.#most) return this.#another();
    return new Promise((resolve, reject) => this.#queue.push({ resolve, reject }));
  }

  async #another(): Promise<ServerConnection> {
    this.#count++;
    try {
      return await this.#open();
    } catch (error) {
      this.#gone();
      throw error;
    }
  }

  #release(connection: ServerConnection): void {
    if (connection.lost !== undefined) this.#gone();
    else if (this.#closed !== undefined) {
      void connection.close();
      this.#gone();
    } else {
      const waiter = this.#queue.shift();
      if (waiter === undefined) this.#rest(connection);
      else waiter.resolve(connection);
    }
  }

  #rest(connection: ServerConnection): void {
    const timer = setTimeout(() => this.#drop(connection, true), IDLE_MS);
    timer.unref();
    connection.whenLost = () => this.#drop(connection, false);
    this.#idle.push({ connection, timer });
  }

  #drop(connection: ServerConnection, alive: boolean): void {
    const index = this.#idle.findIndex((idle) => idle.connection === connection);
    if (index < 0) return;
    for (const { timer } of this.#idle.splice(index, 1)) clearTimeout(timer);
    connection.whenLost = undefined;
    if (alive) void connection.close();
    this.#gone();
  }

  #gone(): void {
    this.#count--;
    if (this.#closed !== undefined) {
      if (this.#count === 0) this.#closed.done();
      return;
    }
    const waiter = this.#queue.shift();
    if (waiter !== undefined) this.#another().then(waiter.resolve, waiter.reject);
  }
}
