import type { MessageEvent } from '../../model/event.ts';
import type { ChatId, UserId } from '../../model/ids.ts';

/** A message of a group has come: reactions may wait for it. */
export interface Arrival {
  chat: ChatId;
  messageId: number;
  author: UserId | null;
  upgrades: number;
}

export function arrivalOf({ chat, messageId, author, upgrades = 0 }: MessageEvent): Arrival {
  return { chat: chat.id, messageId, author: author.is === 'person' ? author.person.id : null, upgrades };
}
