import type { Encoded } from './values.ts';

/** How rows come: as objects, or as arrays (which the query builder wants). */
export type Shape = 'objects' | 'arrays';

export interface Answer {
  readonly rows: unknown[];
  /** The command's tag: SELECT, COMMIT, … */
  readonly command: string;
}

/**
 * Kept prepared for the round trip and the planning it saves, but not without end: the builder's lists of changing
 * length would fill the memory, and must not keep out the statements of the hot path.
 */
export const mayPrepare = (kept: number, shape: Shape): boolean => kept < (shape === 'arrays' ? 200 : 400);

/** One session of the database. Statements are answered in the order in which they were sent. */
export interface Session {
  /** What opens a transaction. READ COMMITTED is named in it, as a server may have another default. */
  readonly opening: readonly string[];
  /** Sends without waiting for earlier answers; what is sent in one turn travels together. */
  send(text: string, values: readonly Encoded[], shape: Shape): Promise<Answer>;
  /** Without parameters, not prepared; may hold several statements. */
  exec(text: string): Promise<Answer>;
  /** Called once, where the session ends before it is let go. */
  whenLost: ((error: Error) => void) | undefined;
  /** Ends the session: an open transaction is rolled back. */
  abandon(reason: Error): void;
}
