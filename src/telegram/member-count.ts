import type { TelegramApi } from './api-types.ts';
import type { MemberCount } from './render.ts';

/** Asks Telegram how many members a group has. Null where it does not answer: a text must not wait for a figure. */
export function createMemberCount(api: TelegramApi): MemberCount {
  return async (chat) => {
    const count = await api
      .call('getChatMemberCount', { chat_id: chat }, { timeoutMs: 5_000 })
      .catch(() => null);
    return Number.isSafeInteger(count) ? count : null;
  };
}
