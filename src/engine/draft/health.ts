import type { Kept } from '../../health/judge.ts';
import type { RightName } from '../../health/rights.ts';
import type { ChatId, UserId } from '../../model/ids.ts';
import { DraftRows } from './draft-rows.ts';

/** What a chat lacks, while a batch is folded. */
export class HealthDraft {
  readonly kept = new DraftRows<RightName, Kept>();
  /** Who brought the bot in within this batch. */
  newlyAddedBy: UserId | null = null;
  /** Those whom a note of this batch tells; it is not sent before the commit. */
  readonly telling = new Set<UserId>();
  readonly #storedAddedBy: UserId | null;

  constructor(kept: readonly Kept[], addedBy: UserId | null) {
    for (const row of kept) this.kept.remember(row.name, row);
    this.#storedAddedBy = addedBy;
  }

  get addedBy(): UserId | null {
    return this.newlyAddedBy ?? this.#storedAddedBy;
  }

  get all(): ReadonlyMap<RightName, Kept> {
    return new Map(this.kept.all().map((row) => [row.name, row]));
  }
}

/** The row of `saveAilments`. */
export function ailmentRow(chat: ChatId, kept: Kept): (string | number | null)[] {
  const { name, since, toldAt, toldTo, healedAt, detail } = kept;
  return [chat, name, since, toldAt, JSON.stringify(toldTo), healedAt, detail];
}
