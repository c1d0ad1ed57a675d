import type { MessageEvent, PressEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { KeyLine } from '../../model/notice.ts';
import type { Result } from '../../model/outcome.ts';
import type { Undone } from '../../model/request.ts';
import { decideUndo, type Undo } from '../../reputation/undo.ts';
import { refusedGift, say } from '../answer.ts';
import type { Decision } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';

const RULE = '/undo';
/** More are counted, not named: a message can have collected hundreds of reactions. */
const MOST_NAMED = 10;

/** Takes back what was given, asked for by command or button. */
export function undo(facts: ChatDraft, event: MessageEvent | PressEvent, what: Undone): Decision {
  const id = event.is === 'press' ? event.person.id : authorOf(event);
  const { settings } = facts.rules;
  const undone = decideUndo(
    what,
    {
      id,
      admin: id === null || facts.member(id)?.role === 'admin',
      at: event.at,
      messageId: event.is === 'message' ? event.messageId : null,
    },
    facts.ledger,
    facts.row.epoch,
    { thanks: settings['reputation.undo_minutes'], minus: settings['negative.undo_minutes'] },
  );
  if ('no' in undone) return refusedGift(facts, event, RULE, undone);
  const named = undone.slice(0, MOST_NAMED);
  const results = named.map(({ line, reversal }): Result => {
    const { reputation: gave, experience } = reversal.entry;
    const name = nameOf(facts, line.receiver);
    return { receiver: line.receiver, name, gave, ...(experience !== 0 && { experience }) };
  });
  const falls = (undone[0]?.reversal.entry.reputation ?? 0) < 0;
  return {
    entries: undone.map(({ reversal }) => reversal.entry),
    freed: undone.flatMap(({ reversal }) => reversal.freed ?? []),
    outcome: event.is === 'message' ? { rule: RULE, sign: falls ? 'minus' : 'thanks', results } : null,
    notices: [{ ...say(facts, event, 'undo.title'), lines: linesOf(facts, undone) }],
  };
}

/** Null: an anonymous admin; nobody else's commands come so far. */
function authorOf(event: MessageEvent): UserId | null {
  return event.author.is === 'person' ? event.author.person.id : null;
}

const BOTH = ['reputation', 'experience'] as const;
const ALONE = ['reputation'] as const;

const nameOf = (facts: ChatDraft, id: UserId): string => facts.member(id)?.name ?? `#${id}`;

function linesOf(facts: ChatDraft, undone: readonly Undo[]): KeyLine[] {
  const lines: KeyLine[] = [{ key: 'undo.title', params: {} }];
  const after = new Map<string, number>();
  for (const [index, { line, reversal }] of undone.entries()) {
    const person = facts.member(line.receiver);
    // What being thanked has brought along goes without saying.
    for (const what of line.kind === 'trigger' || line.reputation === 0 ? BOTH : ALONE) {
      const change = reversal.entry[what];
      if (change === 0) continue;
      const total = (after.get(`${line.receiver} ${what}`) ?? person?.[what] ?? 0) + change;
      after.set(`${line.receiver} ${what}`, total);
      if (index >= MOST_NAMED) continue;
      const receiver = { person: line.receiver, name: nameOf(facts, line.receiver) };
      lines.push({ key: `undo.${what}`, params: { receiver, change, after: total } });
    }
  }
  if (undone.length > MOST_NAMED) {
    lines.push({ key: 'undo.more', params: { others: undone.length - MOST_NAMED } });
  }
  return lines;
}
