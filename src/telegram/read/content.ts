import type { Mark, Mention, MessageKind, Range } from '../../model/event.ts';
import { readPerson, readUsername } from './people.ts';
import { list, optionalObject, type Shape, text } from './shape.ts';

/** Telegram's longest text is 4,096; more is nobody's message. */
const LONGEST_TEXT = 8_192;
const MOST_ENTITIES = 200;

export interface Content {
  kind: MessageKind;
  text: string;
  masked: Range[];
  mentions: Mention[];
  marks: Mark[];
}

/** Words in these are quoted, shown or linked, not said. */
const MASKED = new Set([
  'code',
  'pre',
  'blockquote',
  'expandable_blockquote',
  'url',
  'text_link',
  'email',
  'mention',
  'bot_command',
]);

const MARKS: ReadonlyMap<string, Mark['is']> = new Map([
  ['bot_command', 'call'],
  ['mention', 'name'],
  ['text_mention', 'name'],
]);

/** Field → kind, the first that is there: an animation also carries a document, a live photo a photo. */
const KINDS: readonly (readonly [string, MessageKind])[] = [
  ['animation', 'gif'],
  ['sticker', 'sticker'],
  ['photo', 'photo'],
  ['live_photo', 'photo'],
  ['video', 'video'],
  ['voice', 'voice'],
  ['video_note', 'round'],
  ['audio', 'audio'],
  ['document', 'document'],
  ['poll', 'poll'],
  ['venue', 'location'],
  ['location', 'location'],
  ['contact', 'location'],
];

/** What a message says, and whom it names. Entities that do not fit the text are passed over. */
export function readContent(message: Shape): Content {
  if (typeof message.text === 'string') return withEntities('text', message.text, message.entities);
  const kind =
    KINDS.find(([field]) => message[field] !== undefined && message[field] !== null)?.[1] ?? 'other';
  if (kind === 'sticker') {
    return {
      kind,
      text: text(optionalObject(message.sticker)?.emoji, 32),
      masked: [],
      mentions: [],
      marks: [],
    };
  }
  return withEntities(kind, message.caption, message.caption_entities);
}

function withEntities(kind: MessageKind, value: unknown, entities: unknown): Content {
  const said = text(value, LONGEST_TEXT);
  const content: Content = { kind, text: said, masked: [], mentions: [], marks: [] };
  for (const item of list(entities).slice(0, MOST_ENTITIES)) {
    const entity = optionalObject(item);
    const range = entity && readRange(entity, said.length);
    if (!entity || !range || typeof entity.type !== 'string') continue;
    if (MASKED.has(entity.type)) content.masked.push(range);
    const mark = MARKS.get(entity.type);
    if (mark) content.marks.push({ is: mark, ...range });
    if (entity.type === 'mention') {
      const name = readUsername(said.slice(range.start + 1, range.end));
      if (name) content.mentions.push({ name });
    }
    if (entity.type === 'text_mention' && optionalObject(entity.user)) {
      content.mentions.push({ person: readPerson(entity.user, 'text_mention.user') });
    }
  }
  if (content.marks.length > 1) content.marks.sort((a, b) => a.start - b.start);
  return content;
}

function readRange({ offset, length }: Shape, end: number): Range | null {
  if (typeof offset !== 'number' || typeof length !== 'number') return null;
  if (!Number.isInteger(offset) || !Number.isInteger(length) || offset < 0 || length <= 0) return null;
  return offset + length > end ? null : { start: offset, end: offset + length };
}

/** Messages that Telegram writes itself: nobody said them. */
const SERVICE: ReadonlySet<string> = new Set([
  'new_chat_members',
  'left_chat_member',
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
  'group_chat_created',
  'supergroup_chat_created',
  'channel_chat_created',
  'message_auto_delete_timer_changed',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'pinned_message',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'general_forum_topic_hidden',
  'general_forum_topic_unhidden',
  'video_chat_scheduled',
  'video_chat_started',
  'video_chat_ended',
  'video_chat_participants_invited',
  'invoice',
  'successful_payment',
  'refunded_payment',
  'users_shared',
  'chat_shared',
  'gift',
  'unique_gift',
  'connected_website',
  'write_access_allowed',
  'proximity_alert_triggered',
  'boost_added',
  'chat_background_set',
  'checklist_tasks_done',
  'checklist_tasks_added',
  'direct_message_price_changed',
  'paid_message_price_changed',
  'giveaway_created',
  'giveaway_completed',
  'chat_owner_left',
  'chat_owner_changed',
  'suggested_post_approved',
  'suggested_post_approval_failed',
  'suggested_post_declined',
  'suggested_post_paid',
  'suggested_post_refunded',
  'web_app_data',
]);

/** By the message's own fields, of which there are few. */
export function isService(message: Shape): boolean {
  for (const field in message) if (SERVICE.has(field) && message[field] !== undefined) return true;
  return false;
}
