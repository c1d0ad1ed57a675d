import { pino } from 'pino';
import { type App, createApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import {
  type LocalTelegram,
  type LocalTelegramOptions,
  startLocalTelegram,
} from '../../src/playground/local-telegram.ts';
import type { Chat, Message, User } from '../../src/playground/types.ts';
import type { SayOptions } from '../../src/playground/world/say.ts';
import type { Database } from '../../src/storage/database.ts';
import { type ExportedChat, exportChat } from '../../src/transfer/export.ts';
import { listen } from '../../src/web/server.ts';
import { linesOf } from './lines.ts';

/** No journey waits for Telegram's flood limits, unless it is about them. */
const UNLIMITED = { perSecond: 1e6, chatGapMs: 0, groupPerMinute: 1e6 };

/** Seeds the draws of every world. */
export const TEST_SECRET = 'a secret for tests only';

export interface WorldOptions {
  /** Updates by webhook instead of long polling. */
  webhook?: boolean;
  telegram?: LocalTelegramOptions;
  env?: Record<string, string>;
  /** The bot's standing in the group; admin unless said otherwise. */
  bot?: 'administrator' | 'member';
  /** What the chat's admins have changed before the story begins. */
  settings?: Readonly<Record<string, unknown>>;
  /** The app's clock, milliseconds; Telegram's is `telegram.now`. */
  now?: () => number;
  /** The app's clock is Telegram's: only then does `tick` find something due. */
  sameClock?: boolean;
}

/** A group on a local Telegram, with the real bot in it, over HTTP. */
export interface TestWorld {
  readonly telegram: LocalTelegram;
  readonly app: App;
  readonly database: Database;
  readonly group: Chat;
  /** The group's owner. */
  readonly anna: User;
  readonly boris: User;
  readonly chiara: User;
  readonly dmitri: User;
  /** Someone says something in the group. */
  say(who: User, what: string | SayOptions, options?: SayOptions): Message;
  /** Resolves when every update so far is committed and everything due is said. */
  settled(): Promise<void>;
  /** Moves the clock on; then what is due is judged and said. Needs `sameClock`. */
  tick(seconds: number): Promise<void>;
  /** Says it, and answers with the texts that the bot sent in consequence. */
  hears(who: User, what: string | SayOptions, options?: SayOptions): Promise<string[]>;
  /** What the bot has sent so far, oldest first. */
  sent(): string[];
  ledger(chat?: number): Promise<ExportedChat>;
  reputation(who: User): Promise<number>;
  /** Calls that Telegram refused: a journey should have none. */
  refusedCalls(): { method: string; error: unknown }[];
  close(): Promise<void>;
}

/** Opens one on a database; close it after the test. */
export async function openWorld(database: Database, options: WorldOptions = {}): Promise<TestWorld> {
  const telegram = await startLocalTelegram({ retryScale: 0.01, ...options.telegram });
  const { world, calls } = telegram;
  const anna = world.createUser({ first_name: 'Anna', username: 'anna', language_code: 'en' });
  const boris = world.createUser({ first_name: 'Boris', username: 'boris', language_code: 'en' });
  const chiara = world.createUser({ first_name: 'Chiara', language_code: 'en' });
  const dmitri = world.createUser({ first_name: 'Дмитрий', username: 'dmitri', language_code: 'ru' });
  const group = world.createGroup({
    title: 'Garden',
    type: 'supergroup',
    owner: anna,
    members: [boris, chiara, dmitri],
    bot: options.bot ?? 'administrator',
  });
  const now = () => world.clock.now() * 1000;
  const { app, stop } = await startBot(database, telegram, { ...(options.sameClock && { now }), ...options });

  async function settled(): Promise<void> {
    while ((await pendingUpdates(telegram)) > 0) await new Promise((resolve) => setTimeout(resolve, 4));
    await app.idle();
  }
  if (options.settings) {
    await database.query(
      `insert into chats (chat_id, settings) values ($1, $2)
       on conflict (chat_id) do update set settings = excluded.settings`,
      [group.id, JSON.stringify(options.settings)],
    );
  }
  const sent = () => calls.of('sendMessage').map((call) => String(call.params.text));
  const ledger = async (chat = group.id): Promise<ExportedChat> => {
    const exported = await exportChat(database, chat);
    if (!exported) throw new Error(`chat ${chat} is not in the database`);
    return { ...exported, entries: linesOf(exported.entries) };
  };

  return {
    telegram,
    app,
    database,
    group,
    anna,
    boris,
    chiara,
    dmitri,
    say: (who, what, more) => world.say(who, group, what, more),
    settled,
    async tick(seconds) {
      await settled();
      world.clock.advance(seconds);
      await app.tick();
      await app.idle();
    },
    async hears(who, what, more) {
      await settled();
      const before = calls.count;
      world.say(who, group, what, more);
      await settled();
      return calls
        .after(before)
        .filter((call) => call.method === 'sendMessage')
        .map((call) => String(call.params.text));
    },
    sent,
    ledger,
    async reputation(who) {
      const { members } = await ledger();
      return members.find((member) => member.user_id === who.id)?.reputation ?? 0;
    },
    refusedCalls: () =>
      calls
        .all()
        .filter((call) => call.status >= 400)
        .map(({ method, error }) => ({ method, error })),
    async close() {
      await stop();
      await telegram.close();
    },
  };
}

/** Updates that the bot has not confirmed yet, by either way of delivery. */
async function pendingUpdates({ root, token }: LocalTelegram): Promise<number> {
  const answer = await fetch(`${root}/bot${token}/getWebhookInfo`);
  const { result } = (await answer.json()) as { result?: { pending_update_count: number } };
  return result?.pending_update_count ?? 1;
}

/** The real bot, as `npm start` wires it, against this Telegram. */
export async function startBot(
  database: Database,
  telegram: LocalTelegram,
  { webhook = false, env = {}, now }: WorldOptions = {},
): Promise<{ app: App; stop(): Promise<void> }> {
  const config = readConfig({
    BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    SECRET: TEST_SECRET,
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    ...env,
  }) as Config & { botToken: string };
  let handler: App['handler'] = () => false;
  const server = webhook
    ? await listen((request, response) => handler(request, response), 0, '127.0.0.1')
    : null;
  if (server) config.webhookUrl = new URL(`http://127.0.0.1:${server.port}/telegram/hook`);
  const log = pino({ level: config.logLevel });
  const app = await createApp({ config, database, log, limits: UNLIMITED, ...(now && { now }) });
  handler = app.handler;
  await app.run();
  return {
    app,
    async stop() {
      await app.stop();
      await server?.close();
    },
  };
}
