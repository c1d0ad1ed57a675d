import { Telegraf } from 'telegraf';
import type { UserFromGetMe } from 'telegraf/types';
import type { RawUpdate } from '../intake/update.ts';
import type { ChatEvent } from '../model/event.ts';
import { readMessage } from './read/message.ts';
import { readChatMember, readMessageReaction, readMyChatMember, readPress } from './read/others.ts';

/** A Telegraf bot that only routes: each handler says what an update means, and the batch does the rest. */
export function createBot(token: string, apiRoot: string): Telegraf {
  const bot = new Telegraf(token, {
    // An update is never given up half-way: errors and time belong to the batch.
    handlerTimeout: Number.POSITIVE_INFINITY,
    telegram: { apiRoot, webhookReply: false },
  });
  bot.catch((error) => {
    throw error;
  });
  return bot;
}

/**
 * Registers the routes and answers with a reader: update in, event out. `now` stamps presses, for which Telegram
 * sends no date. The reader rejects for an update that is not what it should be.
 */
export function createReader(bot: Telegraf, me: UserFromGetMe, now: () => number) {
  const events = new WeakMap<object, ChatEvent>();
  const take = (update: object, event: ChatEvent | null) => {
    if (event) events.set(update, event);
  };
  bot.botInfo = me;
  bot.on('message', ({ update }) => take(update, readMessage(update.message, false, me.username)));
  bot.on('edited_message', ({ update }) =>
    take(update, readMessage(update.edited_message, true, me.username)),
  );
  bot.on('callback_query', ({ update }) => take(update, readPress(update.callback_query, now())));
  bot.on('chat_member', ({ update }) => take(update, readChatMember(update.chat_member)));
  bot.on('my_chat_member', ({ update }) => take(update, readMyChatMember(update.my_chat_member)));
  bot.on('message_reaction', ({ update }) => take(update, readMessageReaction(update.message_reaction)));

  return async (update: RawUpdate): Promise<ChatEvent | null> => {
    await bot.handleUpdate(update as never);
    return events.get(update) ?? null;
  };
}
