import type { Entry, NewEntry } from '../model/entry.ts';
import type { UserId } from '../model/ids.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Seconds } from '../model/time.ts';
import type { Sign } from './rules.ts';

/** A line of the ledger as it stands now. */
export interface Line extends Entry {
  /** Message ids start anew with each. */
  epoch: number;
  /** The entry that took it back. */
  reversedBy: number | null;
}

/** By whom a line is taken back, and when. */
export interface Reverser {
  at: Seconds;
  /** Null: an anonymous admin. */
  by: UserId | null;
  /** The message that asked for it. */
  messageId: number | null;
}

/**
 * What is as if it had never been once a gift was taken back: one gift less for each of the two, that day's budgets
 * and the intervals of the receiver and the chat, which run from the last gift that still stands. The intervals of
 * the giver and of the pair run on: else whoever takes a gift back could give without end.
 */
export interface Freed {
  /** The gift's entry. */
  entry: number;
  sign: Sign;
  giver: UserId;
  receiver: UserId;
  /** When the gift was made: the budgets of that day are the ones it used. */
  at: Seconds;
  /** What it had brought with it, of that day's cap. */
  experience: number;
}

export interface Reversal {
  entry: NewEntry;
  /** Null: it had counted towards no interval and no budget. */
  freed: Freed | null;
}

type Counted = Pick<NewEntry, 'kind' | 'giver' | 'reputation'>;

/** The sign whose intervals and budgets an entry counts towards; null: it is no gift between members. */
export function countsAs({ kind, giver, reputation }: Counted): Sign | null {
  if (giver === null) return null;
  switch (kind) {
    case 'thanks':
    case 'mention':
      return 'thanks';
    case 'minus':
      return 'minus';
    case 'reaction':
      return reputation < 0 ? 'minus' : 'thanks';
    default:
      return null;
  }
}

/**
 * Takes a line back: the actual change with its sign turned, never cut at a floor or a ceiling, so that line and
 * reversal always sum to nothing. It bears the role of the first giver, for sums by role must come out too.
 * A line is taken back once, and what takes back is no gift.
 */
export function reverse(line: Line, { at, by, messageId }: Reverser): Reversal | Refusal {
  if (line.kind === 'undo') return { no: 'undo_of_undo' };
  if (line.reversedBy !== null) return { no: 'undo_done' };
  const sign = countsAs(line);
  return {
    entry: {
      at,
      kind: 'undo',
      giver: by,
      receiver: line.receiver,
      giverRole: line.giverRole,
      reputation: 0 - line.reputation,
      experience: 0 - line.experience,
      messageId,
      reason: null,
      reverses: line.id,
    },
    freed:
      sign && line.giver !== null
        ? {
            ...{ entry: line.id, sign, giver: line.giver, receiver: line.receiver },
            ...{ at: line.at, experience: line.experience },
          }
        : null,
  };
}
