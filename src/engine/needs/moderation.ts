import type { SettledEvent } from '../../model/event.ts';
import type { ChatId, UserId } from '../../model/ids.ts';

/** What sanctions and removals must know beforehand. */
export interface ModerationNeeds {
  /** Whose standing changed. */
  pasts: [ChatId, UserId][];
  /** Messages that are to be removed, and how often the chat was upgraded since. */
  removals: [ChatId, number, number][];
}

export function needModeration(event: SettledEvent, needs: ModerationNeeds): void {
  if (event.is === 'member') needs.pasts.push([event.chat.id, event.person.id]);
  if (event.is !== 'message' || event.command?.request.ask !== 'del' || event.reply.to !== 'message') return;
  needs.removals.push([event.chat.id, event.reply.messageId, event.upgrades ?? 0]);
}
