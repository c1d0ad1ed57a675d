import type { UserId } from '../model/ids.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Undone } from '../model/request.ts';
import { MINUTE, type Seconds } from '../model/time.ts';
import { type Line, type Reversal, reverse } from './reverse.ts';
import type { Sign } from './rules.ts';

/** The lines of a chat's ledger that an undo may mean. */
export interface Ledger {
  line(id: number): Line | null;
  /** What a message did, oldest first, taken back or not; what took something back is among it. */
  linesOf(epoch: number, messageId: number): readonly Line[];
  /** The last thing somebody gave that still stands. */
  lastOf(giver: UserId): Line | null;
}

/** Who asks for it, and how. */
export interface Undoer {
  /** Null: an anonymous admin. */
  id: UserId | null;
  admin: boolean;
  at: Seconds;
  /** The command's own message; null for a button. */
  messageId: number | null;
}

export interface Undo {
  line: Line;
  reversal: Reversal;
}

/**
 * What an undo takes back. The giver may for some minutes after the gift; an admin at any time, whatever was given,
 * by reply or by number. Alone, and by the button, it is about one's own last gift for admins too: what a careless
 * word takes back must not be somebody else's, or of last week.
 */
export function decideUndo(
  what: Undone,
  who: Undoer,
  ledger: Ledger,
  epoch: number,
  minutes: Readonly<Record<Sign, number>>,
): Undo[] | Refusal {
  const meant = linesMeant(what, who, ledger, epoch);
  if ('no' in meant) return meant;
  const anybodys = who.admin && (what.by === 'reply' || what.by === 'entry');
  // What others gave a message by their reactions it has not given itself: an admin takes those back by number.
  const isTheirs = (line: Line) => line.kind === 'reaction' && line.giver !== who.id && what.by === 'reply';
  const own = anybodys
    ? meant.filter((line) => !isTheirs(line))
    : meant.filter((line) => line.giver === who.id && line.kind !== 'undo');
  if (own.length === 0)
    return { no: meant.every((line) => line.kind === 'undo') ? 'undo_of_undo' : 'undo_not_yours' };

  const undone: Undo[] = [];
  let refused: Refusal = { no: 'undo_nothing' };
  for (const line of own) {
    const late = anybodys ? null : tooLate(line, who.at, minutes);
    const reversal = late ?? reverse(line, { at: who.at, by: who.id, messageId: who.messageId });
    if ('no' in reversal) refused = reversal;
    else undone.push({ line, reversal });
  }
  return undone.length > 0 ? undone : refused;
}

function linesMeant(what: Undone, who: Undoer, ledger: Ledger, epoch: number): readonly Line[] | Refusal {
  switch (what.by) {
    case 'entry': {
      const line = ledger.line(what.id);
      return line ? [line] : { no: 'no_entry', id: String(what.id) };
    }
    case 'reply':
    case 'message': {
      const lines = ledger.linesOf(what.by === 'message' ? what.epoch : epoch, what.messageId);
      return lines.length > 0 ? lines : { no: 'undo_nothing' };
    }
    case 'last': {
      const last = who.id === null ? null : ledger.lastOf(who.id);
      if (!last) return { no: 'undo_nothing' };
      if (last.messageId === null) return [last];
      // One message may have given to several people: it is taken back as a whole.
      return ledger
        .linesOf(last.epoch, last.messageId)
        .filter((line) => line.giver === who.id && line.kind !== 'undo' && line.reversedBy === null);
    }
  }
}

/** Exactly so many minutes later is still in time. */
function tooLate(line: Line, at: Seconds, minutes: Readonly<Record<Sign, number>>): Refusal | null {
  const allowed = minutes[line.reputation < 0 ? 'minus' : 'thanks'];
  if (allowed === 0) return { no: 'undo_off' };
  return at - line.at > allowed * MINUTE ? { no: 'undo_late', within: allowed * MINUTE } : null;
}
