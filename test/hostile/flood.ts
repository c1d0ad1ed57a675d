import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Chat, Message } from '../../src/playground/types.ts';
import { type FreshDatabase, freshDatabase, type Kind } from '../support/database.ts';
import { eventually, freePort, type Running, run, settledAt } from '../support/process.ts';
import { type Middleman, placeholder, startMiddleman } from './middleman.ts';
import { populate, type Scene } from './scene.ts';

export interface Gift {
  chat: number;
  message: number;
  giver: number;
  receiver: number;
}

export interface Memory {
  heap: number;
  rss: number;
}

/** The real bot in a process of its own, between hostile updates and honest ones. */
export interface Flood {
  readonly telegram: LocalTelegram;
  readonly scene: Scene;
  readonly middleman: Middleman;
  readonly bot: Running;
  readonly fresh: FreshDatabase;
  readonly port: number;
  /** Thanks that were said honestly so far: each must be in the ledger, once. */
  readonly gifts: Gift[];
  /** Sends the n-th hostile update. */
  hostile(n: number): void;
  /** Honest people thank one another: in the chat of their own, and in that which they share. */
  thank(): void;
  /** All is committed, and everything due is said. */
  settled(withinMs?: number): Promise<void>;
  memory(): Promise<Memory>;
  close(): Promise<void>;
}

export interface FloodOptions {
  webhook?: boolean;
  bodyOf(n: number): string;
}

const OPEN_SETTINGS = '/set reputation.pair_interval 0\nreputation.given_per_day 0';
const LANES = 31;

export async function startFlood(kind: Kind, { webhook = false, bodyOf }: FloodOptions): Promise<Flood> {
  const fresh = await freshDatabase(kind);
  const telegram = await startLocalTelegram({ retryScale: 0.01, keepCalls: 100, keepMessages: 500 });
  const scene = populate(telegram.world);
  const middleman = await startMiddleman(telegram.root, bodyOf);
  const port = await freePort();
  middleman.botPort = port;
  const bot = run('node', ['--expose-gc', '--import=tsx', 'test/hostile/bot-process.ts'], {
    BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: middleman.root,
    PORT: String(port),
    HOST: '127.0.0.1',
    SECRET: 'a secret for tests only',
    LOG_LEVEL: 'info',
    ...(webhook && { WEBHOOK_URL: `${middleman.root}/telegram/hook` }),
    ...fresh.env,
  });
  await eventually('the bot is healthy', () => healthy(port));
  const gifts: Gift[] = [];
  const tips = new Map<number, Message[]>();
  const { world } = telegram;
  const settled = async (withinMs = 300_000) => {
    await settledAt(telegram, withinMs);
    // What was committed just now may not have been taken up yet.
    let quiet = 0;
    const isQuiet = async () => {
      quiet = (await waiting(port)) === 0 ? quiet + 1 : 0;
      return quiet > 3;
    };
    await eventually('everything is said', isQuiet, withinMs);
  };
  for (const chat of [scene.quiet, scene.shared]) {
    world.say(scene.honest[0] as never, chat, OPEN_SETTINGS);
    tips.set(
      chat.id,
      scene.honest.map((who) => world.say(who, chat, 'Water them.')),
    );
  }
  for (const chat of [scene.arena, scene.forum, scene.basic])
    world.say(scene.rascals[0] as never, chat, OPEN_SETTINGS);
  await settled();

  function thankIn(chat: Chat): void {
    const { honest } = scene;
    const giver = honest[gifts.length % honest.length] as (typeof honest)[number];
    const step = 1 + (Math.floor(gifts.length / honest.length) % (honest.length - 1));
    const at = (gifts.length + step) % honest.length;
    const said = world.say(giver, chat, 'thanks', { replyTo: tips.get(chat.id)?.[at] as Message });
    gifts.push({ chat: chat.id, message: said.message_id, giver: giver.id, receiver: honest[at]?.id ?? 0 });
  }

  return {
    ...{ telegram, scene, middleman, bot, fresh, port, gifts, settled },
    hostile: (n) => void world.push(placeholder(n, n % LANES)),
    thank() {
      thankIn(scene.quiet);
      thankIn(scene.shared);
    },
    async memory() {
      const before = bot.said().length;
      process.kill(bot.pid, 'SIGUSR2');
      const [, heap, rss] = (await bot.says(/memory \S+ \S+\n/, 15_000, before)).split(/\s/);
      return { heap: Number(heap), rss: Number(rss) };
    },
    async close() {
      await bot.end('SIGKILL');
      await middleman.close();
      await telegram.close();
      await fresh.drop();
    },
  };
}

async function healthy(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
  return answer?.status === 200;
}

async function waiting(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  return Number(/^laurel_outbox_waiting (\S+)$/m.exec(await answer.text())?.[1]);
}
