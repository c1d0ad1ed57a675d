import type { Socket } from 'node:net';
import type postgres from 'postgres';
import type { Address } from './address.ts';
import { ConnectionLost } from './errors.ts';
import { driverFor } from './server-driver.ts';
import { openSocket } from './server-socket.ts';
import { type Answer, mayPrepare, type Session, type Shape } from './session.ts';

export interface ConnectionOptions {
  /** Statements that make the session what it should be. */
  readonly setup: string;
  /** Give the connection up where an answer takes longer: the server itself ends statements earlier. */
  readonly patienceSeconds: number;
  readonly heard?: (channel: string) => void;
}

/**
 * One connection to a server, from its opening to its end, by an instance of postgres.js of its own which is never
 * used again. Its pool is not safe when connections break: a reserved connection that closed leaves its queued
 * statements without an answer, released it breaks the process (`socket.write` of null), and one that closed
 * between a write and its flush sends the old bytes in front of the next startup message and hangs for good.
 */
export class ServerConnection implements Session {
  readonly opening = 'begin isolation level read committed';
  whenLost: ((error: Error) => void) | undefined;
  /** Why it can no longer be used. */
  lost: Error | undefined;
  #socket: Socket | undefined;
  #sql: postgres.Sql;
  #reserved: postgres.ReservedSql | undefined;
  #waiting = new Set<(error: Error) => void>();
  #prepared = new Set<string>();
  #patience: NodeJS.Timeout;

  private constructor(address: Address, options: ConnectionOptions) {
    this.#sql = driverFor(address, {
      connect: async () => {
        // Hung up on during the greeting it tries again at once and for ever.
        if (this.#socket !== undefined) throw new ConnectionLost('The server hung up before it answered.');
        this.#socket = await openSocket(address);
        if (this.lost !== undefined) this.#socket.destroy();
        return this.#socket;
      },
      closed: () => this.#lose(new ConnectionLost('The connection to the database was lost.')),
      heard: (channel) => options.heard?.(channel),
    });
    this.#patience = setTimeout(() => {
      if (this.#waiting.size > 0) {
        this.abandon(
          new ConnectionLost(`No answer from the database in ${options.patienceSeconds} s.`, 'ETIMEDOUT'),
        );
      }
    }, options.patienceSeconds * 1000);
    this.#patience.unref();
  }

  static async open(address: Address, options: ConnectionOptions): Promise<ServerConnection> {
    const connection = new ServerConnection(address, options);
    try {
      // A first statement is needed before `reserve`: without fetched types it would wait for ever.
      await connection.#answer(
        connection.#sql.unsafe(options.setup === '' ? 'select 1' : options.setup).simple(),
      );
      connection.#reserved = await connection.#sql.reserve();
      return connection;
    } catch (error) {
      connection.abandon(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  send(text: string, values: readonly (string | null)[], shape: Shape): Promise<Answer> {
    const prepare = this.#prepared.has(text) || mayPrepare(this.#prepared.size, shape);
    if (prepare) this.#prepared.add(text);
    return this.#say(text, values, { prepare, simple: false }, shape);
  }

  exec(text: string): Promise<Answer> {
    return this.#say(text, [], { simple: true }, 'objects');
  }

  abandon(reason: Error): void {
    this.#lose(reason);
    this.#socket?.destroy();
  }

  /** Ends it in peace, with nothing under way. */
  async close(): Promise<void> {
    this.#lose(new ConnectionLost('The connection was closed.', 'CONNECTION_ENDED'));
    this.#reserved?.release();
    await this.#sql.end({ timeout: 1 });
    this.#socket?.destroy();
  }

  #say(text: string, values: readonly (string | null)[], options: object, shape: Shape): Promise<Answer> {
    if (this.lost !== undefined || this.#reserved === undefined) {
      return Promise.reject(this.lost ?? new Error('The connection is not open yet.'));
    }
    const query = this.#reserved.unsafe(text, values as string[], options);
    return this.#answer(shape === 'arrays' ? query.values() : query);
  }

  /** postgres.js forgets what was queued on a reserved connection that closes: we tell those who wait. */
  #answer(query: PromiseLike<unknown>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      this.#patience.refresh();
      query.then(
        (result) => {
          this.#answered(reject);
          // A copy: postgres.js's own subclass of Array is not deeply equal to an array.
          const rows = Array.from(result as unknown[]);
          resolve({ rows, command: (result as { command?: string }).command ?? '' });
        },
        (error: unknown) => {
          this.#answered(reject);
          reject(error);
        },
      );
    });
  }

  #answered(reject: (error: Error) => void): void {
    this.#waiting.delete(reject);
    this.#patience.refresh();
  }

  #lose(reason: Error): void {
    if (this.lost !== undefined) return;
    this.lost = reason;
    clearTimeout(this.#patience);
    for (const reject of this.#waiting) reject(reason);
    this.#waiting.clear();
    this.whenLost?.(reason);
  }
}
