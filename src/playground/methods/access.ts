import { ApiError, badRequest, forbidden } from '../api-error.ts';
import type { User } from '../types.ts';
import { hasRight, isPresent, type Member, may, type Permission } from '../world/rights.ts';
import type { ChatRecord, WorldState } from '../world/state.ts';

const WORDS: Record<string, string> = {
  can_send_messages: 'text messages',
  can_send_photos: 'photos',
  can_send_documents: 'documents',
  can_send_videos: 'videos',
  can_send_other_messages: 'stickers',
};

/** The chat that `chat_id` names, with Telegram's answers for none and for one that has moved. */
export function findChat(state: WorldState, chatId: unknown): ChatRecord {
  const record = lookUp(state, chatId);
  if (!record) throw badRequest('chat not found');
  if (record.migratedTo !== undefined) {
    throw new ApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: record.migratedTo,
    });
  }
  return record;
}

function lookUp(state: WorldState, chatId: unknown): ChatRecord | undefined {
  if (typeof chatId === 'string') {
    const name = chatId.slice(1).toLowerCase();
    for (const record of state.chats.values()) {
      // By @username only public groups and channels are found, never people.
      if (record.chat.type !== 'private' && record.chat.username?.toLowerCase() === name) return record;
    }
    return undefined;
  }
  const known = state.chats.get(chatId as number);
  if (known) return known;
  return state.users.has(chatId as number) && chatId !== state.bot.id
    ? state.record(chatId as number)
    : undefined;
}

/** Refuses where the bot is not inside. In private chats it always is. */
export function requireInside(state: WorldState, record: ChatRecord): Member | undefined {
  if (record.chat.type === 'private') return undefined;
  const bot = record.members.get(state.bot.id);
  if (bot?.status === 'kicked') throw forbidden(`bot was kicked from the ${record.chat.type} chat`);
  if (!isPresent(bot)) throw forbidden(`bot is not a member of the ${record.chat.type} chat`);
  return bot;
}

/** Refuses where the bot may not send this kind of message. */
export function requireWriting(state: WorldState, record: ChatRecord, what: Permission): void {
  if (record.chat.type === 'private') {
    if (record.blocked) throw forbidden('bot was blocked by the user');
    if (!record.started) throw forbidden("bot can't initiate conversation with a user");
    return;
  }
  const bot = requireInside(state, record);
  if (!may(bot, record.permissions, what)) {
    throw badRequest(`not enough rights to send ${WORDS[what] ?? 'messages'} to the chat`);
  }
}

/** Refuses without an administrator's right. */
export function requireRight(state: WorldState, record: ChatRecord, right: string, words: string): void {
  const bot = requireInside(state, record);
  if (!hasRight(bot, right)) throw badRequest(words);
}

export function requireGroup(record: ChatRecord): void {
  if (record.chat.type === 'private') throw badRequest('method is available only for groups and supergroups');
}

export function findUser(state: WorldState, id: unknown): User {
  const user = state.users.get(id as number);
  if (!user) throw badRequest('user not found');
  return user;
}
