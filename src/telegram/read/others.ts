import type { BotStatus, ChatEvent, MayDo, MemberStanding } from '../../model/event.ts';
import { ANONYMOUS_ADMIN, CHANNEL_BOT, type ChatId, TELEGRAM } from '../../model/ids.ts';
import type { ChatRef } from '../../model/person.ts';
import { MOST_REACTIONS, plainEmoji } from '../../model/reaction.ts';
import { LAST_SECOND } from '../../model/time.ts';
import { readData } from '../commands/buttons.ts';
import { readChat, readPerson, unknownGroup } from './people.ts';
import { integer, list, object, optionalObject, type Shape, text } from './shape.ts';

/** A pressed button. Telegram sends no date for it: `now` stamps it. */
export function readPress(value: unknown, now: number): ChatEvent | null {
  const query = object(value, 'callback_query');
  const message = optionalObject(query.message);
  // Without a message it belongs to an inline result, which this bot does not send.
  if (!message) return null;
  const chat = readChat(message.chat, 'callback_query.message.chat');
  if (!chat || typeof query.id !== 'string') return null;
  const { request, chat: about } = readData(query.data);
  const ephemeral = message.ephemeral_message_id;
  return {
    is: 'press',
    ...whereOf(chat, about),
    at: now,
    messageId: integer(message.message_id, 'callback_query.message.message_id', 0, 2 ** 31 - 1),
    ...(ephemeral !== undefined && {
      ephemeralId: integer(ephemeral, 'callback_query.message.ephemeral_message_id', 0, 2 ** 31 - 1),
    }),
    person: readPerson(query.from, 'callback_query.from'),
    queryId: query.id.slice(0, 64),
    // In a group a button is about that group and no other.
    request: about !== null && chat.type !== 'private' && about !== chat.id ? { ask: 'stale' } : request,
  };
}

/** The group that a button in a private chat is about; of it only the number is known. */
function whereOf(chat: ChatRef, about: ChatId | null): { chat: ChatRef; place: ChatRef | null } {
  if (about === null || chat.type !== 'private') return { chat, place: null };
  return { chat: unknownGroup(about), place: chat };
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
    change: {
      by: readPerson(update.from, 'chat_member.from'),
      was: standingOf(object(update.old_chat_member, 'old_chat_member')),
      now: standingOf(member),
    },
  };
}

/** What a restriction may take of speaking. The rest (pins, invitations) follows what the chat allows everybody. */
const SPEAKING = [
  ...['can_send_messages', 'can_send_audios', 'can_send_documents', 'can_send_photos', 'can_send_videos'],
  ...['can_send_video_notes', 'can_send_voice_notes', 'can_send_polls', 'can_send_other_messages'],
  'can_add_web_page_previews',
];

function standingOf(member: Shape): MemberStanding {
  const restricted = member.status === 'restricted';
  return {
    present: isPresent(member),
    banned: member.status === 'kicked',
    denied: restricted ? SPEAKING.filter((right) => member[right] !== true) : [],
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
    may: readMayDo(after),
    added: present && !isPresent(before),
  };
}

/**
 * Reactions of a person in a group changed. Null for what nobody gives by: an anonymous admin's, a channel's, a
 * bot's, and what happens in private.
 */
export function readMessageReaction(value: unknown): ChatEvent | null {
  const { update, chat, at } = readChange(value, 'message_reaction');
  if (!chat || chat.type === 'private') return null;
  const messageId = integer(update.message_id, 'message_reaction.message_id', 0, 2 ** 31 - 1);
  if (update.actor_chat !== undefined || update.user === undefined) return null;
  const person = readPerson(update.user, 'message_reaction.user');
  if (person.isBot || NO_PEOPLE.has(person.id)) return null;
  const before = readReactions(update.old_reaction);
  const now = readReactions(update.new_reaction);
  return { is: 'reaction', chat, at, messageId, person, before, now };
}

const NO_PEOPLE: ReadonlySet<number> = new Set([ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM]);

/** Kinds that are not known yet are passed over, as any emoji is that a chat has not chosen. */
function readReactions(value: unknown): string[] {
  const found = new Set<string>();
  for (const item of list(value).slice(0, MOST_REACTIONS)) {
    const reaction = optionalObject(item);
    const key = reaction && keyOf(reaction);
    if (key) found.add(key);
  }
  return [...found];
}

function keyOf({ type, emoji, custom_emoji_id }: Shape): string | null {
  if (type === 'paid') return 'paid';
  if (type === 'emoji') return plainEmoji(text(emoji, 64)) || null;
  const custom = type === 'custom_emoji' && typeof custom_emoji_id === 'string' ? custom_emoji_id : '';
  return /^\d{1,20}$/.test(custom) ? `custom:${custom}` : null;
}

function readChange(value: unknown, where: string) {
  const update = object(value, where);
  return {
    update,
    chat: readChat(update.chat, `${where}.chat`),
    at: integer(update.date, `${where}.date`, 0, LAST_SECOND),
  };
}

/** What a bot may do for members by its rights. */
export function readMayDo({ status, ...rights }: Shape): MayDo {
  const may = (right: string) => status === 'administrator' && rights[right] === true;
  return {
    tag: may('can_manage_tags'),
    invite: may('can_invite_users'),
    restrict: may('can_restrict_members'),
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
