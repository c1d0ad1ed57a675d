import { withFoundEntities } from '../format/find-entities.ts';
import { CAPTION_LIMIT, TEXT_LIMIT } from '../format/lengths.ts';
import type { Chat, Message, MessageEntity, User } from '../types.ts';
import { addService, announceMessage, asReplied } from './announce.ts';
import { type MediaKind, mediaFields, NEEDED_PERMISSION, sentDocument } from './media.ts';
import { isPresent, type Member, may, type Permission } from './rights.ts';
import { ANONYMOUS_ADMIN, CHANNEL_PERSONA, type ChatRecord, type WorldState } from './state.ts';

/** A file that a person sends; `size`: what Telegram says of it, where that is to be something else. */
export interface SentFile {
  name: string;
  data: string | Uint8Array;
  mime?: string;
  size?: number;
}

export interface SayOptions {
  text?: string;
  caption?: string;
  /** A photo, a sticker …; its text is then the caption. */
  kind?: MediaKind;
  /** A document with contents. */
  file?: SentFile;
  /** The emoji of a sticker or a dice. */
  emoji?: string;
  /** Formatting and text mentions; commands, links, @names and hashtags are found by the server. */
  entities?: MessageEntity[];
  replyTo?: Message | number;
  quote?: string;
  /** A topic's id. */
  thread?: number;
  /** Edits this message instead of sending one. */
  edit?: Message | number;
  as?: 'anonymous_admin' | Chat;
  /** Forwarded: from a person, from a hidden person (a name), or with an origin of your own. */
  forwardedFrom?: User | string | Record<string, unknown>;
  viaBot?: User;
  mediaGroupId?: string;
  /** A reply to a message of another chat. */
  externalReply?: Record<string, unknown>;
  date?: number;
  /** Ephemeral command or not; by default as the bot registered the command. */
  ephemeral?: boolean;
  /** Written by someone who is no member, as commenters in a linked group are. */
  outsider?: boolean;
  /** Any further fields of the message. */
  extra?: Record<string, unknown>;
}

function originOf(from: User | string | Record<string, unknown>, date: number): Record<string, unknown> {
  if (typeof from === 'string') return { type: 'hidden_user', sender_user_name: from, date };
  if ('first_name' in from) return { type: 'user', sender_user: from, date };
  return { date, ...from };
}

/** What no client would send; a raw update (`push`, `extra`) may hold anything. */
function checkWords(words: string, isCaption: boolean): void {
  if (!isCaption && words.trim() === '') throw new Error('Nothing to say: the text is empty');
  const limit = isCaption ? CAPTION_LIMIT : TEXT_LIMIT;
  if (words.length <= limit) return;
  throw new Error(`Too long: a ${isCaption ? 'caption' : 'text'} has at most ${limit} characters`);
}

function contentOf(state: WorldState, options: SayOptions): Partial<Message> {
  const { text, caption, kind, file, entities = [] } = options;
  if (kind === undefined && !file) {
    if (!text) throw new Error('Nothing to say: give a text or a kind');
    checkWords(text, false);
    const found = withFoundEntities(text, entities);
    return { text, ...(found.length > 0 && { entities: found }) };
  }
  const media = file ? sentDocument(state, file) : mediaFields(state, kind as MediaKind, options);
  const words = caption ?? text;
  if (!words) return media;
  checkWords(words, true);
  const found = withFoundEntities(words, entities);
  return { ...media, caption: words, ...(found.length > 0 && { caption_entities: found }) };
}

function senderOf(
  record: ChatRecord,
  user: User,
  member: Member | undefined,
  as: SayOptions['as'],
): Partial<Message> {
  const anonymous = as === 'anonymous_admin' || (as === undefined && member?.anonymous === true);
  if (anonymous) {
    const signature = member?.customTitle ?? member?.tag;
    return {
      from: ANONYMOUS_ADMIN,
      sender_chat: record.chat,
      ...(signature !== undefined && { author_signature: signature }),
    };
  }
  if (typeof as === 'object') return { from: CHANNEL_PERSONA, sender_chat: as };
  const tag = member?.tag ?? member?.customTitle;
  return { from: user, ...(tag !== undefined && record.chat.type !== 'private' && { sender_tag: tag }) };
}

/** Where a message stands: its topic, its thread, what it replies to. */
export function placement(
  record: ChatRecord,
  replyTo: Message | undefined,
  thread?: number,
): Partial<Message> {
  const topicId = thread ?? (replyTo?.is_topic_message ? replyTo.message_thread_id : undefined);
  const topic = topicId === undefined ? undefined : record.topics.get(topicId);
  const reply = replyTo ?? topic?.root;
  const fields: Partial<Message> = reply ? { reply_to_message: asReplied(reply) } : {};
  if (topic) return { ...fields, message_thread_id: topic.id, is_topic_message: true };
  // In a supergroup a chain of replies is a thread too, though no topic.
  if (replyTo && record.chat.type === 'supergroup' && replyTo.message_id > 0) {
    return { ...fields, message_thread_id: replyTo.message_thread_id ?? replyTo.message_id };
  }
  return fields;
}

function isEphemeralCommand(state: WorldState, text: string | undefined): boolean {
  const match = /^\/([a-z0-9_]+)(?:@([a-z0-9_]+))?(?:\s|$)/i.exec(text ?? '');
  if (!match) return false;
  const [, name = '', at] = match;
  if (at !== undefined && at.toLowerCase() !== state.bot.username?.toLowerCase()) return false;
  return state.commands.some((list) =>
    list.commands.some((c) => c.is_ephemeral === true && c.command === name.toLowerCase()),
  );
}

function checkMaySpeak(
  record: ChatRecord,
  user: User,
  member: Member | undefined,
  options: SayOptions,
): void {
  if (record.chat.type === 'private') return;
  if (!isPresent(member)) {
    if (options.outsider || typeof options.as === 'object') return;
    throw new Error(
      `${user.first_name} is not in ${record.chat.title}: join first, or say it as an outsider`,
    );
  }
  const needed = NEEDED_PERMISSION[options.kind ?? (options.file ? 'document' : '')] ?? 'can_send_messages';
  if (!may(member, record.permissions, needed as Permission)) {
    throw new Error(`${user.first_name} may not do that here: ${needed} is off`);
  }
}

/** Someone says something. The bot hears of it where Telegram would let it. */
export function say(state: WorldState, user: User, record: ChatRecord, options: SayOptions): Message {
  if (options.edit !== undefined) return editSaid(state, record, options.edit, options);
  const member = record.members.get(user.id);
  checkMaySpeak(record, user, member, options);
  if (record.chat.type === 'private') record.started = true;
  const ephemeral =
    record.chat.type !== 'private' && (options.ephemeral ?? isEphemeralCommand(state, options.text));
  const now = options.date ?? state.clock.now();
  const replyTo =
    typeof options.replyTo === 'number' ? findMessage(record, options.replyTo) : options.replyTo;
  if (replyTo && replyTo.chat.id !== record.chat.id) {
    throw new Error('That message is in another chat: give it as externalReply');
  }
  const message: Message = {
    message_id: ephemeral ? 0 : ++record.lastMessageId,
    ...senderOf(record, user, member, options.as),
    chat: record.chat,
    date: now,
    ...(options.forwardedFrom && { forward_origin: originOf(options.forwardedFrom, now) }),
    ...placement(record, replyTo, options.thread),
    ...(options.externalReply && { external_reply: options.externalReply }),
    ...(options.quote && { quote: { text: options.quote, position: 0, is_manual: true } }),
    ...(options.viaBot && { via_bot: options.viaBot }),
    ...(options.mediaGroupId && { media_group_id: options.mediaGroupId }),
    ...contentOf(state, options),
    ...options.extra,
  };
  if (ephemeral) {
    message.ephemeral_message_id = ++record.lastEphemeralId;
    message.receiver_user = state.bot;
    record.ephemeralCommands.set(user.id, state.clock.now());
    state.storeEphemeral(record, message, user.id, user.id);
  } else {
    state.store(record, message, user.id);
  }
  announceMessage(state, record, message);
  return message;
}

/** The stored message, or an error of the test that names a wrong one. */
export function findMessage(record: ChatRecord, id: number): Message {
  const stored = record.messages.get(id);
  if (!stored) throw new Error(`There is no message ${id} in chat ${record.chat.id}`);
  return stored.message;
}

/** Someone edits their message: a new text, or (as Telegram sometimes does) nothing visible. */
export function editSaid(
  state: WorldState,
  record: ChatRecord,
  which: Message | number,
  options: SayOptions,
): Message {
  const id = typeof which === 'number' ? which : which.message_id;
  const stored = record.messages.get(id);
  if (!stored) throw new Error(`There is no message ${id} in chat ${record.chat.id}`);
  const words = options.text ?? options.caption;
  const edited: Message = {
    ...stored.message,
    edit_date: options.date ?? state.clock.now(),
    ...options.extra,
  };
  if (words !== undefined) {
    checkWords(words, stored.message.text === undefined);
    const found = withFoundEntities(words, options.entities);
    const [textField, entityField] =
      stored.message.text === undefined ? ['caption', 'caption_entities'] : ['text', 'entities'];
    edited[textField as string] = words;
    if (found.length > 0) edited[entityField as string] = found;
    else delete edited[entityField as string];
  }
  stored.message = edited;
  state.changed(record.chat.id);
  announceMessage(state, record, edited, true);
  return edited;
}

/** A post of the linked channel, as it arrives in the discussion group. */
export function linkedChannelPost(
  state: WorldState,
  record: ChatRecord,
  channel: Chat,
  text: string,
  from: User,
): Message {
  record.linkedChatId = channel.id;
  const found = withFoundEntities(text);
  return addService(state, record, from, {
    sender_chat: channel,
    is_automatic_forward: true,
    forward_origin: {
      type: 'channel',
      chat: channel,
      message_id: state.unique(),
      date: state.clock.now(),
    },
    text,
    ...(found.length > 0 && { entities: found }),
  });
}
