import type { SettledEvent } from '../../model/event.ts';
import type { ChatId, UserId } from '../../model/ids.ts';

/** Lines of the ledger that may be taken back. */
export interface UndoNeeds {
  /** By their number. */
  entries: [ChatId, number][];
  /** By the message that made them, with its epoch; −1: the one in which the chat is. */
  messages: [ChatId, number, number][];
  /** The last ones of a giver. */
  givers: [ChatId, UserId][];
  /** How many events may take something back. */
  events: number;
}

export function needUndo(event: SettledEvent, undo: UndoNeeds): void {
  const request =
    event.is === 'press' ? event.request : event.is === 'message' ? event.command?.request : undefined;
  if (request?.ask !== 'undo') return;
  const chat = event.chat.id;
  const { what } = request;
  undo.events += 1;
  if (what.by === 'entry') undo.entries.push([chat, what.id]);
  if (what.by === 'reply') undo.messages.push([chat, -1, what.messageId]);
  if (what.by === 'message') undo.messages.push([chat, what.epoch, what.messageId]);
  if (what.by !== 'last' || event.is !== 'message' || event.author.is !== 'person') return;
  undo.givers.push([chat, event.author.person.id]);
}
