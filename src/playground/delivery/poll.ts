import { ApiError, badRequest } from '../api-error.ts';
import type { Faults } from '../faults.ts';
import type { QueuedUpdate, UpdateStore } from './update-store.ts';

/** The answer of getUpdates, already written as JSON: updates are never parsed again. */
export interface PolledUpdates {
  count: number;
  json: string;
}

const CONFLICT =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';

interface Waiting {
  finish: (answer: PolledUpdates) => void;
  fail: (error: ApiError) => void;
}

/** getUpdates: one poller at a time, long polls, redelivery of what was not confirmed. */
export class Poller {
  readonly #store: UpdateStore;
  readonly #faults: Faults;
  #waiting: Waiting | undefined;
  #wakeUp: (() => void) | undefined;
  /** Delivered and confirmed, and to come once more all the same: an ordered fault. */
  #again: QueuedUpdate[] = [];

  constructor(store: UpdateStore, faults: Faults) {
    this.#store = store;
    this.#faults = faults;
  }

  /** For the one listener of the store: something has come. */
  wake(): void {
    this.#wakeUp?.();
  }

  poll(
    params: { offset?: number; limit?: number; timeout?: number; allowed_updates?: string[] },
    signal: AbortSignal,
  ): Promise<PolledUpdates> {
    const { offset = 0, limit = 100, timeout = 0 } = params;
    if (limit < 1 || limit > 100) throw badRequest('limit must be between 1 and 100');
    if (timeout < 0 || timeout > 50) throw badRequest('timeout must be between 0 and 50 seconds');
    this.#waiting?.fail(new ApiError(409, CONFLICT));
    this.#store.setAllowed(params.allowed_updates);
    if (offset < 0) this.#store.keepLast(-offset);
    else if (offset > 0) this.#store.forgetBefore(offset);
    if (this.#store.length + this.#again.length > 0 || timeout === 0) {
      return Promise.resolve(this.#batch(limit));
    }
    return this.#wait(limit, timeout, signal);
  }

  #wait(limit: number, timeout: number, signal: AbortSignal): Promise<PolledUpdates> {
    return new Promise((resolve, reject) => {
      let coming = false;
      const leave = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
        if (this.#waiting === waiting) {
          this.#waiting = undefined;
          this.#wakeUp = undefined;
        }
      };
      const finish = (answer: PolledUpdates) => {
        leave();
        resolve(answer);
      };
      const waiting: Waiting = {
        finish,
        fail: (error) => {
          leave();
          reject(error);
        },
      };
      const timer = setTimeout(() => finish({ count: 0, json: '[]' }), timeout * 1000);
      signal.addEventListener('abort', leave);
      this.#waiting = waiting;
      // What is queued in one go is answered in one batch.
      this.#wakeUp = () => {
        if (coming) return;
        coming = true;
        setImmediate(() => {
          if (this.#waiting === waiting) finish(this.#batch(limit));
        });
      };
    });
  }

  /** Ends a waiting long poll without updates: for a webhook being set, or the end of the server. */
  release(error?: ApiError): void {
    if (error) this.#waiting?.fail(error);
    else this.#waiting?.finish({ count: 0, json: '[]' });
  }

  #batch(limit: number): PolledUpdates {
    // What was lost on its way is not confirmed, and comes in its place: out of turn it would overtake others.
    const waiting = this.#store.peek(1)[0]?.seq ?? Number.POSITIVE_INFINITY;
    const again = this.#again.filter((update) => update.seq < waiting).slice(0, limit);
    this.#again = this.#again.filter((update) => !again.includes(update));
    const fresh = this.#store.peek(limit - again.length);
    for (const update of fresh) {
      if (!update.delivered && this.#faults.isDuplicated()) this.#again.push(update);
      update.delivered = true;
    }
    const batch = this.#faults.shuffled([...again, ...fresh], {
      chat: (update) => update.chat,
      queue: (update) => update.queue,
    });
    return { count: batch.length, json: `[${batch.map((update) => update.json).join(',')}]` };
  }
}
