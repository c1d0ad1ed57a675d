import type { ErrandMethods } from './errand-api.ts';

/** What delivery needs of the Bot API, in its own words: the caller, its error and the methods it uses. */

export interface InlineKeyboardButton {
  text: string;
  /** At most 64 bytes of UTF-8. */
  callback_data?: string;
  url?: string;
  web_app?: { url: string };
  copy_text?: { text: string };
  style?: 'success' | 'danger' | 'primary';
  icon_custom_emoji_id?: string;
}

export interface InlineKeyboardMarkup {
  inline_keyboard: readonly (readonly InlineKeyboardButton[])[];
}

export interface ReplyParameters {
  message_id: number;
  chat_id?: number;
  allow_sending_without_reply?: boolean;
  quote?: string;
}

export interface LinkPreviewOptions {
  is_disabled?: boolean;
  url?: string;
}

export interface EphemeralMessageParameters {
  receiver_user_id: number;
  /** The press that caused it, at most 15 s old; bots that are no admins need one. */
  callback_query_id?: string;
  replace_callback_query_message?: boolean;
}

/** The parts of a sent message that are looked at. An ephemeral one has `message_id` 0 and its own number. */
export interface SentMessage {
  message_id: number;
  date: number;
  chat: { id: number; type: string };
  message_thread_id?: number;
  ephemeral_message_id?: number;
}

/** A file to upload, or the id or address of one that Telegram has. */
export type InputFile = string | { source: Uint8Array | NodeJS.ReadableStream | string; filename?: string };

export interface Caption {
  caption?: string;
  parse_mode?: 'HTML';
  reply_markup?: InlineKeyboardMarkup;
}

interface TextParams {
  text: string;
  parse_mode?: 'HTML';
  link_preview_options?: LinkPreviewOptions;
  reply_markup?: InlineKeyboardMarkup;
}

export interface SendOptions {
  message_thread_id?: number;
  disable_notification?: boolean;
  protect_content?: boolean;
  reply_parameters?: ReplyParameters;
  ephemeral_message_parameters?: EphemeralMessageParameters;
}

export type ReactionType =
  | { type: 'emoji'; emoji: string }
  | { type: 'custom_emoji'; custom_emoji_id: string };

export interface OutboxMethods extends ErrandMethods {
  sendMessage: { params: TextParams & SendOptions & { chat_id: number }; result: SentMessage };
  sendDocument: {
    params: Caption & SendOptions & { chat_id: number; document: InputFile };
    result: SentMessage;
  };
  sendPhoto: {
    params: Caption & SendOptions & { chat_id: number; photo: InputFile };
    result: SentMessage & { photo?: readonly { file_id: string }[] };
  };
  editMessageText: {
    params: TextParams & { chat_id: number; message_id: number };
    result: SentMessage | true;
  };
  editEphemeralMessageText: {
    params: TextParams & { chat_id: number; receiver_user_id: number; ephemeral_message_id: number };
    result: true;
  };
  answerCallbackQuery: {
    params: { callback_query_id: string; text?: string; show_alert?: boolean; url?: string };
    result: true;
  };
  setMessageReaction: {
    params: { chat_id: number; message_id: number; reaction?: readonly ReactionType[]; is_big?: boolean };
    result: true;
  };
  deleteMessage: { params: { chat_id: number; message_id: number }; result: true };
  /** 1–100 messages; those not found are skipped. */
  deleteMessages: { params: { chat_id: number; message_ids: readonly number[] }; result: true };
}

export interface CallOptions {
  /** Milliseconds until the call is given up; its outcome is then unknown. */
  timeoutMs?: number;
  /** Gives the call up from outside, e.g. a long poll when the process stops. */
  signal?: AbortSignal;
}

/** Calls methods of the Bot API; every failure is an `ApiError`. */
export interface BotApi<
  Methods extends { [Name in keyof Methods]: { params: unknown; result: unknown } } = OutboxMethods,
> {
  call<Name extends keyof Methods & string>(
    method: Name,
    params: Methods[Name]['params'],
    options?: CallOptions,
  ): Promise<Methods[Name]['result']>;
}

export interface ApiFailure {
  method: string;
  /** Telegram's `error_code`, or the HTTP status; 0 when no answer came. */
  code: number;
  description: string;
  /** Seconds to wait before the next try (429). */
  retryAfter?: number | null;
  /** The supergroup in which the group goes on (400). */
  migrateTo?: number | null;
  /** No answer came: whether Telegram did what was asked is unknown. */
  network?: boolean;
}

export class ApiError extends Error {
  readonly method: string;
  readonly code: number;
  readonly description: string;
  readonly retryAfter: number | null;
  readonly migrateTo: number | null;
  readonly network: boolean;

  constructor(failure: ApiFailure) {
    super(`${failure.method}: ${failure.code} ${failure.description}`);
    this.name = 'ApiError';
    this.method = failure.method;
    this.code = failure.code;
    this.description = failure.description;
    this.retryAfter = failure.retryAfter ?? null;
    this.migrateTo = failure.migrateTo ?? null;
    this.network = failure.network ?? false;
  }
}
