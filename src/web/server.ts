import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Webhook } from '../intake/webhook.ts';
import type { Metrics } from './metrics.ts';

export interface WebDeps {
  /** Path and receiver of Telegram's updates; null when polling. */
  webhook: { path: string; receiver: Webhook } | null;
  /** Null: well. Otherwise what is wrong. */
  ailment(): Promise<string | null>;
  metrics: Metrics;
  /** Takes whatever comes under `/c/`: the web rating. */
  rating(request: IncomingMessage, response: ServerResponse): void;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean;

/** All routes. Answers true for a request it has taken. */
export function createHandler({ webhook, ailment, metrics, rating }: WebDeps): Handler {
  const routes: Readonly<Record<string, (response: ServerResponse) => void>> = {
    '/healthz': (response) => {
      void ailment().then((words) => say(response, words === null ? 200 : 503, words ?? 'ok'));
    },
    '/metrics': (response) => {
      void metrics.text().then((text) => say(response, 200, text, metrics.contentType));
    },
  };
  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (webhook && path === webhook.path) {
      webhook.receiver.handle(request, response);
      return true;
    }
    if (path.startsWith('/c/')) {
      rating(request, response);
      return true;
    }
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (!route) return false;
    if (request.method === 'GET' || request.method === 'HEAD') route(response);
    else say(response, 405, 'only GET');
    return true;
  };
}

/** Until the bot is ready: whoever knocks is asked to come again, Telegram too. */
export const answerStarting: Handler = (_request, response) => {
  say(response, 503, 'starting');
  return true;
};

function say(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
}

export interface Listening {
  port: number;
  close(): Promise<void>;
}

/** Listens; rejects in plain words where the port is taken. */
export async function listen(handler: Handler, port: number, host: string): Promise<Listening> {
  const server = createServer((request, response) => {
    if (!handler(request, response)) say(response, 404, 'not found');
  });
  // Telegram keeps its connections; a proxy in front should close first.
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.maxHeadersCount = 64;
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const words =
        error.code === 'EADDRINUSE'
          ? `Port ${port} on ${host} is taken. Stop what listens there, or set another PORT.`
          : `Cannot listen on ${host}:${port}: ${error.message}`;
      reject(new Error(words, { cause: error }));
    });
    server.listen(port, host, () => resolve());
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 1_000).unref();
  });
}
