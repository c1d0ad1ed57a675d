import type { MessageEvent } from '../model/event.ts';
import type { Seconds } from '../model/time.ts';
import { VOTE_LASTS } from '../moderation/votes.ts';
import { ballotOver } from './ballot.ts';
import type { ChatDraft } from './draft.ts';
import { messageKey, type VoteRow } from './draft-moderation.ts';

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
  moderation.doomed.set(key, { epoch, messageId, author, at: writtenAt ?? at, deletedAt: at });
  moderation.removals.push({ chat: row.chatId, messageIds: [messageId, command], at, dueAt: 0 });
}
