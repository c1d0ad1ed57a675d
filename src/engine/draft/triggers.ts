import { later, type Seconds } from '../../model/time.ts';
import type { Trigger } from '../../model/trigger.ts';
import { bookOf, type TriggerBook } from '../reputation/triggers.ts';
import type { ChatRow } from './rows.ts';

/** The chat whose triggers they are: its row names them, and says when they last did something. */
interface OfChat {
  readonly row: Pick<ChatRow, 'triggers' | 'triggersFired'>;
  chatChanged: boolean;
}

/** A chat's triggers while a batch is folded. */
export class TriggersDraft {
  readonly #chat: OfChat;
  #book: TriggerBook;
  /** Ids of triggers that are new, other, or gone; null: none. */
  #changed: Set<number> | null = null;

  constructor(chat: OfChat, book: TriggerBook) {
    this.#chat = chat;
    this.#book = book;
  }

  get book(): TriggerBook {
    return this.#book;
  }
  get list(): readonly Trigger[] {
    return this.#book.list;
  }
  get changed(): readonly number[] {
    return this.#changed ? [...this.#changed].sort((a, b) => a - b) : [];
  }

  /** When a trigger last did something, where it has an interval. */
  firedAt(trigger: number): Seconds | null {
    return this.#fired()[trigger] ?? null;
  }

  /** A trigger did something; remembered only of those with an interval. */
  fire(trigger: number, at: Seconds): void {
    if (!this.list.some(({ id, interval }) => id === trigger && interval > 0)) return;
    const fired = this.#fired();
    fired[trigger] = later(fired[trigger] ?? null, at);
    this.#chat.row.triggersFired = JSON.stringify(fired);
    this.#chat.chatChanged = true;
  }

  /** The chat's triggers from now on. */
  set(list: readonly Trigger[]): void {
    const before = new Map(this.list.map((trigger) => [trigger.id, trigger]));
    const fired = this.#fired();
    const changed = this.#changed ?? new Set();
    this.#changed = changed;
    for (const trigger of list) {
      if (before.get(trigger.id) !== trigger) changed.add(trigger.id);
      if (trigger.interval === 0) delete fired[trigger.id];
      before.delete(trigger.id);
    }
    for (const id of before.keys()) {
      changed.add(id);
      // Its number may be given to another.
      delete fired[id];
    }
    this.#book = bookOf(list);
    this.#chat.row.triggers = this.#book.name;
    this.#chat.row.triggersFired = JSON.stringify(fired);
    this.#chat.chatChanged = true;
  }

  #fired(): Record<string, Seconds> {
    return JSON.parse(this.#chat.row.triggersFired) as Record<string, Seconds>;
  }
}
