import { Telegraf } from 'telegraf';
import type { UserFromGetMe } from 'telegraf/types';
import type { RawUpdate } from '../intake/update.ts';
import type { ChatEvent } from '../model/event.ts';
import { readMessage } from './read/message.ts';
import { readChatMember, readMessageReaction, readMyChatMember, readPress } from './read/others.ts';

type Route = readonly [kind: string, read: (part: unknown) => ChatEvent | null];

/**
 * A Telegraf bot that only routes, by the kind of an update: what it means is read there, and the batch does the rest.
 * Without the `Context` that Telegraf makes of each update first: making it takes as long as reading a message (1 µs and
 * 1.4 kB), and nobody would ask it anything.
 */
class Router extends Telegraf {
  routes: readonly Route[] = [];

  read(update: RawUpdate): ChatEvent | null {
    for (const [kind, read] of this.routes) if (Object.hasOwn(update, kind)) return read(update[kind]);
    return null;
  }
}

export function createBot(token: string, apiRoot: string): Router {
  return new Router(token, { telegram: { apiRoot, webhookReply: false } });
}

/**
 * Registers the routes and answers with a reader: update in, event out. `now` stamps presses, for which Telegram
 * sends no date. The reader throws for an update that is not what it should be.
 */
export function createReader(bot: Router, me: UserFromGetMe, now: () => number) {
  bot.botInfo = me;
  bot.routes = routesFor(me.username, now);
  return (update: RawUpdate): ChatEvent | null => bot.read(update);
}

/** What each kind of update means, the commonest first. */
function routesFor(username: string, now: () => number): readonly Route[] {
  return [
    ['message', (part) => readMessage(part, false, username)],
    ['edited_message', (part) => readMessage(part, true, username)],
    ['callback_query', (part) => readPress(part, now())],
    ['chat_member', readChatMember],
    ['my_chat_member', readMyChatMember],
    ['message_reaction', readMessageReaction],
  ];
}
