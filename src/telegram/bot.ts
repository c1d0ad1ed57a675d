import { type Context, type MiddlewareFn, Telegraf } from 'telegraf';
import type { UserFromGetMe } from 'telegraf/types';
import type { RawUpdate } from '../intake/update.ts';
import type { ChatEvent } from '../model/event.ts';
import { readMessage } from './read/message.ts';
import { readChatMember, readMessageReaction, readMyChatMember, readPress } from './read/others.ts';

/**
 * A Telegraf bot that only routes: its handler says what an update means, and the batch does the rest. It has one handler
 * for all: Telegraf asks each in turn, which costs as much as reading the update.
 */
class Router extends Telegraf {
  route: MiddlewareFn<Context> = () => Promise.resolve();

  override middleware(): MiddlewareFn<Context> {
    return this.route;
  }
}

export function createBot(token: string, apiRoot: string): Router {
  const bot = new Router(token, {
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
export function createReader(bot: Router, me: UserFromGetMe, now: () => number) {
  const events = new WeakMap<object, ChatEvent>();
  const routes = Object.entries(routesFor(me.username, now));
  bot.botInfo = me;
  bot.route = async ({ update }) => {
    const parts: object = update;
    for (const [kind, read] of routes) {
      if (!Object.hasOwn(parts, kind)) continue;
      const event = read((parts as Record<string, unknown>)[kind]);
      if (event) events.set(update, event);
      return;
    }
  };

  return async (update: RawUpdate): Promise<ChatEvent | null> => {
    await bot.handleUpdate(update as never);
    return events.get(update) ?? null;
  };
}

/** What each kind of update means, the commonest first. */
function routesFor(username: string, now: () => number): Record<string, (part: unknown) => ChatEvent | null> {
  return {
    message: (part) => readMessage(part, false, username),
    edited_message: (part) => readMessage(part, true, username),
    callback_query: (part) => readPress(part, now()),
    chat_member: readChatMember,
    my_chat_member: readMyChatMember,
    message_reaction: readMessageReaction,
  };
}
