import type { MessageEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import { VOTE_LASTS } from '../../moderation/votes.ts';
import { messageKey, type VoteRow } from '../draft/moderation.ts';
import type { ChatDraft } from '../draft.ts';
import { ballotOver } from './ballot.ts';

/** A message that is to go. */
export interface Removal {
  messageId: number;
  epoch: number;
  /** Telegram's own accounts stand for authors who are no people. */
  author: number;
  /** When it was written, as far as is known. */
  writtenAt: Seconds | null;
  /** False: so far there was only a vote, `vote`. */
  gone: boolean;
  vote?: VoteRow;
}

/** Writes down that it goes, and has it removed together with the command; of a vote, the command alone. */
export function applyRemoval(facts: ChatDraft, event: MessageEvent, removal: Removal): void {
  const { messageId, epoch, author, writtenAt, gone, vote } = removal;
  const { at, messageId: command } = event;
  const { moderation, row } = facts;
  const key = messageKey(epoch, messageId);
  if (vote) {
    moderation.votes.set(key, vote);
    const dueAt = vote.startedAt + VOTE_LASTS;
    if (vote.voters.length === 1) moderation.later.push({ notice: ballotOver(facts, event, vote), dueAt });
  } else if (moderation.votes.get(key)) moderation.votes.set(key, null);
  if (!gone) {
    moderation.removals.push({ chat: row.chatId, messageIds: [command], at, dueAt: 0 });
    return;
  }
  const length = moderation.asked.get(key)?.length ?? facts.messages.get(key)?.length ?? 0;
  debit(facts, author, writtenAt, length);
  moderation.doomed.set(key, { epoch, messageId, author, at: writtenAt ?? at, deletedAt: at });
  moderation.removals.push({ chat: row.chatId, messageIds: [messageId, command], at, dueAt: 0 });
}

/** In a conversation that is still open its characters count against its author: see `conversations.ts`. */
function debit(facts: ChatDraft, author: number, writtenAt: Seconds | null, length: number): void {
  const member = facts.members.get(author as UserId);
  if (!member || member.spanClosesAt === null) return;
  const row = facts.spans.get(member.userId);
  if (!row.span || writtenAt === null || writtenAt < row.span.firstAt) return;
  const span = { ...row.span, deleted: row.span.deleted + length };
  facts.spans.set(facts.touch(member.userId, writtenAt), { ...row, span });
}
