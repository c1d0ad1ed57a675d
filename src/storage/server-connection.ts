import type { Socket } from 'node:net';
import type { BackendMessage, DatabaseError } from 'pg-protocol/dist/messages.js';
import type postgres from 'postgres';
import type { Address } from './address.ts';
import { AnswerReader } from './answers.ts';
import { ConnectionLost } from './errors.ts';
import { Pipeline } from './pipeline.ts';
import { driverFor } from './server-driver.ts';
import { openSocket } from './server-socket.ts';
import type { Answer, Session, Shape } from './session.ts';
import type { Encoded } from './values.ts';

export interface ConnectionOptions {
  /** Statements that make the session what it should be. */
  readonly setup: string;
  /** Give the connection up where an answer takes longer: the server itself ends statements earlier. */
  readonly patienceSeconds: number;
  readonly heard?: (channel: string) => void;
}

/**
 * One connection to a server, from its opening to its end. postgres.js opens it, in an instance of its own that is
 * never used again; the statements then go through our `Pipeline`. (Its own pool puts a Sync behind each statement, and
 * is not safe when connections break: a reserved connection that closed leaves its queued statements without an
 * answer, and one that closed between a write and its flush sends the old bytes in front of the next startup message.)
 */
export class ServerConnection implements Session {
  readonly opening = ['begin isolation level read committed'];
  whenLost: ((error: Error) => void) | undefined;
  /** Why it can no longer be used. */
  lost: Error | undefined;
  #socket: Socket | undefined;
  #sql: postgres.Sql;
  #pipeline: Pipeline;
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
    });
    this.#pipeline = new Pipeline(
      (bytes) => {
        this.#patience.refresh();
        this.#socket?.write(bytes);
      },
      (channel) => options.heard?.(channel),
    );
    this.#patience = setTimeout(() => {
      if (this.#pipeline.waiting) {
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
      await connection.#greet(options);
      return connection;
    } catch (error) {
      connection.abandon(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  send(text: string, values: readonly Encoded[], shape: Shape): Promise<Answer> {
    return this.lost === undefined ? this.#pipeline.send(text, values, shape) : Promise.reject(this.lost);
  }

  exec(text: string): Promise<Answer> {
    return this.lost === undefined ? this.#pipeline.exec(text) : Promise.reject(this.lost);
  }

  abandon(reason: Error): void {
    this.#lose(reason);
    this.#socket?.destroy();
  }

  /** Ends it in peace, with nothing under way. */
  async close(): Promise<void> {
    this.#lose(new ConnectionLost('The connection was closed.', 'CONNECTION_ENDED'));
    await this.#sql.end({ timeout: 1 });
    this.#socket?.destroy();
  }

  /** postgres.js connects, encrypts and signs in; from the first answer on the socket is ours. */
  async #greet({ setup, patienceSeconds }: ConnectionOptions): Promise<void> {
    const late = setTimeout(() => {
      this.abandon(new ConnectionLost(`No greeting from the database in ${patienceSeconds} s.`, 'ETIMEDOUT'));
    }, patienceSeconds * 1000);
    try {
      const greeted = this.#sql.unsafe(setup === '' ? 'select 1' : setup).simple();
      // Where the connection breaks, postgres.js may forget to say so.
      const broken = new Promise<never>((_, reject) => {
        this.whenLost = reject;
      });
      await Promise.race([greeted, broken]);
    } finally {
      clearTimeout(late);
      this.whenLost = undefined;
    }
    const socket = this.#socket as Socket;
    socket.removeAllListeners('data').removeAllListeners('drain');
    const answers = new AnswerReader(
      (bytes, at) => this.#pipeline.receiveRow(bytes, at),
      (message) => this.#receive(message),
    );
    socket.on('data', (part: Buffer) => {
      this.#patience.refresh();
      answers.read(part);
    });
  }

  #receive(message: BackendMessage): void {
    this.#pipeline.receive(message);
    // Another process has migrated the tables: what is prepared here is of yesterday. A new connection knows better.
    if (message.name === 'error' && (message as DatabaseError).routine === 'RevalidateCachedQuery') {
      this.abandon(new ConnectionLost('The tables were changed; the connection is opened anew.'));
    }
  }

  #lose(reason: Error): void {
    if (this.lost !== undefined) return;
    this.lost = reason;
    clearTimeout(this.#patience);
    this.#pipeline.fail(reason);
    this.whenLost?.(reason);
  }
}
