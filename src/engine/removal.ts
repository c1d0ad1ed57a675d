import type { MessageEvent } from '../model/event.ts';
import type { Seconds } from '../model/time.ts';
import type { ChatDraft } from './draft.ts';
import { messageKey } from './draft-moderation.ts';

/** A message that is to go. */
export interface Removal {
  messageId: number;
  epoch: number;
  /** Telegram's own accounts stand for authors who are no people. */
  author: number;
  /** When it was written, as far as is known. */
  writtenAt: Seconds | null;
}

/** Writes down that it goes, and has it removed together with the command. */
export function applyRemoval(facts: ChatDraft, event: MessageEvent, removal: Removal): void {
  const { messageId, epoch, author, writtenAt } = removal;
  const { at, messageId: command } = event;
  const { moderation, row } = facts;
  const key = messageKey(epoch, messageId);
  moderation.doomed.set(key, { epoch, messageId, author, at: writtenAt ?? at, deletedAt: at });
  moderation.removals.push({ chat: row.chatId, messageIds: [messageId, command], at, dueAt: 0 });
}
