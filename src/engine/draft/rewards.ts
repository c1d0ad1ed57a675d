import type { UserId } from '../../model/ids.ts';
import type { LinkedGroup } from '../load/links.ts';

/** Where a member stood before an event. */
export interface Before {
  readonly experience: number;
  readonly reputation: number;
  readonly title: number | null;
}

/** What a batch does to the rewards of a chat and of its members; made only where the chat has any. */
export class RewardsDraft {
  /** Who may stand elsewhere by the event that is being applied, or can be tagged again, or no more. */
  readonly moved = new Map<UserId, Before>();
  /** Whose `holdings` are to be written. */
  readonly changed = new Set<UserId>();
  /** The chat's own rewards are others now. */
  listChanged = false;
  /** Groups that were named for links, by who named them and how. */
  readonly groups = new Map<string, LinkedGroup>();
}
