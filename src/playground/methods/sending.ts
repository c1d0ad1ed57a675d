import { badRequest } from '../api-error.ts';
import type { Message } from '../types.ts';
import { hasRight, type Permission } from '../world/rights.ts';
import { placement } from '../world/say.ts';
import type { ChatRecord, StoredMessage, WorldState } from '../world/state.ts';
import { findChat, requireWriting } from './access.ts';
import { EPHEMERAL, type EphemeralTarget, readEphemeral } from './ephemeral.ts';
import { REPLY_MARKUP, readKeyboard } from './keyboards.ts';
import type { Method, MethodTable } from './method.ts';
import {
  array,
  bool,
  int,
  object,
  type Parameter,
  type ParameterTable,
  type Params,
  required,
  str,
} from './parameters.ts';
import { readText } from './text.ts';

const REPLY_PARAMETERS: Parameter = {
  type: 'object',
  fields: {
    message_id: int,
    ephemeral_message_id: int,
    chat_id: { type: 'chat' },
    allow_sending_without_reply: bool,
    quote: str,
    quote_parse_mode: str,
    quote_entities: array,
    quote_position: int,
    checklist_task_id: int,
    poll_option_id: str,
  },
};

export const LINK_PREVIEW: Parameter = {
  type: 'object',
  fields: {
    is_disabled: bool,
    url: str,
    prefer_small_media: bool,
    prefer_large_media: bool,
    show_above_text: bool,
  },
};

/** What all the send methods take. `reply_to_message_id` and its like are long out of date: refused. */
export const SENDING: ParameterTable = {
  chat_id: { type: 'chat', required: true },
  business_connection_id: str,
  message_thread_id: int,
  direct_messages_topic_id: int,
  disable_notification: bool,
  protect_content: bool,
  allow_paid_broadcast: bool,
  message_effect_id: str,
  suggested_post_parameters: object,
  ephemeral_message_parameters: EPHEMERAL,
  reply_parameters: REPLY_PARAMETERS,
  reply_markup: REPLY_MARKUP,
};

function findReply(state: WorldState, record: ChatRecord, params: Params): Partial<Message> {
  const given = params.reply_parameters as Params | undefined;
  const thread = params.message_thread_id as number | undefined;
  if (!given) return placement(record, undefined, thread);
  const { message_id, ephemeral_message_id, chat_id, quote } = given;
  if (message_id === undefined && ephemeral_message_id === undefined) {
    throw badRequest('reply_parameters need a message_id');
  }
  const source = chat_id === undefined ? record : findChat(state, chat_id);
  const stored =
    ephemeral_message_id === undefined
      ? source.messages.get(message_id as number)
      : source.ephemeral.get(ephemeral_message_id as number);
  if (!stored) {
    if (given.allow_sending_without_reply === true) return placement(record, undefined, thread);
    throw badRequest('message to be replied not found');
  }
  const quoted: Partial<Message> = {};
  if (typeof quote === 'string') {
    const words = stored.message.text ?? stored.message.caption ?? '';
    const position = words.indexOf(quote);
    if (position < 0) throw badRequest('QUOTE_TEXT_INVALID');
    quoted.quote = { text: quote, position, is_manual: true };
  }
  if (source !== record) {
    const origin = { type: 'chat', sender_chat: source.chat, date: stored.message.date };
    return { external_reply: { origin, chat: source.chat, message_id }, ...quoted };
  }
  return { ...placement(record, stored.message, thread), ...quoted };
}

function checkThread(record: ChatRecord, thread: unknown, state: WorldState): void {
  if (thread === undefined || record.chat.type === 'private') return;
  const topic = record.topics.get(thread as number);
  const isThread = !record.chat.is_forum && record.messages.has(thread as number);
  // 1 is what clients call the General topic; the Bot API has no such thread to send to.
  if (!topic && !isThread) throw badRequest('message thread not found');
  const bot = record.members.get(state.bot.id);
  if (topic?.closed && !hasRight(bot, 'can_manage_topics')) throw badRequest('TOPIC_CLOSED');
}

function storeEphemeral(
  state: WorldState,
  record: ChatRecord,
  message: Message,
  target: EphemeralTarget,
): StoredMessage {
  message.ephemeral_message_id = ++record.lastEphemeralId;
  message.receiver_user = state.user(target.receiverId);
  return state.storeEphemeral(record, message, state.bot.id, target.receiverId, target.replaces);
}

/** Sends: all that the send methods have in common. `content` is made only once the bot may send. */
export function send(
  state: WorldState,
  params: Params,
  permission: Permission,
  content: (record: ChatRecord) => Partial<Message>,
): Message {
  const record = findChat(state, params.chat_id);
  if (params.business_connection_id !== undefined) throw badRequest('BUSINESS_CONNECTION_INVALID');
  requireWriting(state, record, permission);
  const inPrivate = record.chat.type === 'private';
  const fields = content(record);
  const keyboard = readKeyboard(params.reply_markup, inPrivate);
  const target = readEphemeral(state, record, params);
  checkThread(record, params.message_thread_id, state);
  const message: Message = {
    message_id: 0,
    from: state.bot,
    chat: record.chat,
    date: state.clock.now(),
    ...findReply(state, record, params),
    ...fields,
    ...(params.protect_content === true && { has_protected_content: true }),
    ...(keyboard && { reply_markup: keyboard }),
  };
  if (target) return storeEphemeral(state, record, message, target).message;
  message.message_id = ++record.lastMessageId;
  return state.store(record, message, state.bot.id).message;
}

const sendMessage: Method = {
  params: {
    ...SENDING,
    text: required(str),
    parse_mode: str,
    entities: array,
    link_preview_options: LINK_PREVIEW,
  },
  run: ({ state, params }) =>
    send(state, params, 'can_send_messages', () => {
      const { text, entities } = readText(state, params);
      return { text, ...(entities.length > 0 && { entities }) };
    }),
};

const ACTIONS =
  /^(typing|upload_photo|record_video|upload_video|record_voice|upload_voice|upload_document|choose_sticker|find_location|record_video_note|upload_video_note)$/;

const sendChatAction: Method = {
  params: {
    chat_id: { type: 'chat', required: true },
    action: required(str),
    message_thread_id: int,
    business_connection_id: str,
  },
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    requireWriting(state, record, 'can_send_messages');
    if (!ACTIONS.test(params.action as string)) throw badRequest('wrong parameter action in request');
    return true;
  },
};

export const SENDING_METHODS: MethodTable = { sendMessage, sendChatAction };
