import type { UserId } from '../../model/ids.ts';
import { DraftRows } from './draft-rows.ts';
import type { MessageRow, ReactionRow } from './rows.ts';

export function reactionKey(epoch: number, messageId: number, userId: UserId): string {
  return `${epoch} ${messageId} ${userId}`;
}

/** What a reaction must know of its message. */
export type ReactedMessage = Pick<MessageRow, 'userId' | 'at' | 'thread'>;

/** A chat's reactions while a batch is folded. */
export class ReactionsDraft {
  /** By epoch, message and person: what reactions have come to. */
  readonly rows = new DraftRows<string, ReactionRow>();
  /** The messages that were reacted to, by epoch and number, as stored. */
  readonly known = new Map<string, ReactedMessage>();
  readonly #messages: ReadonlyMap<string, MessageRow>;
  /** Whose reactions on a message have brought its author experience. */
  readonly #counted = new Map<string, Set<UserId>>();

  /** `messages`: those of the batch. */
  constructor(messages: ReadonlyMap<string, MessageRow>) {
    this.#messages = messages;
  }

  /** Null: it has not come yet, or is older than what is remembered. */
  messageOf(epoch: number, messageId: number): ReactedMessage | null {
    const key = `${epoch} ${messageId}`;
    // What is stored is never replaced by what a later edit shows.
    return this.known.get(key) ?? this.#messages.get(key) ?? null;
  }

  /** Takes whom storage has counted. */
  rememberCounted(epoch: number, messageId: number, people: readonly UserId[]): void {
    for (const id of people) this.#count(epoch, messageId, id);
  }

  countedOn(epoch: number, messageId: number): number {
    return this.#counted.get(`${epoch} ${messageId}`)?.size ?? 0;
  }

  #count(epoch: number, messageId: number, id: UserId): void {
    const key = `${epoch} ${messageId}`;
    const people = this.#counted.get(key);
    if (people) people.add(id);
    else this.#counted.set(key, new Set([id]));
  }

  /** Takes a row that storage knew before the batch. */
  remember(row: ReactionRow): void {
    this.rows.remember(keyOf(row), row);
  }

  get(epoch: number, messageId: number, userId: UserId): ReactionRow | null {
    return this.rows.get(reactionKey(epoch, messageId, userId)) ?? null;
  }

  set(row: ReactionRow): void {
    this.rows.set(keyOf(row), row);
    if (row.counted) this.#count(row.epoch, row.messageId, row.userId);
  }

  /** What waits for a message. */
  waitingFor(epoch: number, messageId: number): ReactionRow[] {
    return this.rows
      .all()
      .filter((row) => row.epoch === epoch && row.messageId === messageId && row.waiting !== null);
  }
}

const keyOf = ({ epoch, messageId, userId }: ReactionRow) => reactionKey(epoch, messageId, userId);
