import type { SettledEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { ChatDraft } from '../draft.ts';

/**
 * Somebody has acted: what was kept for them is tried again. In private everything, in a group what is about it, where
 * they can be spoken to alone.
 */
export function noteActing(facts: ChatDraft, event: SettledEvent): void {
  const id = actorOf(event);
  const person = id === null ? null : facts.people.get(id);
  if (id === null || !person?.awaited) return;
  const { row } = facts;
  if (person.dmOpen || event.chat.type === 'private') facts.people.setActed(id, null, event.at);
  else if (row.botStatus === 'admin' && row.botCanWrite) facts.people.setActed(id, row.chatId, event.at);
}

/** Who surely looks at this moment. */
function actorOf(event: SettledEvent): UserId | null {
  if (event.is === 'message') {
    return event.author.is === 'person' && !event.edited ? event.author.person.id : null;
  }
  if (event.is === 'press' || event.is === 'word') return event.person.id;
  return event.is === 'bot_status' && event.chat.type === 'private' ? event.by.id : null;
}
