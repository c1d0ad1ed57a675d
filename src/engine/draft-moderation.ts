import type { UserId } from '../model/ids.ts';
import type { Seconds } from '../model/time.ts';
import type { Past } from '../moderation/sanction.ts';
import type { Removal } from '../outbox/store.ts';
import { DraftRows } from './draft-rows.ts';

export interface PastRow extends Past {
  user: UserId;
  banEntry: number | null;
}

/** A message that is to be removed: as much of it as its row holds. */
export interface Doomed {
  epoch: number;
  messageId: number;
  author: number;
  /** When it was written; of one that is not known, when it was removed. */
  at: Seconds;
  deletedAt: Seconds;
}

/** What sanctions and removals change in a chat while a batch is folded. */
export class ModerationDraft {
  readonly pasts = new DraftRows<UserId, PastRow>();
  /** Messages that `/del` asks about, as stored. */
  readonly asked = new Map<string, { at: Seconds; deletedAt: Seconds | null }>();
  readonly doomed = new Map<string, Doomed>();
  readonly removals: Removal[] = [];

  /** When a message was told to go; null: it was not. */
  deletedAt(key: string): Seconds | null {
    return this.doomed.get(key)?.deletedAt ?? this.asked.get(key)?.deletedAt ?? null;
  }
}

export const messageKey = (epoch: number, messageId: number): string => `${epoch} ${messageId}`;
