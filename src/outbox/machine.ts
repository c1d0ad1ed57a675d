/** The clock of paces and pauses: milliseconds that never jump, and a timer on them. */
export interface Machine {
  now(): number;
  after(ms: number, run: () => void): void;
}

export function realMachine(): Machine {
  return {
    now: () => performance.now(),
    // A pause must not keep a process alive that has nothing else to do.
    after: (ms, run) => void setTimeout(run, ms).unref(),
  };
}
