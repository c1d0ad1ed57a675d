import { tooMany } from './api-error.ts';

/** Counts events of the last `windowMs`; O(1) amortised. */
class Window {
  #times: number[] = [];
  readonly #max: number;
  readonly #windowMs: number;

  constructor(max: number, windowMs: number) {
    this.#max = max;
    this.#windowMs = windowMs;
  }

  /** Milliseconds until another event fits; 0 where it fits now. */
  waitAt(now: number): number {
    while (this.#times[0] !== undefined && this.#times[0] <= now - this.#windowMs) this.#times.shift();
    if (this.#times.length < this.#max) return 0;
    return (this.#times[0] as number) + this.#windowMs - now;
  }

  add(now: number): void {
    this.#times.push(now);
  }
}

const COUNTED = /^(send(?!ChatAction)|edit|copyMessage|forwardMessage)/;

/**
 * Telegram's flood limits: 30 messages a second in all, about one a second in a chat (three in a row
 * pass), 20 a minute in a group; edits count too. Beyond them 429 with `retry_after`.
 */
export class FloodLimits {
  readonly #all = new Window(30, 1000);
  readonly #chats = new Map<number, { burst: Window; minute: Window }>();

  check(method: string, chatId: unknown, now: number): void {
    if (!COUNTED.test(method) || typeof chatId !== 'number') return;
    let chat = this.#chats.get(chatId);
    if (!chat) {
      chat = { burst: new Window(3, 3000), minute: new Window(chatId < 0 ? 20 : 60, 60_000) };
      this.#chats.set(chatId, chat);
    }
    const windows = [this.#all, chat.burst, chat.minute];
    const wait = Math.max(...windows.map((window) => window.waitAt(now)));
    if (wait > 0) throw tooMany(Math.max(Math.ceil(wait / 1000), 1));
    for (const window of windows) window.add(now);
  }
}
