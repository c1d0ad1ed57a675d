import { entitiesToHtml, escapeHtml } from '../format/entities-to-html.ts';
import type { InlineKeyboardButton, Message, MessageEntity, ReactionType } from '../types.ts';
import { countReactions, isService } from './announce.ts';
import type { ChatRecord, StoredMessage, WorldState } from './state.ts';

/** A message as one person sees it on the screen. */
export interface VisibleMessage {
  message_id: number;
  ephemeral_message_id?: number;
  date: number;
  edited: boolean;
  from: { id: number; name: string; username?: string; is_bot: boolean };
  tag?: string;
  text: string;
  entities: MessageEntity[];
  /** The text as HTML, safe to be put into a page. */
  html: string;
  kind: string;
  /** The file to show, for pictures and documents: `/local/file?id=…`. */
  file_id?: string;
  file_name?: string;
  service?: string;
  reply_to?: { message_id: number; name: string; text: string };
  buttons: (InlineKeyboardButton & { index: number })[][];
  reactions: { type: ReactionType; count: number; mine: boolean }[];
  thread?: number;
  forwarded: boolean;
  /** Ephemeral: seen by this person (and the bot) only. */
  private_to?: number;
  raw: Message;
}

export const nameOf = (message: Message): string => {
  const { sender_chat, from } = message;
  if (sender_chat) return sender_chat.title ?? sender_chat.username ?? String(sender_chat.id);
  return [from?.first_name, from?.last_name].filter(Boolean).join(' ') || 'Telegram';
};

const MEDIA =
  /^(photo|live_photo|video|animation|voice|video_note|audio|document|sticker|poll|location|venue|contact|dice|story|checklist)$/;

function serviceText(message: Message): string {
  const names = (users: { first_name: string }[] | undefined) => users?.map((u) => u.first_name).join(', ');
  if (message.new_chat_members) return `${names(message.new_chat_members)} joined the group`;
  if (message.left_chat_member) return `${message.left_chat_member.first_name} left the group`;
  if (message.forum_topic_created) return `Topic “${message.forum_topic_created.name}” was created`;
  if (message.pinned_message) return 'A message was pinned';
  if (message.migrate_to_chat_id) return 'The group was upgraded to a supergroup';
  if (message.migrate_from_chat_id) return 'The supergroup begins here';
  return (
    Object.keys(message).find((key) => /^(video_chat|forum_topic|new_chat)_/.test(key)) ?? 'Service message'
  );
}

const QUOTED = 80;

/** The beginning of what is replied to, cut between characters. */
function shortened(text: string): string {
  const characters = [...text];
  return characters.length > QUOTED ? `${characters.slice(0, QUOTED).join('')}…` : text;
}

function show(stored: StoredMessage, viewer: number): VisibleMessage {
  const { message } = stored;
  const kind = Object.keys(message).find((key) => MEDIA.test(key)) ?? 'text';
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  const { from, reply_to_message: reply } = message;
  const service = isService(message) ? serviceText(message) : undefined;
  const file = message.photo?.at(-1) ?? message.document;
  const mine = JSON.stringify(stored.reactions.get(`u${viewer}`) ?? []);
  let index = 0;
  return {
    message_id: message.message_id,
    ...(message.ephemeral_message_id && { ephemeral_message_id: message.ephemeral_message_id }),
    date: message.date,
    edited: message.edit_date !== undefined,
    from: {
      id: message.sender_chat?.id ?? from?.id ?? 0,
      name: nameOf(message),
      ...(from?.username && { username: from.username }),
      is_bot: message.sender_chat === undefined && from?.is_bot === true,
    },
    ...(message.sender_tag && { tag: message.sender_tag }),
    text,
    entities,
    html: service === undefined ? entitiesToHtml(text, entities) : escapeHtml(service),
    kind: service === undefined ? kind : 'service',
    ...(file && { file_id: file.file_id }),
    ...(file?.file_name && { file_name: file.file_name }),
    ...(service !== undefined && { service }),
    ...(reply &&
      !reply.forum_topic_created && {
        reply_to: {
          message_id: reply.message_id,
          name: nameOf(reply),
          text: shortened(reply.text ?? reply.caption ?? ''),
        },
      }),
    buttons: (message.reply_markup?.inline_keyboard ?? []).map((row) =>
      row.map((button) => ({ ...button, index: index++ })),
    ),
    reactions: countReactions(stored).map(({ type, total_count }) => ({
      type,
      count: total_count,
      mine: mine.includes(JSON.stringify(type)),
    })),
    ...(message.is_topic_message &&
      message.message_thread_id !== undefined && { thread: message.message_thread_id }),
    forwarded: message.forward_origin !== undefined,
    ...(stored.receiverId !== undefined && { private_to: stored.receiverId }),
    raw: message,
  };
}

/**
 * The chat's messages as this person sees them, in order: ephemeral ones only where they are the
 * receiver, what was deleted is gone, what an ephemeral message stands in for is hidden.
 */
export function visibleTo(
  _state: WorldState,
  record: ChatRecord,
  viewer: number,
  limit = 200,
): VisibleMessage[] {
  const own = [...record.ephemeral.values()].filter((stored) => stored.receiverId === viewer);
  const hidden = new Set(own.map((stored) => stored.replaces));
  const open = [...record.messages.values()].filter((stored) => !hidden.has(stored.message.message_id));
  return [...open, ...own]
    .sort((a, b) => a.order - b.order)
    .slice(-limit)
    .map((stored) => show(stored, viewer));
}
