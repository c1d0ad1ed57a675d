import type { Notice } from '../model/notice.ts';
import type { InlineKeyboardMarkup, OutboxMethods, SendOptions } from './bot-api.ts';
import { PRESS_LIVES, type Way } from './ways.ts';

/** A notice in words: translated, figures filled in. */
export interface Rendered {
  text: string;
  keyboard?: InlineKeyboardMarkup;
  /** A file that is sent with the text as its caption, where a new message is sent. */
  document?: { name: string; content: string };
  /** Nothing is to take its place any more, whatever its notice says. */
  last?: true;
  /** A picture in the text's stead, where a new message is sent; where none may be sent, the text is. */
  photo?: Photo;
  /** The short answer to the press; without it the press is answered in silence. */
  toast?: string;
}

/** A picture to upload, or the id of one that Telegram has. */
export interface Photo {
  source: Uint8Array | string;
  /** Telegram has it under this id now; null: it does not know the id that was given. */
  known(fileId: string | null): void;
}

type Params<Method extends keyof OutboxMethods> = OutboxMethods[Method]['params'];

/** Where a rung speaks: the person's private chat, or the chat of the notice. */
export function chatOf(notice: Notice, by: Way['by']): number {
  return by === 'dm' && notice.to !== null ? notice.to : notice.chat;
}

/**
 * A message. In a group it is silent and hangs on what it answers; where that is gone, it stands alone.
 * An ephemeral one carries no reply: its person has just acted and nobody else sees it.
 */
export function sendMessage(
  notice: Notice,
  said: Rendered,
  by: 'public' | 'ephemeral' | 'dm',
  nowSeconds: number,
): Params<'sendMessage'> {
  return { ...words(said), ...placed(notice, by, nowSeconds) };
}

/** The same for what goes with a file. */
export function sendDocument(
  notice: Notice,
  said: Rendered,
  document: { name: string; content: string },
  by: 'public' | 'ephemeral' | 'dm',
  nowSeconds: number,
): Params<'sendDocument'> {
  return {
    document: { source: Buffer.from(document.content), filename: document.name },
    caption: said.text,
    parse_mode: 'HTML',
    ...(said.keyboard && { reply_markup: said.keyboard }),
    ...placed(notice, by, nowSeconds),
  };
}

/** The picture says it all: it has no caption. */
export function sendPhoto(
  notice: Notice,
  said: Rendered,
  { source }: Photo,
  by: 'public' | 'ephemeral' | 'dm',
  nowSeconds: number,
): Params<'sendPhoto'> {
  return {
    photo: typeof source === 'string' ? source : { source: Buffer.from(source), filename: 'picture.png' },
    ...(said.keyboard && { reply_markup: said.keyboard }),
    ...placed(notice, by, nowSeconds),
  };
}

/** Where a message stands, and what it answers. */
function placed(
  notice: Notice,
  by: 'public' | 'ephemeral' | 'dm',
  nowSeconds: number,
): SendOptions & { chat_id: number } {
  const params: SendOptions & { chat_id: number } = { chat_id: chatOf(notice, by) };
  if (params.chat_id >= 0) return params;
  params.disable_notification = true;
  if (notice.thread !== null) params.message_thread_id = notice.thread;
  if (by === 'ephemeral' && notice.to !== null) {
    params.ephemeral_message_parameters = { receiver_user_id: notice.to };
    if (notice.query !== null && nowSeconds - notice.at <= PRESS_LIVES) {
      params.ephemeral_message_parameters.callback_query_id = notice.query;
    }
  } else if (notice.messageId) {
    params.reply_parameters = { message_id: notice.messageId, allow_sending_without_reply: true };
  }
  return params;
}

export function editMessage(notice: Notice, messageId: number, said: Rendered): Params<'editMessageText'> {
  return { chat_id: notice.chat, message_id: messageId, ...words(said) };
}

/** A message that only its person sees. */
export function editEphemeral(
  notice: Notice,
  ephemeralId: number,
  said: Rendered,
): Params<'editEphemeralMessageText'> {
  return {
    chat_id: notice.chat,
    receiver_user_id: notice.to ?? 0,
    ephemeral_message_id: ephemeralId,
    ...words(said),
  };
}

/** The bot's own reaction; its emoji is the notice's key. */
export function react(notice: Notice): Params<'setMessageReaction'> {
  return {
    chat_id: notice.chat,
    message_id: notice.messageId ?? 0,
    reaction: [{ type: 'emoji', emoji: notice.key }],
  };
}

/** The answer to a press, at most 200 characters. */
export function answerPress(query: string, said: string | undefined): Params<'answerCallbackQuery'> {
  return said ? { callback_query_id: query, text: shortened(said) } : { callback_query_id: query };
}

function words(said: Rendered) {
  return {
    text: said.text,
    parse_mode: 'HTML' as const,
    link_preview_options: { is_disabled: true },
    ...(said.keyboard ? { reply_markup: said.keyboard } : {}),
  };
}

function shortened(text: string): string {
  const letters = [...text];
  return letters.length > 200 ? `${letters.slice(0, 199).join('')}…` : text;
}
