/** One call of the Bot API, as it was answered. `result` of getUpdates is only the number of updates. */
export interface LoggedCall {
  n: number;
  at: number;
  method: string;
  params: Record<string, unknown>;
  status: number;
  result?: unknown;
  error?: { error_code: number; description: string };
}

interface Waiter {
  predicate: (call: LoggedCall) => boolean;
  resolve: (call: LoggedCall) => void;
}

/** What the bot called, newest last; a ring of `capacity`, so that load runs do not fill the memory. */
export class CallLog {
  #ring: LoggedCall[] = [];
  #n = 0;
  readonly #capacity: number;
  readonly #waiters = new Set<Waiter>();
  readonly #listeners = new Set<(call: LoggedCall) => void>();

  constructor(capacity = 5000) {
    this.#capacity = capacity;
  }

  /** The number of calls ever made. */
  get count(): number {
    return this.#n;
  }

  add(call: Omit<LoggedCall, 'n'>): LoggedCall {
    const logged = { n: ++this.#n, ...call };
    this.#ring.push(logged);
    // Trimmed in slices: shifting one by one would cost a copy a call.
    if (this.#ring.length >= this.#capacity * 2) this.#ring = this.#ring.slice(-this.#capacity);
    for (const listener of this.#listeners) listener(logged);
    for (const waiter of this.#waiters) {
      if (!waiter.predicate(logged)) continue;
      this.#waiters.delete(waiter);
      waiter.resolve(logged);
    }
    return logged;
  }

  /** Tells of each call as it is answered, until the answer of this is called. */
  onCall(listener: (call: LoggedCall) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  all(): LoggedCall[] {
    return this.#ring.slice(-this.#capacity);
  }

  /** The calls of one method, oldest first. */
  of(method: string): LoggedCall[] {
    return this.all().filter((call) => call.method === method);
  }

  after(n: number): LoggedCall[] {
    return this.all().filter((call) => call.n > n);
  }

  clear(): void {
    this.#ring = [];
  }

  /** The first call, made already (since the last `clear`) or to come, that fits. */
  waitFor(predicate: (call: LoggedCall) => boolean, timeoutMs = 2000): Promise<LoggedCall> {
    const made = this.all().find(predicate);
    if (made) return Promise.resolve(made);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        const seen = this.all()
          .slice(-10)
          .map((call) => call.method);
        reject(new Error(`No such call within ${timeoutMs} ms; the last ones: ${seen.join(', ') || 'none'}`));
      }, timeoutMs);
      const waiter: Waiter = {
        predicate,
        resolve: (call) => {
          clearTimeout(timer);
          resolve(call);
        },
      };
      this.#waiters.add(waiter);
    });
  }
}
