import type { Update } from '../types.ts';

/** An update on its way. Kept as JSON: what was said stays as it was when it was said. */
export interface QueuedUpdate {
  seq: number;
  id: number;
  json: string;
  /** The chat it belongs to, for shuffling between chats. */
  chat: string;
  /** The delivery queue within which Telegram keeps the order. */
  queue: string;
  delivered: boolean;
  /** Injected with an id of its own: delivered once whatever the poller's offset is. */
  sticky: boolean;
}

// Telegram sends these only to bots that ask for them by name.
const ON_REQUEST = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

interface Located {
  chat?: { id: number };
  from?: { id: number };
  user?: { id: number };
  message?: { chat?: { id: number } };
  new_chat_member?: { user: { id: number } };
}

/** The kind of an update: the one field beside `update_id`. */
export function kindOf(update: Record<string, unknown>): string {
  for (const key in update) if (key !== 'update_id') return key;
  return '';
}

function keysOf(kind: string, payload: Located | undefined): { chat: string; queue: string } {
  const chat = String(payload?.chat?.id ?? payload?.message?.chat?.id ?? payload?.from?.id ?? 0);
  if (kind === 'callback_query') return { chat, queue: `callback ${payload?.from?.id}` };
  if (kind.startsWith('message_reaction')) return { chat, queue: `reaction ${chat}` };
  if (kind === 'chat_member') return { chat, queue: `member ${payload?.new_chat_member?.user.id}` };
  return { chat, queue: `chat ${chat}` };
}

/** What the bot has not confirmed yet, and what it asks for. */
export interface SavedUpdates {
  nextId: number;
  allowed: string[] | undefined;
  pending: QueuedUpdate[];
}

/** The bot's queue of updates, for whichever way it fetches them. */
export class UpdateStore {
  #pending: QueuedUpdate[] = [];
  #head = 0;
  #seq = 0;
  #nextId: number;
  #allowed: Set<string> | undefined;
  #listener: (() => void) | undefined;

  constructor(firstId: number) {
    this.#nextId = firstId;
  }

  /** The id the next update will bear; set it to play the restart of ids after a quiet week. */
  get nextId(): number {
    return this.#nextId;
  }
  set nextId(id: number) {
    this.#nextId = id;
  }

  get allowed(): string[] | undefined {
    return this.#allowed && [...this.#allowed];
  }

  /** `allowed_updates`: undefined keeps the former choice, an empty list is Telegram's default. */
  setAllowed(kinds: string[] | undefined): void {
    if (kinds) this.#allowed = kinds.length === 0 ? undefined : new Set(kinds);
  }

  isAllowed(kind: string): boolean {
    return this.#allowed ? this.#allowed.has(kind) : !ON_REQUEST.has(kind);
  }

  /** Whoever takes the updates: woken by each new one, and at once where some are waiting. */
  onUpdate(listener: (() => void) | undefined): void {
    this.#listener = listener;
    if (this.length > 0) listener?.();
  }

  get length(): number {
    return this.#pending.length - this.#head;
  }

  /** Queues an update of a kind; nothing happens where the bot did not ask for it. */
  emit(kind: string, payload: unknown): number | undefined {
    if (!this.isAllowed(kind)) return undefined;
    return this.push({ [kind]: payload });
  }

  /** Queues any update, asked for or not. An id of its own is kept, so duplicates can be played. */
  push(update: Record<string, unknown> & { update_id?: number }): number {
    const id = update.update_id ?? this.#nextId;
    const sticky = id < this.#nextId;
    if (!sticky) this.#nextId = id + 1;
    const kind = kindOf(update);
    const keys = keysOf(kind, update[kind] as Located | undefined);
    const json = JSON.stringify(update.update_id === undefined ? { update_id: id, ...update } : update);
    this.#pending.push({ seq: ++this.#seq, id, json, ...keys, delivered: false, sticky });
    this.#listener?.();
    return id;
  }

  /** Confirms what is older than `offset`, as a poller does by asking for it. */
  forgetBefore(offset: number): void {
    const last = this.#pending.at(-1);
    if (!last || this.length === 0) return;
    // An offset far beyond the queue is of an older numbering: Telegram ignores it. What comes again bears an old number.
    if (offset > Math.max(last.id, this.#nextId - 1) + 11) return;
    while (this.#head < this.#pending.length) {
      const first = this.#pending[this.#head] as QueuedUpdate;
      if (first.id >= offset || (first.sticky && !first.delivered)) break;
      this.#head++;
    }
    this.#tidy();
  }

  /** A negative offset: only the last `n` stay. */
  keepLast(n: number): void {
    this.#head = Math.max(this.#head, this.#pending.length - n);
    this.#tidy();
  }

  /** The oldest `limit` updates; they stay until confirmed. */
  peek(limit: number): QueuedUpdate[] {
    return this.#pending.slice(this.#head, this.#head + limit);
  }

  /** Takes everything out, for a webhook's own queues. */
  takeAll(): QueuedUpdate[] {
    const all = this.#pending.slice(this.#head);
    this.#pending = [];
    this.#head = 0;
    return all;
  }

  /** Gives back what a webhook could not deliver. */
  putBack(updates: QueuedUpdate[]): void {
    this.#pending = [...updates, ...this.takeAll()].sort((a, b) => a.seq - b.seq);
    if (this.length > 0) this.#listener?.();
  }

  clear(): void {
    this.takeAll();
  }

  saved(): SavedUpdates {
    return { nextId: this.#nextId, allowed: this.allowed, pending: this.peek(this.length) };
  }

  /** Into an empty queue; `leap`: so many ids are left out. */
  restore({ nextId, allowed, pending }: SavedUpdates, leap: number): void {
    this.#nextId = nextId + leap;
    this.#allowed = allowed && new Set(allowed);
    this.#seq = Math.max(this.#seq, ...pending.map(({ seq }) => seq));
    this.putBack(pending.map((update) => ({ ...update, delivered: false })));
  }

  // Confirmed updates are cut off in slices, so that each confirmation costs O(1).
  #tidy(): void {
    if (this.#head < 4096 || this.#head * 2 < this.#pending.length) return;
    this.#pending = this.#pending.slice(this.#head);
    this.#head = 0;
  }
}

export type RawUpdate = Partial<Update> & Record<string, unknown>;
