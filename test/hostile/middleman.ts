import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { numbered } from './json.ts';

export interface Refused {
  method: string;
  description: string;
  text: unknown;
}

/** Stands between a local Telegram and the bot: makes updates hostile on their way, and answers too. */
export interface Middleman {
  /** Telegram's address, for the bot; `/telegram/…` is the bot's, for Telegram. */
  readonly root: string;
  /** Calls that Telegram answered with an error. */
  readonly refused: Refused[];
  /** Methods and how often they were called. */
  readonly calls: Map<string, number>;
  /** Where the webhook's updates go. */
  botPort: number;
  /** Another answer than Telegram's: JSON as it is written, or null. The call is executed all the same. */
  answer(method: string, asked: string): string | null;
  close(): Promise<void>;
}

/** An update in whose place the n-th body comes. Those of one lane keep their order. */
export const placeholder = (n: number, lane: number) => ({ raw: { chat: { id: lane }, n } });
const PLACEHOLDER = /\{"update_id":(\d+),"raw":\{"chat":\{"id":-?\d+\},"n":(\d+)\}\}/g;

export async function startMiddleman(telegram: string, bodyOf: (n: number) => string): Promise<Middleman> {
  const replaced = (text: string) =>
    text.replace(PLACEHOLDER, (_, id: string, n: string) => numbered(Number(id), bodyOf(Number(n))));

  const server = createServer((req, res) => {
    void relay(req, res).catch(() => res.destroy());
  });
  async function relay(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const asked = await textOf(req);
    const path = req.url ?? '/';
    const toBot = path.startsWith('/telegram/');
    const target = toBot ? `http://127.0.0.1:${middleman.botPort}${path}` : `${telegram}${path}`;
    const body = toBot ? replaced(asked) : asked;
    const { host, connection, 'content-length': length, ...headers } = req.headers;
    const sent = await new Promise<IncomingMessage>((resolve, reject) => {
      const out = request(target, { method: req.method ?? 'GET', headers }, resolve);
      out.on('error', reject);
      res.on('close', () => out.destroy());
      out.setHeader('content-length', Buffer.byteLength(body));
      out.end(body);
    });
    let answer = await textOf(sent);
    if (!toBot) answer = overheard(path, asked, sent.statusCode ?? 0, answer);
    res.writeHead(sent.statusCode ?? 502, { 'content-type': 'application/json' });
    res.end(answer);
  }
  function overheard(path: string, asked: string, status: number, answer: string): string {
    const method = path.slice(path.lastIndexOf('/') + 1);
    if (method === 'getUpdates') return replaced(answer);
    middleman.calls.set(method, (middleman.calls.get(method) ?? 0) + 1);
    if (status >= 400) {
      const { description } = JSON.parse(answer) as { description: string };
      middleman.refused.push({ method, description, text: (JSON.parse(asked) as { text?: unknown }).text });
    }
    return middleman.answer(method, asked) ?? answer;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const middleman: Middleman = {
    root: `http://127.0.0.1:${port}`,
    refused: [],
    calls: new Map(),
    botPort: 0,
    answer: () => null,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return middleman;
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
