import { drizzle } from 'drizzle-orm/pg-proxy';
import type { Orm, Param } from './database.ts';
import type { Shape } from './session.ts';

export type Run = (text: string, params: readonly Param[], shape: Shape) => Promise<unknown[]>;

/**
 * drizzle's two own drivers differ in what `execute` gives, in bigint and count, in dates and arrays, and go around
 * our connections. Its proxy driver sends everything through `run`, so both databases behave alike.
 */
export const makeOrm = (run: Run): Orm =>
  drizzle(async (text, params, method) => {
    try {
      return { rows: await run(text, params, method === 'all' ? 'arrays' : 'objects') };
    } catch (error) {
      // drizzle writes them into the message of its own error, and what people wrote must not reach a log.
      params.length = 0;
      throw error;
    }
  });
