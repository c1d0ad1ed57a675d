import type { NewEntry } from '../../model/entry.ts';
import type { MessageEvent } from '../../model/event.ts';
import type { Notice } from '../../model/notice.ts';
import type { Refusal } from '../../model/refusal.ts';
import { HOUR } from '../../model/time.ts';
import { accountOf } from '../account.ts';
import { answer, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import { messageKey } from '../draft/moderation.ts';
import type { ChatDraft } from '../draft.ts';
import { epochOf } from '../reputation/reactions.ts';
import { ballotOver } from './ballot.ts';
import { lossLines, noteAuthor } from './note-author.ts';
import type { Removal } from './removal.ts';
import { lossEntry, lossOf, type Taker } from './sanctions.ts';
import { mayVote, vote } from './vote.ts';

/** For so long Telegram lets a bot remove a message. */
const REMOVABLE_HOURS = 48;

/**
 * Removes the message that the command answers: at once by an admin, by enough votes of members who may vote. Its author
 * loses what the chat's settings say.
 */
export function removeMessage(
  facts: ChatDraft,
  event: MessageEvent,
  reason: string | null,
  admin: boolean,
): Decision {
  const voter = admin || event.author.is !== 'person' ? null : event.author.person.id;
  const may = voter === null ? null : mayVote(facts, voter);
  if (may) return refused(facts, event, may);
  const found = removalOf(facts, event);
  if ('no' in found) return refused(facts, event, found);
  if (voter === null) {
    const id = event.author.is === 'person' ? event.author.person.id : null;
    const decision = remove(facts, event, found, { id, role: 'admin' }, reason);
    return { ...decision, notices: [...decision.notices, ...told(facts, event, decision.entries)] };
  }
  return vote(facts, event, voter, found, () =>
    remove(facts, event, found, { id: null, role: 'system' }, null),
  );
}

/** The message that is meant, if it can be removed. */
function removalOf(facts: ChatDraft, event: MessageEvent): Omit<Removal, 'gone'> | Refusal {
  const { reply, at } = event;
  // Since an upgrade its number is another message's.
  if (reply.to !== 'message' || event.upgrades) return { no: 'unknown_message' };
  if (!facts.row.botCanDelete) return { no: 'cannot_delete' };
  const epoch = epochOf(facts, event);
  const key = messageKey(epoch, reply.messageId);
  if (facts.moderation.deletedAt(key) !== null) return { no: 'removed_already' };
  const writtenAt = facts.moderation.asked.get(key)?.at ?? facts.messages.get(key)?.at ?? null;
  if (writtenAt !== null && at - writtenAt >= REMOVABLE_HOURS * HOUR)
    return { no: 'too_old_to_remove', hours: REMOVABLE_HOURS };
  return { messageId: reply.messageId, epoch, author: accountOf(reply.author), writtenAt };
}

function remove(
  facts: ChatDraft,
  event: MessageEvent,
  removal: Omit<Removal, 'gone'>,
  by: Taker,
  reason: string | null,
): Decision {
  const entry = removalEntry(facts, event, by, reason);
  const running = facts.moderation.votes.get(messageKey(removal.epoch, removal.messageId));
  const { notices, ...noted } = noteAuthor(facts, entry, reason);
  return {
    ...NOTHING,
    entries: entry ? [entry] : [],
    removal: { ...removal, gone: true },
    notices: [...(running ? [ballotOver(facts, event, running)] : []), ...notices],
    ...noted,
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
function told(facts: ChatDraft, event: MessageEvent, [entry]: readonly NewEntry[]): Notice[] {
  const lines = entry ? lossLines(facts, entry) : [];
  if (lines.length === 0) return [];
  const notice = answer(facts, event, 'del.removed');
  return [{ ...notice, lines: [{ key: 'del.removed', params: {} }, ...lines] }];
}
