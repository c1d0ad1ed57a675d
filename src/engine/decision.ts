import type { NewEntry } from '../model/entry.ts';
import type { Notice } from '../model/notice.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Trigger } from '../model/trigger.ts';
import type { Gift } from '../reputation/reverse.ts';
import type { ReactionRow } from './rows.ts';

/** What an event comes to. Nothing has changed yet: `apply.ts` does that, and only that. */
export interface Decision {
  entries: readonly NewEntry[];
  outcome: Outcome | null;
  notices: readonly Notice[];
  /** Gifts that were taken back and no longer count. */
  freed?: readonly Gift[];
  /** What a person's reactions on a message are now; the entry that stands for them comes with `entries`. */
  reaction?: ReactionRow;
  /** The chat's new stored settings. */
  settings?: string;
  /** All of the chat's triggers from now on. */
  triggers?: readonly Trigger[];
  /** Triggers whose intervals begin anew. */
  fired?: readonly number[];
}

export const NOTHING: Decision = { entries: [], outcome: null, notices: [] };
