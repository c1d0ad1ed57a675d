import { connect, type Socket } from 'node:net';
import type { Feed } from './feed.ts';

export interface PushTarget {
  port: number;
  path: string;
  secret: string;
  connections: number;
}

/** What may stand before the receiver at once where everything has come already. */
const MOST_AHEAD = 1_000;

/**
 * Sends a feed to a webhook as Telegram does: over connections that are kept, one request at a time on each, and of a
 * chat the next update only when the last one was answered with 200. `taken` is called for each of those.
 */
export function push(feed: Feed, target: PushTarget, taken: (count: number) => void): () => void {
  const head = `POST ${target.path} HTTP/1.1\r\nHost: 127.0.0.1:${target.port}\r\nContent-Type: application/json\r
X-Telegram-Bot-Api-Secret-Token: ${target.secret}\r\nConnection: keep-alive\r\nContent-Length: `;
  const busy = new Map<number, number[]>();
  const ready: number[] = [];
  const free: Socket[] = [];
  let next = 0;
  let done = 0;
  let ahead = 0;
  let stopped = false;

  function admit(): void {
    for (const come = feed.come(); next < come && ahead < MOST_AHEAD; next += 1, ahead += 1) {
      const chat = feed.chats[next] as number;
      const queue = busy.get(chat);
      if (queue) queue.push(next);
      else {
        busy.set(chat, []);
        ready.push(next);
      }
    }
  }

  function send(): void {
    admit();
    for (let socket = free.pop(); socket; socket = free.pop()) {
      const n = ready.shift();
      if (n === undefined) {
        free.push(socket);
        return;
      }
      sending.set(socket, n);
      const body = feed.json(n, n + 1);
      socket.cork();
      socket.write(`${head}${body.length}\r\n\r\n`, 'latin1');
      socket.write(body);
      socket.uncork();
    }
  }

  const sending = new Map<Socket, number>();
  function answered(socket: Socket, status: string): void {
    const n = sending.get(socket);
    if (n === undefined) return;
    sending.delete(socket);
    free.push(socket);
    const chat = feed.chats[n] as number;
    if (status !== '200') ready.unshift(n);
    else {
      const following = busy.get(chat)?.shift();
      if (following === undefined) busy.delete(chat);
      else ready.push(following);
      done += 1;
      ahead -= 1;
      taken(done);
    }
  }

  const sockets = Array.from({ length: target.connections }, () => {
    const socket = connect({ port: target.port, host: '127.0.0.1', noDelay: true });
    let rest = '';
    socket.on('connect', () => {
      free.push(socket);
      send();
    });
    socket.on('data', (part) => {
      rest += part.toString('latin1');
      // No answer has a body.
      for (let end = rest.indexOf('\r\n\r\n'); end >= 0; end = rest.indexOf('\r\n\r\n')) {
        answered(socket, rest.slice(9, 12));
        rest = rest.slice(end + 4);
      }
      send();
    });
    socket.on('error', (error) => {
      if (!stopped) throw error;
    });
    return socket;
  });
  const timer = setInterval(send, 1);
  return () => {
    stopped = true;
    clearInterval(timer);
    for (const socket of sockets) socket.destroy();
  };
}
