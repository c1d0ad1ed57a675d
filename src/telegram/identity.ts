import type { TelegramApi } from './api-types.ts';
import { optionalObject } from './read/shape.ts';

/** What Telegram told last of the bot itself. */
export interface Identity {
  id: number;
  username: string;
  /** Privacy mode is off: it sees all messages of a group without being its admin. */
  readsAll: boolean;
}

/**
 * Asks Telegram whether privacy mode is on, which the bot's owner can change at any time and Telegram tells nobody.
 * Null, and everything as it was, where it does not answer.
 */
export async function refreshIdentity(api: TelegramApi, identity: Identity): Promise<boolean | null> {
  const me = await api.call('getMe', {}, { timeoutMs: 2_000 }).catch(() => null);
  const readsAll = optionalObject(me)?.can_read_all_group_messages;
  if (typeof readsAll !== 'boolean') return null;
  identity.readsAll = readsAll;
  return readsAll;
}
