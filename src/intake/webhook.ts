import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { isUpdate, type RawUpdate } from './update.ts';

export interface WebhookDeps {
  secret: string;
  /** Resolves when the updates are safe; rejects where Telegram is to send them again. */
  take(updates: readonly RawUpdate[]): Promise<void>;
  log: Logger;
  /** Milliseconds after which a request is given back to Telegram, which sends it again. */
  patience?: number;
}

export interface Webhook {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Refuses what comes from now on: Telegram keeps it. */
  stop(): void;
}

/** Telegram's largest updates are some 100 kB. */
const LARGEST_BODY = 1_048_576;
/** Telegram opens at most 100 connections; above this somebody else is knocking, or we are far behind. */
const MOST_WAITING = 1_000;

/** Takes one update a request and answers 200 when it is safe. */
export function createWebhook({ secret, take, log, patience = 50_000 }: WebhookDeps): Webhook {
  const expected = Buffer.from(secret);
  const open = new Set<ServerResponse>();
  let stopped = false;

  async function accept(update: RawUpdate, response: ServerResponse): Promise<void> {
    if (open.size >= MOST_WAITING) {
      reply(response, 503);
      return;
    }
    open.add(response);
    // Telegram repeats what is not answered: an update that waits for the database does not hold its request.
    const timer = setTimeout(() => reply(response, 503), patience);
    try {
      await take([update]);
      reply(response, 200);
    } catch {
      reply(response, 503);
    } finally {
      clearTimeout(timer);
      open.delete(response);
    }
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
      if (stopped) {
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
        else if (isUpdate(update)) void accept(update, response);
        else {
          log.error('an update without a number was ignored');
          reply(response, 200);
        }
      });
    },
    stop() {
      stopped = true;
    },
  };
}

/** How long a wrong one takes tells its length at most. */
const isSame = (given: Buffer, expected: Buffer) =>
  given.length === expected.length && timingSafeEqual(given, expected);

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
