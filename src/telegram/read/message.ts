import type { ChatEvent, Command, MessageEvent, Reply } from '../../model/event.ts';
import { chatId } from '../../model/ids.ts';
import type { ChatRef, Person } from '../../model/person.ts';
import type { DocumentRef } from '../../model/request.ts';
import { LAST_SECOND } from '../../model/time.ts';
import { readCommand, readStartLink } from '../commands/read.ts';
import { type Content, isService, readContent } from './content.ts';
import { spellCustomEmoji, speltOut } from './custom-emoji.ts';
import { readAuthor, readChat, readPerson, unknownGroup } from './people.ts';
import { integer, list, object, optionalObject, type Shape, text } from './shape.ts';

const LARGEST_MESSAGE = 2 ** 31 - 1;
const LARGEST_ID = 2 ** 52;
const LONGEST_TAG = 16;
/** Telegram's have about a hundred characters. */
const LONGEST_FILE_ID = 512;

/** A message or an edit, as what happened. Null: nothing that concerns us. */
export function readMessage(value: unknown, edited: boolean, botUsername: string): ChatEvent | null {
  const message = object(value, 'message');
  const chat = readChat(message.chat, 'message.chat');
  if (!chat) return null;
  const messageId = integer(message.message_id, 'message.message_id', 0, LARGEST_MESSAGE);
  const at = integer(message.date, 'message.date', 0, LAST_SECOND);
  if (isService(message)) return edited ? null : readService(message, chat, messageId, at);

  const author = readAuthor(message, chat.id, 'message');
  const content = readContent(message);
  const reply = readReply(message, chat.id);
  if (!edited && chat.type === 'private' && author.is === 'person') {
    const group = readStartLink(content.text);
    if (group !== null) return opened(author.person, chat, group, messageId, at);
  }
  // Field by field: copying `content` into it would take longer than reading the message.
  const event: MessageEvent = {
    is: 'message',
    chat,
    at:
      edited && message.edit_date !== undefined
        ? integer(message.edit_date, 'message.edit_date', 0, LAST_SECOND)
        : at,
    messageId,
    thread: readTopic(message),
    author,
    kind: content.kind,
    text: content.text,
    masked: content.masked,
    mentions: content.mentions,
    marks: content.marks,
    reply,
    edited,
    forwarded: message.forward_origin !== undefined || message.forward_date !== undefined,
    viaBot: message.via_bot !== undefined,
    album: typeof message.media_group_id === 'string' ? message.media_group_id.slice(0, 64) : null,
    command: readCommandOf(message, content, reply, botUsername),
  };
  const spelt = mayBeValue(chat, reply) ? speltOut(content.text, message.entities) : undefined;
  if (spelt !== undefined) event.spelt = spelt;
  const tag = tagOf(message);
  if (tag !== undefined) event.tag = tag;
  return event;
}

/** Most people bear none. */
function tagOf({ sender_tag }: Shape): string | undefined {
  return sender_tag === undefined ? undefined : text(sender_tag, LONGEST_TAG);
}

/** A settings panel reads what is written in private, or in reply to a bot. */
function mayBeValue(chat: ChatRef, reply: Reply): boolean {
  return chat.type === 'private' || (reply.to === 'message' && reply.author.is === 'bot');
}

/** Somebody has followed a link to the settings of a group. */
function opened(person: Person, place: ChatRef, group: number, messageId: number, at: number): ChatEvent {
  return {
    is: 'word',
    chat: unknownGroup(chatId(group)),
    place,
    at,
    messageId,
    person,
    request: { ask: 'settings' },
  };
}

function readCommandOf(message: Shape, content: Content, reply: Reply, botUsername: string): Command | null {
  const { kind, text, mentions } = content;
  if (kind === 'text') {
    const words = spellCustomEmoji(text, message.entities);
    const replied = reply.to === 'message' ? optionalObject(message.reply_to_message) : null;
    return readCommand(words, mentions, reply, botUsername, readDocument(replied?.document));
  }
  if (kind !== 'document') return null;
  // Under a document only the one command that is about documents: all others were never read in captions.
  const command = readCommand(text, mentions, reply, botUsername, readDocument(message.document));
  const { request } = command ?? {};
  return request?.ask === 'import' || (request?.ask === 'usage' && request.command === 'import')
    ? command
    : null;
}

function readDocument(value: unknown): DocumentRef | null {
  const document = optionalObject(value);
  if (typeof document?.file_id !== 'string' || document.file_id.length > LONGEST_FILE_ID) return null;
  const { file_size: size } = document;
  return { id: document.file_id, size: typeof size === 'number' && size >= 0 ? size : null };
}

/** The General topic has no number. */
function readTopic({ is_topic_message, message_thread_id }: Shape): number | null {
  if (is_topic_message !== true) return null;
  return integer(message_thread_id, 'message.message_thread_id', 0, LARGEST_MESSAGE);
}

function readReply(message: Shape, chat: number): Reply {
  const original = optionalObject(message.reply_to_message);
  const root = original ? isTopicRoot(message, original) : false;
  if (message.external_reply !== undefined && (!original || root)) return { to: 'other_chat' };
  if (!original) return { to: 'nothing' };
  if (root) return { to: 'topic_root' };
  const messageId = integer(original.message_id, 'reply_to_message.message_id', 0, LARGEST_MESSAGE);
  if (isService(original)) return { to: 'message', messageId, author: { is: 'service' } };
  const author = readAuthor(original, chat, 'reply_to_message');
  const tag = tagOf(original);
  return tag === undefined ? { to: 'message', messageId, author } : { to: 'message', messageId, author, tag };
}

/** In a topic every plain message comes as a reply to the message that opened it. */
function isTopicRoot(message: Shape, original: Shape): boolean {
  if (original.forum_topic_created !== undefined) return true;
  return message.is_topic_message === true && original.message_id === message.message_thread_id;
}

function readService(
  message: Shape,
  chat: NonNullable<ReturnType<typeof readChat>>,
  messageId: number,
  at: number,
): ChatEvent | null {
  if (chat.type === 'private') return null;
  if (message.migrate_to_chat_id !== undefined) {
    const to = integer(message.migrate_to_chat_id, 'migrate_to_chat_id', -LARGEST_ID, -1);
    return { is: 'migration', at, from: chat.id, to: chatId(to) };
  }
  if (message.migrate_from_chat_id !== undefined) {
    const from = integer(message.migrate_from_chat_id, 'migrate_from_chat_id', -LARGEST_ID, -1);
    return { is: 'migration', at, from: chatId(from), to: chat.id };
  }
  if (message.new_chat_members !== undefined) {
    const people = list(message.new_chat_members).map((person) => readPerson(person, 'new_chat_members'));
    const author = readAuthor(message, chat.id, 'message');
    return { is: 'join', chat, at, messageId, by: author.is === 'person' ? author.person : null, people };
  }
  if (message.left_chat_member !== undefined) {
    return { is: 'leave', chat, at, person: readPerson(message.left_chat_member, 'left_chat_member') };
  }
  if (message.forum_topic_reopened !== undefined) {
    return { is: 'topic_opened', chat, at, thread: readTopic(message) };
  }
  return null;
}
