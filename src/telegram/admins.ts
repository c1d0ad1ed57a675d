import type { AdminList } from '../model/event.ts';
import type { ChatId } from '../model/ids.ts';
import type { TelegramApi } from './api-types.ts';
import { readMayDo, statusOf } from './read/others.ts';
import { readPerson } from './read/people.ts';
import { object, type Shape } from './read/shape.ts';

/** Asks Telegram who the admins of a chat are, the bot's own standing included. */
export function createAdminSource(api: TelegramApi, botId: number) {
  return async (chat: ChatId, thoroughly: boolean): Promise<AdminList> => {
    const answer = await api.call('getChatAdministrators', { chat_id: chat }, { timeoutMs: 5_000 });
    const listed = (answer as unknown[]).map((entry) => object(entry, 'getChatAdministrators'));
    const own = listed.find((entry) => (entry.user as Shape | undefined)?.id === botId);
    return {
      chat,
      admins: listed
        .map((entry) => readPerson(entry.user, 'getChatAdministrators.user'))
        .filter((who) => !who.isBot),
      bot: own
        ? { status: statusOf(own), canDelete: own.can_delete_messages === true, may: readMayDo(own) }
        : ((thoroughly ? await askItself(chat) : null) ?? { status: 'member', canDelete: false }),
    };
  };

  /** Whether it is a plain member, muted or gone: the list does not tell. Null where Telegram does not either. */
  async function askItself(chat: ChatId): Promise<AdminList['bot']> {
    try {
      const answer = await api.call('getChatMember', { chat_id: chat, user_id: botId }, { timeoutMs: 5_000 });
      const status = statusOf(object(answer, 'getChatMember'));
      return { status, canDelete: false, asked: true };
    } catch {
      return null;
    }
  }
}
