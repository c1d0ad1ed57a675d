export interface Turns {
  /** Work that has come and has not begun. */
  readonly waiting: number;
  /** Runs work alone, in the order in which it came. */
  take<T>(work: () => Promise<T>): Promise<T>;
}

/** Batches of updates and ticks take turns within a process: neither overtakes the other, nor keeps it waiting for ever. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    get waiting() {
      return waiting;
    },
    take(work) {
      waiting += 1;
      const turn = last.then(() => {
        waiting -= 1;
        return work();
      });
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
