import type { ChatEvent } from '../../model/event.ts';
import type { ChatId, UserId } from '../../model/ids.ts';
import type { ChatDraft } from '../draft.ts';

// Which other groups somebody administers: asked only where an event may set another place for announcements.

/** Chat, who, and a group of theirs that the bot is in. */
export const ADMINISTERED = `select n.c as "chatId", n.u as "userId", c.chat_id as "group"
  from unnest($1::bigint[], $2::bigint[]) n(c, u)
  join chats c on c.admins::jsonb @> jsonb_build_array(n.u) and c.chat_id < 0 and c.migrated_to is null
    and c.bot_status <> 'out'`;

export type AdministeredAnswer = { chatId: ChatId; userId: UserId; group: number };

/** Buttons that may save a place. */
const SAVING = new Set(['panel', 'restore', 'confirm']);

/** Who may be about to set a place: by `/set`, by the panel, by an older version, by a file. */
export function settingPlace(event: ChatEvent): UserId | null {
  if (event.is === 'press') return SAVING.has(event.request.ask) ? event.person.id : null;
  if (event.is !== 'message' || event.author.is !== 'person') return null;
  const request = event.command?.request;
  return request?.ask === 'set' && /announce\.place/i.test(request.text) ? event.author.person.id : null;
}

export function assembleAdministered(
  answers: readonly AdministeredAnswer[],
  chats: ReadonlyMap<ChatId, ChatDraft>,
): void {
  for (const { chatId, userId, group } of answers) {
    const draft = chats.get(chatId);
    if (!draft) continue;
    draft.administered ??= new Set();
    draft.administered.add(`${userId} ${group}`);
  }
}
