/** The Bot API's own objects, as far as the local server plays them. Names are Telegram's. */

export interface User {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  is_premium?: boolean;
}

export type ChatType = 'private' | 'group' | 'supergroup' | 'channel';

export interface Chat {
  id: number;
  type: ChatType;
  title?: string;
  username?: string;
  first_name?: string;
  last_name?: string;
  is_forum?: boolean;
}

export interface MessageEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  user?: User;
  language?: string;
  custom_emoji_id?: string;
}

export interface InlineKeyboardButton {
  text: string;
  callback_data?: string;
  url?: string;
  web_app?: { url: string };
  copy_text?: { text: string };
  login_url?: { url: string };
  switch_inline_query?: string;
  switch_inline_query_current_chat?: string;
  disabled?: Record<string, unknown>;
  style?: string;
  icon_custom_emoji_id?: string;
}

export interface InlineKeyboardMarkup {
  inline_keyboard: InlineKeyboardButton[][];
}

export interface FileRef {
  file_id: string;
  file_unique_id: string;
  file_size?: number;
  file_name?: string;
  mime_type?: string;
  width?: number;
  height?: number;
  duration?: number;
  [field: string]: unknown;
}

export type ReactionType =
  | { type: 'emoji'; emoji: string }
  | { type: 'custom_emoji'; custom_emoji_id: string }
  | { type: 'paid' };

export interface Message {
  message_id: number;
  date: number;
  chat: Chat;
  from?: User;
  sender_chat?: Chat;
  sender_tag?: string;
  author_signature?: string;
  edit_date?: number;
  message_thread_id?: number;
  is_topic_message?: true;
  is_automatic_forward?: true;
  reply_to_message?: Message;
  external_reply?: Record<string, unknown>;
  quote?: { text: string; position: number; is_manual?: true };
  forward_origin?: Record<string, unknown>;
  via_bot?: User;
  media_group_id?: string;
  has_protected_content?: true;
  text?: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  reply_markup?: InlineKeyboardMarkup;
  receiver_user?: User;
  ephemeral_message_id?: number;
  photo?: FileRef[];
  document?: FileRef;
  sticker?: FileRef & { emoji?: string };
  new_chat_members?: User[];
  left_chat_member?: User;
  migrate_to_chat_id?: number;
  migrate_from_chat_id?: number;
  pinned_message?: Message;
  forum_topic_created?: { name: string; icon_color: number };
  /** Other media and service fields: voice, video_chat_started, story, checklist … */
  [field: string]: unknown;
}

export type MemberStatus = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';

export interface ChatMember {
  status: MemberStatus;
  user: User;
  is_member?: boolean;
  is_anonymous?: boolean;
  custom_title?: string;
  tag?: string;
  until_date?: number;
  [right: string]: unknown;
}

export interface Update {
  update_id: number;
  [kind: string]: unknown;
}

export interface CallbackAnswer {
  text?: string;
  show_alert?: boolean;
  url?: string;
}

/** Options that an optional field may be given as undefined: `{...maybe({a: undefined})}` is `{}`. */
export function compact<T extends Record<string, unknown>>(
  fields: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  const out: Record<string, unknown> = {};
  for (const key in fields) if (fields[key] !== undefined) out[key] = fields[key];
  return out as { [K in keyof T]: Exclude<T[K], undefined> };
}
