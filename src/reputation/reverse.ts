import type { Entry, NewEntry } from '../model/entry.ts';
import type { UserId } from '../model/ids.ts';
import type { Seconds } from '../model/time.ts';
import type { Sign } from './rules.ts';

/** One gift as intervals and budgets count it. */
export interface Gift {
  sign: Sign;
  giver: UserId;
  receiver: UserId;
  at: Seconds;
}

/** Who takes an entry back, when, and by which message. */
export interface Taking {
  at: Seconds;
  by: UserId | null;
  messageId: number | null;
  reason: string | null;
}

/** What taking an entry back comes to. */
export interface Reversal {
  entry: NewEntry;
  /** The gift that no longer counts; null where none was counted. */
  freed: Gift | null;
}

/**
 * Takes an entry back: never a deleted line but a reversing one, of the actual change, also below a floor, so that
 * what is left is what would be without it. It bears the role of the first giver, whoever takes it back: points
 * from admins go where they came from.
 *
 * `freed` frees the receiver's and the chat's interval and both budgets, not the giver's and the pair's interval:
 * so giving and taking back in turn gains nothing, and costs a giver their turn. Null: it is itself a reversal, and
 * those stand. Whether it has been reversed already is the caller's to know (`ReactionFacts.isReversed`).
 */
export function reverse(entry: Entry, taking: Taking): Reversal | null {
  if (entry.reverses !== null) return null;
  return {
    entry: {
      at: taking.at,
      kind: 'undo',
      giver: taking.by,
      receiver: entry.receiver,
      giverRole: entry.giverRole,
      reputation: opposite(entry.reputation),
      experience: opposite(entry.experience),
      messageId: taking.messageId,
      reason: taking.reason,
      reverses: entry.id,
    },
    freed: giftOf(entry),
  };
}

/** What an entry counts as in intervals and budgets; null: nothing, as what admins give by command. */
export function giftOf(entry: NewEntry): Gift | null {
  const sign = signOf(entry);
  if (sign === null || entry.giver === null) return null;
  return { sign, giver: entry.giver, receiver: entry.receiver, at: entry.at };
}

function signOf({ kind, reputation }: NewEntry): Sign | null {
  switch (kind) {
    case 'thanks':
    case 'mention':
      return 'thanks';
    case 'minus':
      return 'minus';
    case 'reaction':
      return reputation < 0 ? 'minus' : 'thanks';
    case 'trigger':
    case 'admin':
    case 'undo':
      return null;
  }
}

/** Not −0, which no database has. */
const opposite = (points: number) => (points === 0 ? 0 : -points);
