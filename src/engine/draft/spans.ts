import type { Poll } from '../../experience/recognition.ts';
import type { Climate, Span, SpanKind, Wake } from '../../experience/span.ts';
import type { UserId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import { DraftRows } from './draft-rows.ts';

export interface SpanRow {
  userId: UserId;
  kind: SpanKind;
  /** Null: none is open. */
  span: Span | null;
  /** Of the last one that is over; null: nothing is left of it. */
  wake: Wake | null;
  /** The last question who has helped; null: they were never asked. */
  poll: Poll | null;
  /** Fingerprints of the last texts that they wrote, the latest last. */
  texts: readonly number[];
}

/** Spans that change, and what the chat has learnt by them. */
export interface SpanChange {
  rows: readonly SpanRow[];
  climate: Climate | null;
}

type Closing = readonly [at: Seconds, id: UserId];

/** A chat's spans while a batch is folded. */
export class SpansDraft {
  readonly rows = new DraftRows<UserId, SpanRow>();
  /** Null: nothing was learnt yet. */
  climate: Climate | null = null;
  climateChanged = false;
  /** All that is over by the batch's last event is here. */
  isRead = false;
  /** What is open beyond those that were read closes no earlier; null: nothing is. */
  beyond: Seconds | null = null;
  /** Those that are open, a heap by the moment at which they close; one that has changed since stands in it twice. */
  readonly #closing: Closing[] = [];

  remember(row: SpanRow): void {
    this.rows.remember(row.userId, row);
    if (row.span) this.#push([row.span.closesAt, row.userId]);
  }

  set(row: SpanRow): void {
    this.rows.set(row.userId, row);
    if (row.span) this.#push([row.span.closesAt, row.userId]);
  }

  /** When the next one closes, as far as was read. */
  next(): Seconds | null {
    this.#dropStale();
    const first = this.#closing[0]?.[0] ?? null;
    if (first === null || this.beyond === null) return first ?? this.beyond;
    return Math.min(first, this.beyond);
  }

  /** Those that close at this moment, in the order of their members. */
  closing(at: Seconds): SpanRow[] {
    const rows: SpanRow[] = [];
    for (this.#dropStale(); this.#closing[0]?.[0] === at; this.#dropStale()) {
      const [, id] = this.#pop() as Closing;
      const row = this.rows.get(id);
      if (row && rows.at(-1) !== row) rows.push(row);
    }
    return rows;
  }

  #dropStale(): void {
    for (let top = this.#closing[0]; top; top = this.#closing[0]) {
      if (this.rows.get(top[1])?.span?.closesAt === top[0]) return;
      this.#pop();
    }
  }

  #push(one: Closing): void {
    const heap = this.#closing;
    let at = heap.push(one) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!isBefore(one, heap[up] as Closing)) break;
      heap[at] = heap[up] as Closing;
      at = up;
    }
    heap[at] = one;
  }

  #pop(): Closing | undefined {
    const heap = this.#closing;
    const top = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return top;
    let at = 0;
    for (let down = 1; down < heap.length; down = 2 * at + 1) {
      const right = heap[down + 1];
      if (right && isBefore(right, heap[down] as Closing)) down += 1;
      if (!isBefore(heap[down] as Closing, last)) break;
      heap[at] = heap[down] as Closing;
      at = down;
    }
    heap[at] = last;
    return top;
  }
}

const isBefore = (a: Closing, b: Closing): boolean => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
