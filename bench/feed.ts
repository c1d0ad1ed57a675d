import { type BenchUpdate, benchStream, chatNumber, type StreamOptions } from './stream.ts';

/** A stream, serialised beforehand, that comes at a given pace or as fast as it is taken. */
export class Feed {
  readonly firstId: number;
  readonly count: number;
  /** Number of the chat of each update. */
  readonly chats: Int32Array;
  /** Which updates ask for an answer. */
  readonly commands = new Set<number>();
  /** Which ask for a card. */
  readonly cards = new Set<number>();
  readonly #bytes: Buffer;
  readonly #ends: Float64Array;
  #began = Number.POSITIVE_INFINITY;
  #perMs = Number.POSITIVE_INFINITY;

  constructor(options: StreamOptions) {
    this.count = options.updates;
    this.chats = new Int32Array(this.count);
    this.#ends = new Float64Array(this.count);
    const parts: Buffer[] = [];
    let end = 0;
    let n = 0;
    let firstId = 0;
    for (const update of benchStream(options)) {
      if (n === 0) firstId = update.update_id;
      const part = Buffer.from(`${JSON.stringify(update)},`);
      const { chat, text } = bodyOf(update);
      this.chats[n] = chatNumber(chat.id);
      if (options.commandEvery !== undefined && /^\/(me|top)$/.test(text ?? '')) this.commands.add(n);
      if (text === '/rank') this.cards.add(n);
      parts.push(part);
      end += part.length;
      this.#ends[n] = end;
      n += 1;
    }
    this.firstId = firstId;
    this.#bytes = Buffer.concat(parts);
  }

  /** From now on they come; `perSecond` null: all at once. */
  start(perSecond: number | null): void {
    this.#began = performance.now();
    this.#perMs = perSecond === null ? Number.POSITIVE_INFINITY : perSecond / 1000;
  }

  /** How many have come by now. */
  come(): number {
    const passed = performance.now() - this.#began;
    if (passed < 0) return 0;
    return this.#perMs === Number.POSITIVE_INFINITY
      ? this.count
      : Math.min(this.count, Math.floor(passed * this.#perMs));
  }

  /** The moment at which an update came. */
  cameAt(n: number): number {
    return this.#perMs === Number.POSITIVE_INFINITY ? this.#began : this.#began + (n + 1) / this.#perMs;
  }

  /** JSON of the updates from `first` to before `behind`, with commas between. */
  json(first: number, behind: number): Buffer {
    const start = first === 0 ? 0 : (this.#ends[first - 1] as number);
    return this.#bytes.subarray(start, (this.#ends[behind - 1] as number) - 1);
  }
}

function bodyOf(update: BenchUpdate): { chat: { id: number }; text?: string } {
  return (update.message ?? update.edited_message) as { chat: { id: number }; text?: string };
}
