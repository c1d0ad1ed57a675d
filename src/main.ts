import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { config as loadEnv } from 'dotenv';
import { pino } from 'pino';
import { type App, createApp } from './app.ts';
import { type Config, ConfigFault, readConfig } from './config.ts';
import type { Database } from './storage/database.ts';
import { openDatabase } from './storage/open.ts';
import { setDatabaseAside } from './storage/set-aside.ts';
import { answerStarting, type Handler, listen } from './web/server.ts';

/**
 * How far V8 lets the old objects grow before it looks for garbage among them, in percent of those that live. By itself it
 * lets the 28 MB that live in 10,000 chats grow to 120, on a machine with room. Measured there on PostgreSQL, resident
 * memory after 100,000 updates and processor time an update: 240 MB and 99 µs by itself, 160 and 97 at 60, 147 and 99 at 30.
 */
const HEAP_GROWING = 50;

/** Longest orderly stop; what is not done then is done after the next start. */
const STOP_WITHIN_MS = 9_000;

async function main(): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING}`);
  loadEnv({ quiet: true });
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  // A start may wait long, for the database or for Telegram: a signal then ends it, for nothing is begun yet.
  let stop = async (): Promise<void> => undefined;

  let stops = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    stops += 1;
    if (stops > 1) return;
    log.info(`${signal}: stopping`);
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stop().then(
      () => process.exit(0),
      (error) => fail(error),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  stop = hasToken(config) ? await startBot(config, log) : await startPlayground(config, log);
}

/** Errors are told without their data: a failing statement's parameters hold what people wrote. */
function createLog(level: Config['logLevel']): pino.Logger {
  const err = (error: unknown) =>
    error instanceof Error
      ? {
          type: error.name,
          message: error.message,
          code: (error as { code?: unknown }).code,
          stack: error.stack,
        }
      : { message: String(error) };
  return pino({ level, base: null, serializers: { err } });
}

function hasToken(config: Config): config is Config & { botToken: string } {
  return config.botToken !== null;
}

/** Before anything else the port is taken: whether it is free is known at once, the rest takes its time. */
async function startBot(
  config: Config & { botToken: string },
  log: pino.Logger,
): Promise<() => Promise<void>> {
  let handler: Handler = answerStarting;
  const server = await listen((request, response) => handler(request, response), config.port, config.host);
  const database = await openConfigured(config, log);
  try {
    const app = await createApp({ config, database, log });
    handler = app.handler;
    await app.run();
    log.info(
      { port: server.port, database: database.kind, by: config.webhookUrl ? 'webhook' : 'polling' },
      `@${app.bot.username} is at work`,
    );
    return async () => {
      await app.stop();
      await server.close();
      await database.close();
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The playground, again and again where people start over, until it is stopped. */
async function startPlayground(config: Config, log: pino.Logger): Promise<() => Promise<void>> {
  let stopped = false;
  let life = beginPlaying(config, log, startOver);
  function startOver(): void {
    if (stopped) return;
    life = life.then(async (end) => {
      await end();
      const aside = await forgetPlaying(config);
      log.info(aside ? `starting over; what the bot knew is in ${aside} now` : 'starting over');
      return stopped ? async () => undefined : beginPlaying(config, log, startOver);
    });
    life.catch(fail);
  }
  await life;
  return async () => {
    stopped = true;
    await (await life)();
  };
}

/** The world goes; the embedded database is put aside, for who knows what else is in it. A server's is left alone. */
async function forgetPlaying({ databaseUrl, dataDir }: Config): Promise<string | null> {
  await rm(playgroundFolder(dataDir), { recursive: true, force: true });
  return databaseUrl ? null : setDatabaseAside(dataDir);
}

const playgroundFolder = (dataDir: string): string => join(dataDir, 'playground');

async function beginPlaying(
  config: Config,
  log: pino.Logger,
  startOver: () => void,
): Promise<() => Promise<void>> {
  // Loaded only here: a bot in service has no need of a Telegram of its own.
  const { openPlayground } = await import('./playground/open.ts');
  let handler: Handler = answerStarting;
  let app: App | null = null;
  const playground = await openPlayground({
    port: config.port,
    host: config.host,
    page: (request, response) =>
      /^\/(?:healthz$|metrics$|c\/)/.test(request.url ?? '') ? handler(request, response) : false,
    waits: (chat) => app?.waits(chat) ?? null,
    folder: playgroundFolder(config.dataDir),
    warn: (words) => log.warn(words),
    startOver,
  });
  const database = await openConfigured(config, log);
  playground.keep();
  const botConfig = {
    ...config,
    botToken: playground.token,
    telegramApiRoot: playground.root,
    webhookUrl: null,
    publicUrl: config.publicUrl ?? playground.root,
  };
  const started = await createApp({ config: botConfig, database, log, now: playground.now });
  app = started;
  handler = started.handler;
  await started.run();
  console.log(
    `\nLaurel's playground: ${playground.root}\nTwo groups of five people and the bot, all yours. Stop it with Ctrl+C; the next start goes on from there.\n`,
  );
  return async () => {
    await started.stop();
    await playground.close();
    await database.close();
  };
}

function openConfigured({ databaseUrl, dataDir }: Config, log: pino.Logger): Promise<Database> {
  return openDatabase({
    databaseUrl: databaseUrl ?? undefined,
    dataDir,
    log: (words) => log.info(words),
  });
}

/** What a person can do something about is told in words; the rest with its place in the code. */
function fail(error: unknown): never {
  const plain = error instanceof ConfigFault || (error instanceof Error && error.constructor !== TypeError);
  console.error(plain ? (error as Error).message : error);
  process.exit(1);
}

await main().catch(fail);
