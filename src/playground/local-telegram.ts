import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError } from './api-error.ts';
import { BotApi } from './bot-api.ts';
import { CallLog } from './call-log.ts';
import { ControlApi, type Waits } from './control/control-api.ts';
import { Poller } from './delivery/poll.ts';
import { UpdateStore } from './delivery/update-store.ts';
import { WebhookSender } from './delivery/webhook.ts';
import { Faults } from './faults.ts';
import { FloodLimits } from './limits.ts';
import type { Delivery } from './methods/method.ts';
import { Clock, WorldState } from './world/state.ts';
import { World } from './world/world.ts';

export interface LocalTelegramOptions {
  port?: number;
  host?: string;
  token?: string;
  botUsername?: string;
  botName?: string;
  /** Unix seconds. */
  now?: () => number;
  /** Telegram's flood limits, answered with 429; off by default. */
  limits?: 'telegram' | 'off';
  /** Privacy mode; on by default, as with a new bot. It means nothing where the bot is an admin. */
  privacyMode?: boolean;
  /** Calls kept in the log. */
  keepCalls?: number;
  /** Messages kept in each chat. */
  keepMessages?: number;
  maxBodyBytes?: number;
  /** Receivers to spread webhook deliveries over, in turn. */
  webhookTargets?: string[];
  /** Scales the waits between webhook retries: 0.01 turns 2 s into 20 ms. */
  retryScale?: number;
  webhookTimeoutMs?: number;
  firstUpdateId?: number;
  /** What the bot holds back; the page shows it. */
  waits?: Waits;
  /** People want a new world and a bot that knows nothing. */
  startOver?: () => void;
  /** Told before and after each request: something may be different now. */
  touched?: () => void;
  /** Serves what is neither Bot API nor control: a page. Answers true where it has taken the request. */
  page?: (req: http.IncomingMessage, res: http.ServerResponse) => boolean;
}

/** A running local Telegram. */
export interface LocalTelegram {
  /** To be given to the bot as its API root. */
  readonly root: string;
  readonly token: string;
  readonly botId: number;
  readonly botUsername: string;
  readonly world: World;
  readonly calls: CallLog;
  readonly faults: Faults;
  close(): Promise<void>;
}

const TOKEN = '123456:LOCAL-TELEGRAM-TOKEN-0123456789abcde';

/** Starts a local Telegram: an HTTP server that plays the Bot API, with a world of people behind it. */
export async function startLocalTelegram(options: LocalTelegramOptions = {}): Promise<LocalTelegram> {
  const { token = TOKEN, botUsername = 'laurel_local_bot', botName = 'Laurel', host = '127.0.0.1' } = options;
  const botId = Number(token.split(':')[0]);
  if (!Number.isSafeInteger(botId) || botId <= 0)
    throw new Error('The token must begin with the bot id and ":"');
  const bot = { id: botId, is_bot: true, first_name: botName, username: botUsername };
  const clock = new Clock(options.now ?? (() => Date.now() / 1000));
  const updates = new UpdateStore(options.firstUpdateId ?? 812_345_678);
  const state = new WorldState(bot, updates, clock, options.keepMessages ?? 10_000);
  state.canReadAll = options.privacyMode === false;
  const world = new World(state);
  const calls = new CallLog(options.keepCalls);
  const faults = new Faults();
  const delivery = createDelivery(state, faults, options, (method, params) => {
    const body = { params, files: new Map(), fromForm: false };
    void api.execute(method, body, new AbortController().signal);
  });
  const limits = options.limits === 'telegram' ? new FloodLimits() : undefined;
  const maxBodyBytes = options.maxBodyBytes ?? 50 * 1024 * 1024;
  const api: BotApi = new BotApi({ token, state, calls, faults, delivery, limits, maxBodyBytes });
  const control = new ControlApi({ world, calls, waits: options.waits, startOver: options.startOver });

  const server = http.createServer((req, res) => {
    void handle(req, res).catch((error: Error) => {
      if (!res.headersSent) res.writeHead(500, { 'content-type': 'text/plain' });
      res.end(error.message);
    });
  });
  async function handle(req: http.IncomingMessage, res: http.ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://local');
    options.touched?.();
    const handled = (await api.handle(req, res, url)) || (await control.handle(req, res, url));
    options.touched?.();
    if (handled) return;
    if (options.page?.(req, res)) return;
    res.writeHead(404, { 'content-type': 'application/json' });
    res.end('{"ok":false,"error_code":404,"description":"Not Found"}');
  }
  // A long poll may stay open for 50 s; keep-alive must not end before the bot's own agent gives up.
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 0;
  faults.onOutage(() => server.closeAllConnections());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    root: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    token,
    botId,
    botUsername,
    world,
    calls,
    faults,
    async close() {
      delivery.setWebhook(undefined, true);
      delivery.poller.release();
      control.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The two ways to the bot. Whichever is in use is woken by the store of updates. */
function createDelivery(
  state: WorldState,
  faults: Faults,
  options: LocalTelegramOptions,
  onReply: (method: string, params: Record<string, unknown>) => void,
): Delivery {
  const { updates } = state;
  const poller = new Poller(updates, faults);
  updates.onUpdate(() => poller.wake());
  const delivery: Delivery = {
    poller,
    webhook: undefined,
    setWebhook(settings, dropPending) {
      delivery.webhook?.stop();
      delivery.webhook = undefined;
      if (dropPending) updates.clear();
      if (!settings) {
        updates.onUpdate(() => poller.wake());
        return;
      }
      poller.release(new ApiError(409, 'Conflict: terminated by setWebhook request'));
      const sender = new WebhookSender(settings, updates, faults, {
        targets: options.webhookTargets ?? [],
        retryScale: options.retryScale ?? 1,
        timeoutMs: options.webhookTimeoutMs ?? 60_000,
        now: () => state.clock.now(),
        onReply,
      });
      delivery.webhook = sender;
      updates.onUpdate(() => sender.wake());
    },
  };
  return delivery;
}
