import type { UserId } from './ids.ts';
import type { Seconds } from './time.ts';

export type EntryKind =
  | 'thanks'
  | 'minus'
  | 'mention'
  | 'trigger'
  | 'reaction'
  | 'admin'
  | 'undo'
  // What was taken without being a gift: `moderation/`.
  | 'ban'
  | 'kick'
  | 'restriction'
  | 'delete'
  | 'vote'
  | 'decay'
  // Points of everybody that are counted in another way from now on.
  | 'convert'
  // For who was named in a recognition poll, and for who named them.
  | 'bonus';

const NO_GIFTS: ReadonlySet<EntryKind> = new Set([
  ...(['ban', 'kick', 'restriction', 'delete', 'vote', 'decay', 'convert', 'bonus'] as const),
]);

/** Whether somebody gave something by it, for better or worse, and may therefore speak of their last gift. */
export const isGiven = (kind: EntryKind): boolean => kind !== 'undo' && !NO_GIFTS.has(kind);

/** The giver's standing when it was given, whatever the settings; `system` where no person gave. */
export type GiverRole = 'admin' | 'member' | 'system';

/** A line of the ledger before it has its number. Append-only: what was written is never changed. */
export interface NewEntry {
  at: Seconds;
  kind: EntryKind;
  giver: UserId | null;
  receiver: UserId;
  giverRole: GiverRole;
  /** The actual change, after floors and ceilings. */
  reputation: number;
  experience: number;
  messageId: number | null;
  reason: string | null;
  /** The entry that this one takes back. */
  reverses: number | null;
}

/** A line of the ledger. `id` counts from 1 within its chat, without gaps. */
export interface Entry extends NewEntry {
  id: number;
}
