import type { NewEntry } from '../../model/entry.ts';
import type { KeyLine } from '../../model/notice.ts';
import { TELL_EVERY } from '../../reputation/tell.ts';
import { toPerson } from '../answer.ts';
import type { Decision } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';

/**
 * What the author of a removed message is told in private, with what it cost; `entry` is its line in the ledger. Only who
 * has started the bot and wants to be told of things, and no more often than of thanks that did not count.
 */
export function noteAuthor(
  facts: ChatDraft,
  entry: NewEntry | null,
  reason: string | null,
): Pick<Decision, 'notices' | 'told'> {
  if (!entry || !facts.rules.settings['moderation.tell_author']) return { notices: [] };
  const { receiver: id, at } = entry;
  const [member, person] = [facts.member(id), facts.people.get(id)];
  if (!member || !person?.dmOpen || person.isBot || facts.members.get(id)?.unannounced)
    return { notices: [] };
  if (member.toldAt !== null && at - member.toldAt < TELL_EVERY) return { notices: [] };
  const by = entry.giverRole === 'system' ? 'votes' : 'admin';
  const key = `del.note_${by}`;
  const params = { chat: facts.row.title, ...(by === 'admin' && { reason }) };
  const notice = toPerson(person, key, {}, at);
  return { told: id, notices: [{ ...notice, lines: [{ key, params }, ...costOf(facts, entry)] }] };
}

function costOf(facts: ChatDraft, entry: NewEntry): KeyLine[] {
  const lines = lossLines(facts, entry);
  return lines.length === 0 ? [] : [{ key: 'del.note_cost', params: {} }, ...lines];
}

/** What a removal took, reputation before experience; empty: nothing. */
export function lossLines(facts: ChatDraft, entry: NewEntry): KeyLine[] {
  const member = facts.member(entry.receiver);
  if (!member) return [];
  const receiver = { person: member.id, name: member.name };
  return (['reputation', 'experience'] as const).flatMap((what) => {
    const change = entry[what];
    return change === 0
      ? []
      : [{ key: `undo.${what}`, params: { receiver, change, after: member[what] + change } }];
  });
}
