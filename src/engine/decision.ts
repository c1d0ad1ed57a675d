import type { NewEntry } from '../model/entry.ts';
import type { Notice } from '../model/notice.ts';
import type { Outcome } from '../model/outcome.ts';

/** What an event comes to. Nothing has changed yet: `apply.ts` does that, and only that. */
export interface Decision {
  entries: readonly NewEntry[];
  outcome: Outcome | null;
  notices: readonly Notice[];
  /** The chat's new stored settings. */
  settings?: string;
}

export const NOTHING: Decision = { entries: [], outcome: null, notices: [] };
