import type { UserId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import type { Silence } from '../../moderation/decay.ts';
import type { Past } from '../../moderation/sanction.ts';
import type { Vote } from '../../moderation/votes.ts';
import type { Later, Removal } from '../../outbox/store.ts';
import { DraftRows } from './draft-rows.ts';

export interface PastRow extends Past {
  user: UserId;
  banEntry: number | null;
}

export interface VoteRow extends Vote {
  epoch: number;
  messageId: number;
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

/** A chat's looks at who is silent: see `moderation/decay.ts`. */
export interface DecayRun {
  begunAt: Seconds;
  nextAt: Seconds;
  cursor: number;
}

/** What sanctions, removals and silence change in a chat while a batch is folded. */
export class ModerationDraft {
  readonly pasts = new DraftRows<UserId, PastRow>();
  /** By epoch and message. */
  readonly votes = new DraftRows<string, VoteRow>();
  readonly later: Later[] = [];
  /** Messages that `/del` asks about, as stored. */
  readonly asked = new Map<string, { at: Seconds; length: number; deletedAt: Seconds | null }>();
  readonly doomed = new Map<string, Doomed>();
  readonly removals: Removal[] = [];
  readonly silences = new DraftRows<UserId, Silence & { user: UserId }>();
  readonly decay = new DecayDraft();

  /** When a message was told to go; null: it was not. */
  deletedAt(key: string): Seconds | null {
    return this.doomed.get(key)?.deletedAt ?? this.asked.get(key)?.deletedAt ?? null;
  }
}

/** A chat's looks at who is silent, as far as they were read or begun. */
export class DecayDraft {
  run: DecayRun | null = null;
  /** The members that are looked at in this transaction; null: none. */
  piece: readonly UserId[] | null = null;
  changed = false;

  set(run: DecayRun | null): void {
    this.run = run;
    this.piece = null;
    this.changed = true;
  }
}

export const messageKey = (epoch: number, messageId: number): string => `${epoch} ${messageId}`;
