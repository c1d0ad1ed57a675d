import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { UserFromGetMe } from 'telegraf/types';
import type { Config } from './config.ts';
import { migrateChat } from './engine/chat/migrate.ts';
import { learnLesson } from './engine/health/learn-lesson.ts';
import { createAdmins } from './intake/admins.ts';
import { createCommit } from './intake/commit-batch.ts';
import { createTickCommit } from './intake/commit-ticks.ts';
import { createDocuments } from './intake/documents.ts';
import { createHealth } from './intake/health.ts';
import { createInbox } from './intake/inbox.ts';
import { createLine } from './intake/line.ts';
import { pause } from './intake/pause.ts';
import { poll, troubleOf } from './intake/poll.ts';
import { ALLOWED_UPDATES } from './intake/update.ts';
import { createWebhook } from './intake/webhook.ts';
import { chatId, userId } from './model/ids.ts';
import { ApiError } from './outbox/bot-api.ts';
import { startDelivery } from './outbox/deliver.ts';
import { type Limits, TELEGRAM_LIMITS } from './outbox/pace.ts';
import type { Waiting } from './outbox/waiting.ts';
import { adminsOf, isInside } from './people/store.ts';
import { openStudio } from './pictures/studio.ts';
import { createLinks } from './rating/link.ts';
import { startChores } from './schedule/chores.ts';
import { createHorizon, KNOCKS_AGAIN } from './schedule/horizon.ts';
import { createTicks } from './schedule/ticks.ts';
import { createTurns } from './schedule/turns.ts';
import { startUpkeep } from './schedule/upkeep.ts';
import type { Database } from './storage/database.ts';
import { installationSecret } from './storage/meta.ts';
import { createAdminSource } from './telegram/admins.ts';
import { createApi } from './telegram/api.ts';
import type { TelegramApi } from './telegram/api-types.ts';
import { createBot, createReader } from './telegram/bot.ts';
import { createCheckup } from './telegram/checkup.ts';
import { registerCommands } from './telegram/commands/register.ts';
import { createDocumentSource } from './telegram/documents.ts';
import { refreshIdentity } from './telegram/identity.ts';
import { createMemberCount } from './telegram/member-count.ts';
import { createPictures } from './telegram/pictures.ts';
import { createRenderer } from './telegram/render.ts';
import { createMetrics } from './web/metrics.ts';
import { createRating } from './web/rating/routes.ts';
import { createHandler, type Handler } from './web/server.ts';

export interface AppDeps {
  config: Config & { botToken: string };
  database: Database;
  log: Logger;
  /** The wall clock, milliseconds. */
  now?: () => number;
  /** Telegram's flood limits, unless another server has others. */
  limits?: Limits;
}

export interface App {
  bot: { id: number; username: string };
  /** Answers the bot's own routes; true for a request it has taken. */
  handler: Handler;
  /** Begins to take updates; with a webhook, call it when the handler is reachable. */
  run(): Promise<void>;
  /** Resolves when everything due has been said. */
  idle(): Promise<void>;
  /** Judges what has fallen due by now, which is done every second anyway. */
  tick(): Promise<void>;
  /** What is to be said in a chat and may not go yet, where Telegram's limit there is reached. */
  waits(chat: number): Waiting | null;
  /** Stops taking updates, finishes what was begun, says what is in flight. The database stays open. */
  stop(): Promise<void>;
}

/** All the wiring: from Telegram's updates to answers. Rejects when the token is refused. */
export async function createApp({
  config,
  database,
  log,
  now = Date.now,
  limits = TELEGRAM_LIMITS,
}: AppDeps): Promise<App> {
  const stopping = new AbortController();
  const health = createHealth();
  const telegraf = createBot(config.botToken, config.telegramApiRoot);
  const api = createApi(telegraf.telegram);
  const me = await whoAmI(api, log, stopping.signal);
  /** As Telegram told last. */
  const bot = { id: userId(me.id), username: me.username, readsAll: me.can_read_all_group_messages };
  const secret = config.secret ?? (await installationSecret(database));
  const nowSeconds = () => Math.floor(now() / 1000);

  const links = createLinks(secret, config.publicUrl);
  const rating = createRating({ database, links, now: nowSeconds, log });
  const studio = openStudio();
  const pictures = createPictures({
    api,
    apiRoot: config.telegramApiRoot,
    token: config.botToken,
    studio,
    now,
    log,
  });
  const delivery = startDelivery({
    database,
    botId: bot.id,
    api,
    render: createRenderer(database, bot, createMemberCount(api), createCheckup(api, bot), pictures, links),
    now,
    replyMaxAge: config.replyMaxAge,
    log,
    limits,
    onLesson: (flight, chat, lesson) => learnLesson(flight, bot, chat, lesson, nowSeconds()),
    onMigrated: (from, to) => database.transact((flight) => migrateChat(flight, chatId(from), chatId(to))),
  });
  const metrics = createMetrics(
    () => delivery.stats.waiting,
    () => line.waiting,
  );
  const commitBatch = createCommit({
    database,
    bot,
    read: createReader(telegraf, me, nowSeconds),
    async refresh(events) {
      const moved = events.some((event) => event.is === 'bot_status' && event.chat.type !== 'private');
      if (moved) await refreshIdentity(api, bot);
    },
    admins: createAdmins({
      fetch: createAdminSource(api, bot.id),
      isIn: (chat) => isInside(database, chat).catch(() => false),
      isReachable: () =>
        api.call('getMe', {}, { timeoutMs: 5_000 }).then(
          () => true,
          () => false,
        ),
      isKnown: (chat) =>
        adminsOf(database, [chat]).then(
          (known) => (known.get(chat)?.length ?? 0) > 0,
          () => true,
        ),
      now,
      log,
    }),
    documents: createDocuments({
      fetch: createDocumentSource(api, config.telegramApiRoot, config.botToken),
      admins: (chats) => adminsOf(database, chats),
      log,
    }),
    secret,
    now: nowSeconds,
    log,
    storing: health.storing,
    committed(report) {
      metrics.batch(report);
      if (report.latest !== null) horizon.handled(report.latest);
      if (report.notices > 0 || report.errands) delivery.wake(report.errands);
      if (report.wishes > 0) chores.wake();
    },
  });
  const turns = createTurns();
  const horizon = createHorizon({ now: nowSeconds, waiting: () => (line.isClear ? 0 : 1) + turns.waiting });
  const ticks = createTicks({
    database,
    turns,
    horizon,
    isCaughtUp: horizon.isCaughtUp,
    othersFirst: () => line.hasOthers(),
    commit: createTickCommit({
      ...{ database, bot, secret, log },
      committed: (notices, errands) => (notices > 0 || errands ? delivery.wake(errands) : undefined),
    }),
    log,
  });
  const line = createLine({
    inbox: createInbox(database, bot.id, nowSeconds, log),
    stores: database.kind === 'server',
    async count(updates, rows, signal) {
      const started = performance.now();
      await turns.take(() => commitBatch(updates, signal, rows));
      metrics.batchTook((performance.now() - started) / 1000);
    },
    log,
    storing: health.storing,
  });

  const hook = config.webhookUrl;
  const hookSecret = config.webhookSecret ?? createHash('sha256').update(`webhook ${secret}`).digest('hex');
  const receiver = hook ? createWebhook({ secret: hookSecret, take: line.take, log }) : null;
  const chores = startChores(database, log);
  const upkeep = startUpkeep(database, nowSeconds, log);
  let polling: Promise<void> = Promise.resolve();

  return {
    bot: { id: me.id, username: me.username },
    handler: createHandler({
      webhook: hook && receiver ? { path: hook.pathname, receiver } : null,
      metrics,
      rating: rating.handle,
      async ailment() {
        if (!health.well) return `intake: ${health.words}`;
        return database.ping().then(
          () => null,
          () => 'database: it does not answer',
        );
      },
    }),
    async run() {
      void untilDone('the menus of commands', () => registerCommands(api), log, stopping.signal);
      line.begin();
      ticks.start();
      if (hook) {
        const params = { url: hook.href, secret_token: hookSecret, allowed_updates: ALLOWED_UPDATES };
        await untilDone('the webhook', () => api.call('setWebhook', params), log, stopping.signal);
        health.intake(true);
        const waiting = await api.call('getWebhookInfo', {}).then(
          (info) => info.pending_update_count > 0,
          () => true,
        );
        if (waiting) setTimeout(() => horizon.caughtUp(true), KNOCKS_AGAIN * 1000).unref();
        else horizon.caughtUp(true);
        return;
      }
      await untilDone('long polling', () => api.call('deleteWebhook', {}), log, stopping.signal);
      const getUpdates = (params: Parameters<typeof api.call<'getUpdates'>>[1], signal: AbortSignal) =>
        api.call('getUpdates', params, { signal });
      polling = poll(
        { getUpdates, take: line.take, log, health, caughtUp: horizon.caughtUp },
        stopping.signal,
      );
    },
    async idle() {
      await line.idle();
      await chores.idle();
      await delivery.idle();
    },
    tick: () => ticks.run(),
    waits: (chat) => delivery.waits(chat),
    async stop() {
      receiver?.stop();
      stopping.abort(new Error('stopping'));
      await Promise.all([polling, line.stop(), ticks.stop()]);
      upkeep.stop();
      await chores.stop();
      await delivery.stop();
      await studio.close();
    },
  };
}

/** The bot's own name and rights. Waits while Telegram is out of reach; rejects in plain words for a bad token. */
async function whoAmI(api: TelegramApi, log: Logger, signal: AbortSignal): Promise<UserFromGetMe> {
  let told = '';
  for (let failures = 1; ; failures += 1) {
    try {
      return await api.call('getMe', {});
    } catch (error) {
      if (error instanceof ApiError && (error.code === 401 || error.code === 404)) {
        throw new Error(
          `Telegram does not know this token (${error.code}). Check BOT_TOKEN: @BotFather shows it under /mybots → API Token.`,
        );
      }
      const trouble = troubleOf(error, failures);
      if (trouble.words !== told) log.warn(trouble.words);
      told = trouble.words;
      await pause(trouble.waitMs, signal);
    }
  }
}

/** Repeats what must succeed once, with growing pauses, until it does or the process stops. */
async function untilDone(
  what: string,
  work: () => Promise<unknown>,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const trouble = troubleOf(error, failures);
      if (failures === 1) log.warn(`${what} could not be set up: ${trouble.words}`);
      await pause(trouble.waitMs, signal).catch(() => undefined);
    }
  }
}
