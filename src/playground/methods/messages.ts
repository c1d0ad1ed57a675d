import { badRequest, forbidden } from '../api-error.ts';
import { REACTION_EMOJI } from '../format/reaction-list.ts';
import type { ReactionType } from '../types.ts';
import { addService, asReplied, isService } from '../world/announce.ts';
import { CALLBACK_SECONDS } from '../world/press.ts';
import { isAllowed } from '../world/react.ts';
import { hasRight, type Member, may, type Permission } from '../world/rights.ts';
import type { ChatRecord, StoredMessage, WorldState } from '../world/state.ts';
import { findChat, requireInside, requireRight } from './access.ts';
import type { Method, MethodTable } from './method.ts';
import { bool, int, type ParameterTable, required, str } from './parameters.ts';

const CHAT: ParameterTable = { chat_id: { type: 'chat', required: true } };
const TWO_DAYS = 48 * 3600;

/** Own messages, and with the right to it those of others; none older than 48 hours. */
function mayDelete(state: WorldState, record: ChatRecord, { message }: StoredMessage): boolean {
  if (state.clock.now() - message.date >= TWO_DAYS) return false;
  if (record.chat.type === 'private' || message.from?.id === state.bot.id) return true;
  return hasRight(record.members.get(state.bot.id), 'can_delete_messages');
}

function remove(state: WorldState, record: ChatRecord, stored: StoredMessage): void {
  record.messages.delete(stored.message.message_id);
  state.changed(record.chat.id);
}

const deleteMessage: Method = {
  params: { ...CHAT, message_id: required(int) },
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    requireInside(state, record);
    const stored = record.messages.get(params.message_id as number);
    if (!stored) throw badRequest('message to delete not found');
    if (!mayDelete(state, record, stored)) throw badRequest("message can't be deleted");
    remove(state, record, stored);
    return true;
  },
};

const deleteMessages: Method = {
  params: { ...CHAT, message_ids: { type: 'array', required: true, min: 1, max: 100 } },
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    requireInside(state, record);
    const ids = params.message_ids as number[];
    if (!ids.every(Number.isSafeInteger)) throw badRequest('message identifiers must be integers');
    // What is not found is skipped; what may not be deleted fails the whole call.
    const found = ids.flatMap((id) => record.messages.get(id) ?? []);
    if (!found.every((stored) => mayDelete(state, record, stored)))
      throw badRequest("message can't be deleted");
    for (const stored of found) remove(state, record, stored);
    return true;
  },
};

const answerCallbackQuery: Method = {
  params: { callback_query_id: required(str), text: str, show_alert: bool, url: str, cache_time: int },
  run: ({ state, params }) => {
    const { callback_query_id, text, url, show_alert } = params;
    if (typeof text === 'string' && text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
    const query = state.callbacks.get(callback_query_id as string);
    if (!query || query.answered || state.clock.now() - query.at > CALLBACK_SECONDS) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    const own = `t.me/${state.bot.username}?`.toLowerCase();
    if (
      typeof url === 'string' &&
      !url
        .replace(/^https?:\/\//, '')
        .toLowerCase()
        .startsWith(own)
    ) {
      throw badRequest('URL_INVALID');
    }
    query.answered = true;
    query.answer({
      ...(typeof text === 'string' && text !== '' && { text }),
      ...(show_alert === true && { show_alert: true }),
      ...(url !== undefined && { url }),
    });
    return true;
  },
};

function reactingOf({ permissions }: Member): Permission {
  return permissions.can_react_to_messages === undefined ? 'can_send_messages' : 'can_react_to_messages';
}

const setMessageReaction: Method = {
  params: {
    ...CHAT,
    message_id: required(int),
    reaction: {
      type: 'array',
      fields: { type: required(str), emoji: str, custom_emoji_id: str },
    },
    is_big: bool,
  },
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    const bot = requireInside(state, record);
    // With `can_react_to_messages` left out, whoever may write may react.
    if (bot && !may(bot, record.permissions, reactingOf(bot))) throw forbidden('CHAT_WRITE_FORBIDDEN');
    const stored = record.messages.get(params.message_id as number);
    if (!stored) throw badRequest('message to react not found');
    if (isService(stored.message)) throw badRequest("message can't be reacted");
    const reactions = (params.reaction ?? []) as ReactionType[];
    // A bot has no Premium: one reaction a message, and only of the list.
    if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
    for (const reaction of reactions) {
      if (reaction.type !== 'emoji' || !REACTION_EMOJI.has(reaction.emoji))
        throw badRequest('REACTION_INVALID');
      if (!isAllowed(record, reaction)) throw badRequest('REACTION_INVALID');
    }
    if (reactions.length > 0) stored.reactions.set(`u${state.bot.id}`, reactions);
    else stored.reactions.delete(`u${state.bot.id}`);
    state.changed(record.chat.id);
    return true;
  },
};

const PIN_RIGHT = 'not enough rights to manage pinned messages in the chat';

const pinChatMessage: Method = {
  params: { ...CHAT, message_id: required(int), disable_notification: bool, business_connection_id: str },
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    if (record.chat.type !== 'private') requireRight(state, record, 'can_pin_messages', PIN_RIGHT);
    const stored = record.messages.get(params.message_id as number);
    if (!stored) throw badRequest('message to pin not found');
    record.pinnedId = stored.message.message_id;
    addService(state, record, state.bot, { pinned_message: asReplied(stored.message) });
    return true;
  },
};

const unpinChatMessage: Method = {
  params: { ...CHAT, message_id: int, business_connection_id: str },
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    if (record.chat.type !== 'private') requireRight(state, record, 'can_pin_messages', PIN_RIGHT);
    if (record.pinnedId === undefined) throw badRequest('message to unpin not found');
    delete record.pinnedId;
    return true;
  },
};

export const MESSAGE_METHODS: MethodTable = {
  deleteMessage,
  deleteMessages,
  answerCallbackQuery,
  setMessageReaction,
  pinChatMessage,
  unpinChatMessage,
};
