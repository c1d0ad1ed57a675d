/** What may go wrong between a bot and Telegram; to be ordered by a test. */
export type Fault =
  /** Answered with an error, not executed. */
  | { kind: 'status'; code: number; description?: string; retry_after?: number; times?: number }
  /** Held for `ms`, then executed and answered as ever (unless the caller has hung up). */
  | { kind: 'hang'; ms: number; times?: number }
  /** The connection is cut before anything was done. */
  | { kind: 'cut'; times?: number }
  /** Done, but the connection is cut instead of an answer: the caller cannot know. */
  | { kind: 'cut-after'; times?: number }
  /** Done, but only half of the answer comes before the connection is cut. */
  | { kind: 'torn'; times?: number }
  /** A proxy's error page instead of JSON, not executed. */
  | { kind: 'html'; code: number; times?: number };

/** A small repeatable generator: the same seed always gives the same faults. */
export function seededRandom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class Faults {
  readonly #queues = new Map<string, { fault: Fault; left: number }[]>();
  #duplicates: { rate: number; random: () => number } | undefined;
  #reorder: { random: () => number; by: 'chat' | 'queue' } | undefined;
  #outageUntil = 0;
  readonly #onOutage = new Set<() => void>();

  /** The next call(s) of the method (`'*'`: of any) meet this fault. Orders are served in turn. */
  next(method: string, fault: Fault): void {
    const queue = this.#queues.get(method) ?? [];
    queue.push({ fault, left: fault.times ?? 1 });
    this.#queues.set(method, queue);
  }

  /** How many of the ordered faults nobody has met yet. */
  get left(): number {
    let left = 0;
    for (const queue of this.#queues.values()) for (const order of queue) left += order.left;
    return left;
  }

  /** This share of the updates is delivered twice, as after a confirmation that got lost. */
  duplicate(rate: number, seed = 1): void {
    this.#duplicates = rate > 0 ? { rate, random: seededRandom(seed) } : undefined;
  }

  /** Updates change places; those of one chat (or of one delivery queue) keep their order. */
  reorder(seed = 1, by: 'chat' | 'queue' = 'chat'): void {
    this.#reorder = { random: seededRandom(seed), by };
  }

  /** For so long every connection is cut, and no webhook is called. */
  outage(ms: number): void {
    this.#outageUntil = Date.now() + ms;
    for (const listener of this.#onOutage) listener();
  }

  clear(): void {
    this.#queues.clear();
    this.#duplicates = undefined;
    this.#reorder = undefined;
    this.#outageUntil = 0;
  }

  /** For the server: the fault this call meets, used up by asking. */
  take(method: string): Fault | undefined {
    if (this.#queues.size === 0) return undefined;
    for (const name of [method, '*']) {
      const queue = this.#queues.get(name);
      const first = queue?.[0];
      if (!queue || !first) continue;
      if (--first.left <= 0) queue.shift();
      if (queue.length === 0) this.#queues.delete(name);
      return first.fault;
    }
    return undefined;
  }

  /** For the server: milliseconds until the outage ends, 0 without one. */
  outageLeft(): number {
    return this.#outageUntil === 0 ? 0 : Math.max(this.#outageUntil - Date.now(), 0);
  }

  onOutage(listener: () => void): void {
    this.#onOutage.add(listener);
  }

  isDuplicated(): boolean {
    return this.#duplicates !== undefined && this.#duplicates.random() < this.#duplicates.rate;
  }

  /** Shuffles a batch between its chats; within a chat the order stays. */
  shuffled<T>(batch: T[], keys: { chat: (item: T) => string; queue: (item: T) => string }): T[] {
    const order = this.#reorder;
    if (!order || batch.length < 2) return batch;
    const keyOf = keys[order.by];
    const groups = new Map<string, T[]>();
    for (const item of batch) {
      const group = groups.get(keyOf(item));
      if (group) group.push(item);
      else groups.set(keyOf(item), [item]);
    }
    const waiting = [...groups.values()].map((items) => ({ items, at: 0 }));
    const out: T[] = [];
    while (waiting.length > 0) {
      const pick = Math.floor(order.random() * waiting.length);
      const group = waiting[pick] as { items: T[]; at: number };
      out.push(group.items[group.at++] as T);
      if (group.at === group.items.length) waiting.splice(pick, 1);
    }
    return out;
  }
}
