import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { isUpdate, type RawUpdate } from './update.ts';

export interface WebhookDeps {
  secret: string;
  commit(updates: readonly RawUpdate[], signal: AbortSignal): Promise<void>;
  log: Logger;
  /** Milliseconds after which a request is given back to Telegram, which sends it again. */
  patience?: number;
}

export interface Webhook {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Commits what has come, refuses the rest: Telegram keeps it. */
  stop(): Promise<void>;
}

/** Telegram's largest updates are some 100 kB. */
const LARGEST_BODY = 1_048_576;
/** Telegram opens at most 100 connections; above this somebody else is knocking, or we are far behind. */
const MOST_WAITING = 1_000;
const LARGEST_BATCH = 500;

interface Waiting {
  update: RawUpdate;
  response: ServerResponse;
}

/**
 * Takes one update a request and answers 200 only after the commit that holds it. What arrives while one batch
 * is being committed is the next batch: no timer, which would only make every chat wait, for Telegram sends the
 * next update of a chat when the last one was answered.
 */
export function createWebhook({ secret, commit, log, patience = 50_000 }: WebhookDeps): Webhook {
  const expected = Buffer.from(secret);
  const stopping = new AbortController();
  let waiting: Waiting[] = [];
  let running: Promise<void> | null = null;

  async function drain(): Promise<void> {
    while (waiting.length > 0 && !stopping.signal.aborted) {
      const batch = waiting.slice(0, LARGEST_BATCH);
      waiting = waiting.slice(LARGEST_BATCH);
      // Telegram repeats what is not answered: a batch that waits for the database does not hold its requests.
      const timer = setTimeout(() => batch.forEach(giveBack), patience);
      try {
        await commit(
          batch.map((item) => item.update),
          stopping.signal,
        );
        for (const { response } of batch) reply(response, 200);
      } catch (error) {
        if (!stopping.signal.aborted)
          log.error({ err: error }, 'a batch failed; Telegram will send it again');
        batch.forEach(giveBack);
      } finally {
        clearTimeout(timer);
      }
    }
  }

  function accept(update: RawUpdate, response: ServerResponse): void {
    if (waiting.length >= MOST_WAITING) {
      reply(response, 503);
      return;
    }
    waiting.push({ update, response });
    running ??= drain().finally(() => {
      running = null;
    });
  }

  return {
    handle(request, response) {
      const given = request.headers['x-telegram-bot-api-secret-token'];
      if (typeof given !== 'string' || !isSame(Buffer.from(given), expected)) {
        refuse(request, response, 401);
        return;
      }
      if (request.method !== 'POST') {
        refuse(request, response, 405);
        return;
      }
      if (stopping.signal.aborted) {
        refuse(request, response, 503);
        return;
      }
      readBody(request, (body) => {
        if (body === 'too large') {
          refuse(request, response, 413);
          return;
        }
        const update = parse(body);
        if (update === undefined) reply(response, 400);
        else if (isUpdate(update)) accept(update, response);
        else {
          log.error('an update without a number was ignored');
          reply(response, 200);
        }
      });
    },
    async stop() {
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 3_000).unref())]);
      stopping.abort(new Error('stopping'));
      waiting.forEach(giveBack);
      waiting = [];
      await running;
    },
  };
}

/** How long a wrong one takes tells its length at most. */
const isSame = (given: Buffer, expected: Buffer) =>
  given.length === expected.length && timingSafeEqual(given, expected);

function giveBack({ response }: Waiting): void {
  reply(response, 503);
}

function reply(response: ServerResponse, status: number): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-length': 0 }).end();
}

/** Answers at once and closes: what is still being sent is not worth reading. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0, connection: 'close' }).end(() => request.destroy());
}

function readBody(request: IncomingMessage, done: (body: Buffer | 'too large') => void): void {
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) {
    done('too large');
    return;
  }
  const parts: Buffer[] = [];
  let size = 0;
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size > LARGEST_BODY) {
      request.removeAllListeners('data').removeAllListeners('end').pause();
      parts.length = 0;
      done('too large');
      return;
    }
    parts.push(part);
  });
  request.on('end', () => done(Buffer.concat(parts)));
  request.on('error', () => undefined);
}

function parse(body: Buffer | 'too large'): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
