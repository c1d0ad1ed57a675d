import type { PgRemoteDatabase } from 'drizzle-orm/pg-proxy';

/** Arrays are for `$1::bigint[]` and `$2::text[]`. */
export type Param = string | number | boolean | null | readonly (string | number | null)[];

/** int8, numeric and count(*) come as numbers. Array columns of numbers, texts and booleans come as arrays. */
export interface Flight {
  query<T = Record<string, unknown>>(text: string, params?: readonly Param[]): Promise<T[]>;
}

/** drizzle's query builder. `orm.execute(sql`…`)` gives the bare array of rows on both databases. */
export type Orm = PgRemoteDatabase;

export interface Transaction extends Flight {
  /** The query builder, inside this transaction. */
  readonly orm: Orm;
}

export interface Lease {
  readonly held: boolean;
  release(): Promise<void>;
}

/** A lock of one process, against all that hold its name together with others for the length of a transaction. */
export interface Hold {
  /** False once the connection is lost. */
  readonly held: boolean;
  /** Whether somebody waits for it. */
  wanted(): Promise<boolean>;
  release(): Promise<void>;
}

export interface LeaseHandlers {
  gained(): void;
  lost(): void;
}

export interface Database extends Flight {
  readonly kind: 'server' | 'embedded';
  /** For all that is not on the hot path. It has no transactions of its own: use `transact`. */
  readonly orm: Orm;
  /**
   * One transaction, READ COMMITTED. Statements sent without awaiting are pipelined (one flight); `begin` travels
   * with the first of them and `commit` with the last ones the work did not await. Resolves only after COMMIT
   * answered COMMIT; an error in any statement, awaited or not, rolls back and rejects with the first true error.
   * A lost connection rejects with a transient error: the work may or may not be committed, repeat it.
   * Inside the work only the flight may be used: the database itself refuses (it would wait for itself).
   */
  transact<T>(work: (flight: Transaction) => Promise<T>): Promise<T>;
  /** Try to be the one process that holds `name`; freed when the process dies or the connection is lost. */
  lead(name: string, handlers: LeaseHandlers): Lease;
  /** Hold `name` alone, where no transaction holds it (`holdTogether`) and no other process; null otherwise. Never rejects. */
  hold(name: string): Promise<Hold | null>;
  /** Hold `name` together with other transactions until this one ends: waits for who holds it alone. */
  holdTogether(flight: Flight, name: string): Promise<void>;
  /** Wake whoever listens, this process included. */
  notify(channel: string): Promise<void>;
  /** Also heard once after a connection was lost and found again: something may have been missed. */
  listen(channel: string, heard: () => void): Promise<void>;
  /** Rejects within 5 s where the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
