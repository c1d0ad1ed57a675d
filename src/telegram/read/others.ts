import type { BotStatus, ChatEvent } from '../../model/event.ts';
import { LAST_SECOND } from '../../model/time.ts';
import { readData } from '../commands/buttons.ts';
import { readChat, readPerson } from './people.ts';
import { integer, object, optionalObject, type Shape } from './shape.ts';

/** A pressed button. Telegram sends no date for it: `now` stamps it. */
export function readPress(value: unknown, now: number): ChatEvent | null {
  const query = object(value, 'callback_query');
  const message = optionalObject(query.message);
  // Without a message it belongs to an inline result, which this bot does not send.
  if (!message) return null;
  const chat = readChat(message.chat, 'callback_query.message.chat');
  if (!chat || typeof query.id !== 'string') return null;
  const request = readData(query.data);
  // In a group a button is about that group; what names another one is forged.
  const foreign = request.ask === 'air' && chat.type !== 'private' && request.chat !== chat.id;
  const ephemeral = message.ephemeral_message_id;
  return {
    is: 'press',
    chat,
    at: now,
    messageId: integer(message.message_id, 'callback_query.message.message_id', 0, 2 ** 31 - 1),
    ...(ephemeral !== undefined && {
      ephemeralId: integer(ephemeral, 'callback_query.message.ephemeral_message_id', 0, 2 ** 31 - 1),
    }),
    person: readPerson(query.from, 'callback_query.from'),
    queryId: query.id.slice(0, 64),
    request: foreign ? { ask: 'stale' } : request,
  };
}

export function readChatMember(value: unknown): ChatEvent | null {
  const { update, chat, at } = readChange(value, 'chat_member');
  if (!chat || chat.type === 'private') return null;
  const member = object(update.new_chat_member, 'new_chat_member');
  const { status } = member;
  return {
    is: 'member',
    chat,
    at,
    person: readPerson(member.user, 'new_chat_member.user'),
    role: status === 'administrator' || status === 'creator' ? 'admin' : 'member',
    present: isPresent(member),
  };
}

export function readMyChatMember(value: unknown): ChatEvent | null {
  const { update, chat, at } = readChange(value, 'my_chat_member');
  if (!chat) return null;
  const before = object(update.old_chat_member, 'old_chat_member');
  const after = object(update.new_chat_member, 'new_chat_member');
  const present = isPresent(after);
  return {
    is: 'bot_status',
    chat,
    at,
    by: readPerson(update.from, 'my_chat_member.from'),
    status: statusOf(after, present),
    canWrite: present && !isMuted(after),
    canDelete: after.status === 'administrator' && after.can_delete_messages === true,
    added: present && !isPresent(before),
  };
}

function readChange(value: unknown, where: string) {
  const update = object(value, where);
  return {
    update,
    chat: readChat(update.chat, `${where}.chat`),
    at: integer(update.date, `${where}.date`, 0, LAST_SECOND),
  };
}

/** A restricted one may be in or out; `is_member` tells. */
export function isPresent(member: Shape): boolean {
  if (member.status === 'restricted') return member.is_member === true;
  return member.status === 'member' || member.status === 'administrator' || member.status === 'creator';
}

function isMuted(member: Shape): boolean {
  return member.status === 'restricted' && member.can_send_messages !== true;
}

export function statusOf(member: Shape, present = isPresent(member)): BotStatus {
  if (!present) return 'out';
  if (isMuted(member)) return 'muted';
  return member.status === 'administrator' || member.status === 'creator' ? 'admin' : 'member';
}
