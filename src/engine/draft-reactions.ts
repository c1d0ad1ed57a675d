import type { UserId } from '../model/ids.ts';
import { DraftRows } from './draft-rows.ts';
import type { ReactionRow } from './rows.ts';

export function reactionKey(epoch: number, messageId: number, userId: UserId): string {
  return `${epoch} ${messageId} ${userId}`;
}

/** A chat's reactions while a batch is folded. */
export class ReactionsDraft {
  /** By epoch, message and person: what reactions have come to. */
  readonly rows = new DraftRows<string, ReactionRow>();
  /** Who wrote the messages that were reacted to, by epoch and message, as stored. */
  readonly authors = new Map<string, number>();

  /** Takes a row that storage knew before the batch. */
  remember(row: ReactionRow): void {
    this.rows.remember(keyOf(row), row);
  }

  get(epoch: number, messageId: number, userId: UserId): ReactionRow | null {
    return this.rows.get(reactionKey(epoch, messageId, userId)) ?? null;
  }

  set(row: ReactionRow): void {
    this.rows.set(keyOf(row), row);
  }

  /** What waits for a message. */
  waitingFor(epoch: number, messageId: number): ReactionRow[] {
    return this.rows
      .all()
      .filter((row) => row.epoch === epoch && row.messageId === messageId && row.waiting !== null);
  }
}

const keyOf = ({ epoch, messageId, userId }: ReactionRow) => reactionKey(epoch, messageId, userId);
