import type { NewEntry } from '../model/entry.ts';
import type { Notice } from '../model/notice.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Trigger } from '../model/trigger.ts';
import type { Offer } from '../reputation/air.ts';

/** What an event comes to. Nothing has changed yet: `apply.ts` does that, and only that. */
export interface Decision {
  entries: readonly NewEntry[];
  outcome: Outcome | null;
  notices: readonly Notice[];
  /** The chat's new stored settings. */
  settings?: string;
  /** All of the chat's triggers from now on. */
  triggers?: readonly Trigger[];
  /** Triggers whose intervals begin anew. */
  fired?: readonly number[];
  /** A question that is asked, or that was answered; then `outcome` is what its thank-you came to. */
  offer?: Offer;
}

export const NOTHING: Decision = { entries: [], outcome: null, notices: [] };
