import type * as Tg from 'telegraf/types';
import type { BotApi, Caption, InlineKeyboardMarkup, OutboxMethods, SentMessage } from '../outbox/bot-api.ts';

/** `is_ephemeral` hides the command itself from everyone but its author. */
export interface BotCommand {
  command: string;
  description: string;
  is_ephemeral?: boolean;
}

export type CommandScope =
  | { type: 'default' | 'all_private_chats' | 'all_group_chats' | 'all_chat_administrators' }
  | { type: 'chat' | 'chat_administrators'; chat_id: number }
  | { type: 'chat_member'; chat_id: number; user_id: number };

interface Ephemeral {
  chat_id: number;
  receiver_user_id: number;
  ephemeral_message_id: number;
}

interface Localized {
  language_code?: string;
}

/** Every method the bot uses, by the Bot API's own names; Telegraf's types end at 7.1. */
export interface TelegramMethods extends OutboxMethods {
  getMe: { params: Record<string, never>; result: Tg.UserFromGetMe };
  getUpdates: {
    params: { offset?: number; limit?: number; timeout?: number; allowed_updates?: readonly string[] };
    result: Tg.Update[];
  };
  setWebhook: {
    params: {
      url: string;
      secret_token?: string;
      max_connections?: number;
      allowed_updates?: readonly string[];
      drop_pending_updates?: boolean;
    };
    result: true;
  };
  deleteWebhook: { params: { drop_pending_updates?: boolean }; result: true };
  getWebhookInfo: { params: Record<string, never>; result: Tg.WebhookInfo };

  sendChatAction: {
    params: { chat_id: number; action: string; message_thread_id?: number };
    result: true;
  };
  editMessageReplyMarkup: {
    params: { chat_id: number; message_id: number; reply_markup?: InlineKeyboardMarkup };
    result: SentMessage | true;
  };
  editMessageCaption: {
    params: Caption & { chat_id: number; message_id: number };
    result: SentMessage | true;
  };
  deleteEphemeralMessage: { params: Ephemeral; result: true };

  getUserProfilePhotos: {
    params: { user_id: number; offset?: number; limit?: number };
    result: { total_count: number; photos: Tg.PhotoSize[][] };
  };
  getFile: {
    params: { file_id: string };
    result: { file_id: string; file_size?: number; file_path?: string };
  };
  getChat: { params: { chat_id: number }; result: Tg.ChatFromGetChat };
  getChatAdministrators: {
    params: { chat_id: number };
    result: (Tg.ChatMemberOwner | Tg.ChatMemberAdministrator)[];
  };
  getChatMemberCount: { params: { chat_id: number }; result: number };
  leaveChat: { params: { chat_id: number }; result: true };
  setChatAdministratorCustomTitle: {
    params: { chat_id: number; user_id: number; custom_title: string };
    result: true;
  };
  revokeChatInviteLink: { params: { chat_id: number; invite_link: string }; result: Tg.ChatInviteLink };

  setMyCommands: {
    params: Localized & { commands: readonly BotCommand[]; scope?: CommandScope };
    result: true;
  };
  deleteMyCommands: { params: Localized & { scope?: CommandScope }; result: true };
  getMyCommands: { params: Localized & { scope?: CommandScope }; result: BotCommand[] };
  setMyDescription: { params: Localized & { description?: string }; result: true };
  setMyShortDescription: { params: Localized & { short_description?: string }; result: true };
  setChatMenuButton: {
    params: {
      chat_id?: number;
      menu_button?:
        | { type: 'commands' | 'default' }
        | { type: 'web_app'; text: string; web_app: { url: string } };
    };
    result: true;
  };
}

export type TelegramApi = BotApi<TelegramMethods>;
