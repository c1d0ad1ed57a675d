import type { Clerk } from './clerk.ts';
import type { Log } from './log.ts';
import type { Machine } from './machine.ts';

const PAUSE_MS = 500;
/** An outage is told once, and again every so many tries. */
const TOLD_EACH = 120;

export interface DeskParts {
  clerk: Clerk;
  machine: Machine;
  log: Log;
  /** Writing is always allowed: what is done is done. */
  mayRead(): boolean;
  /** After every piece of work. */
  progressed(): void;
  /** There is no more work, or the database does not answer, or it answers again. */
  rested(): void;
}

/** The clerk's working day: reading and writing, one after the other, as long as there is any. */
export class Desk {
  /** The database does not answer; the next try is soon. */
  fails = false;
  readonly #parts: DeskParts;
  #working: Promise<void> | null = null;
  #failures = 0;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  get busy(): boolean {
    return this.fails || this.#working !== null || this.#hasWork;
  }

  work(): void {
    if (this.#working || this.fails || !this.#hasWork) return;
    this.#working = this.#workOff().finally(() => {
      this.#working = null;
      this.#parts.rested();
    });
  }

  /** Resolves when the work that has begun is over. */
  async rest(): Promise<void> {
    await this.#working;
  }

  get #hasWork(): boolean {
    const { clerk, mayRead } = this.#parts;
    return clerk.hasWriting || (mayRead() && clerk.hasReading);
  }

  async #workOff(): Promise<void> {
    const { clerk, machine, log, progressed, rested } = this.#parts;
    try {
      while (this.#hasWork) {
        if (clerk.hasWriting) await clerk.write();
        else await clerk.read();
        if (this.#failures > 0)
          log.info({ failures: this.#failures }, 'The outbox reaches its database again');
        this.#failures = 0;
        progressed();
      }
    } catch (error) {
      this.fails = true;
      const reason = error instanceof Error ? error.message : String(error);
      if (this.#failures % TOLD_EACH === 0)
        log.error({ error: reason }, 'The outbox cannot reach its database; trying again');
      this.#failures += 1;
      machine.after(PAUSE_MS, () => {
        this.fails = false;
        rested();
      });
    }
  }
}
