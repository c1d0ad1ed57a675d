import { AsyncLocalStorage } from 'node:async_hooks';

interface Mark {
  readonly owner: object;
  open: boolean;
}

/**
 * A guard for whoever changes the code, not for those who run it: what it makes Node 20 do at every promise takes 8 of
 * 120 µs an update, and without it the transaction is given up after a while, too (`IDLE_SECONDS`).
 */
const marks = process.env.NODE_ENV === 'production' ? null : new AsyncLocalStorage<Mark>();

/** Runs a transaction's work so that what it starts can be told from everything else. */
export const markInside = async <T>(owner: object, work: () => Promise<T>): Promise<T> => {
  if (!marks) return work();
  const mark = { owner, open: true };
  try {
    return await marks.run(mark, work);
  } finally {
    mark.open = false;
  }
};

/** The embedded database has one session: waiting for it inside its own transaction would never end. */
export const refuseInside = (owner: object): void => {
  const mark = marks?.getStore();
  if (mark?.open === true && mark.owner === owner) {
    throw new Error(
      'The database was used inside its own transaction: use the flight that the work was given, or wait for the end.',
    );
  }
};
