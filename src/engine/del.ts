import type { NewEntry } from '../model/entry.ts';
import type { MessageEvent } from '../model/event.ts';
import type { KeyLine, Notice } from '../model/notice.ts';
import { HOUR } from '../model/time.ts';
import { accountOf } from './account.ts';
import { answer, refused } from './answer.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';
import { messageKey } from './draft-moderation.ts';
import { epochOf } from './reactions.ts';
import { lossEntry, lossOf, type Taker } from './sanctions.ts';

/** For so long Telegram lets a bot remove a message. */
const REMOVABLE_HOURS = 48;

/** An admin removes the message that the command answers; its author loses what the chat's settings say. */
export function removeMessage(facts: ChatDraft, event: MessageEvent, reason: string | null): Decision {
  const { reply, at } = event;
  if (reply.to !== 'message') return refused(facts, event, { no: 'unknown_message' });
  // Since the upgrade its number is another message's.
  if (event.upgrades) return refused(facts, event, { no: 'unknown_message' });
  if (!facts.row.botCanDelete) return refused(facts, event, { no: 'cannot_delete' });
  const epoch = epochOf(facts, event);
  const key = messageKey(epoch, reply.messageId);
  if (facts.moderation.deletedAt(key) !== null) return refused(facts, event, { no: 'removed_already' });
  const writtenAt = facts.moderation.asked.get(key)?.at ?? facts.messages.get(key)?.at ?? null;
  if (writtenAt !== null && at - writtenAt >= REMOVABLE_HOURS * HOUR)
    return refused(facts, event, { no: 'too_old_to_remove', hours: REMOVABLE_HOURS });

  const by: Taker = { id: event.author.is === 'person' ? event.author.person.id : null, role: 'admin' };
  const entry = removalEntry(facts, event, by, reason);
  return {
    ...NOTHING,
    entries: entry ? [entry] : [],
    removal: { messageId: reply.messageId, epoch, author: accountOf(reply.author), writtenAt },
    notices: entry ? told(facts, event, entry) : [],
  };
}

/**
 * A line of the ledger, also where nothing is taken: who removed whose message is to be found in the log. Null: its author
 * is no person, or removes their own.
 */
function removalEntry(
  facts: ChatDraft,
  { reply, at }: MessageEvent,
  by: Taker,
  reason: string | null,
): NewEntry | null {
  if (reply.to !== 'message' || reply.author.is !== 'person') return null;
  const member = facts.member(reply.author.person.id);
  if (!member || member.id === by.id) return null;
  const entry = lossEntry(facts, 'delete', by, member, lossOf(facts.rules.settings, 'delete'), at);
  return { ...entry, messageId: reply.messageId, reason };
}

/** That the message is gone is seen; what it cost is told. */
function told(facts: ChatDraft, event: MessageEvent, entry: NewEntry): Notice[] {
  const member = facts.member(entry.receiver);
  const lines: KeyLine[] = [];
  for (const what of ['reputation', 'experience'] as const) {
    const change = entry[what];
    if (change === 0 || !member) continue;
    const receiver = { person: member.id, name: member.name };
    lines.push({ key: `undo.${what}`, params: { receiver, change, after: member[what] + change } });
  }
  if (lines.length === 0) return [];
  const notice = answer(facts, event, 'del.removed');
  return [{ ...notice, lines: [{ key: 'del.removed', params: {} }, ...lines] }];
}
