import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Sends a request and answers with its status. */
export type Sender = (
  method: string,
  path: string,
  headers?: Record<string, string>,
  body?: string,
) => Promise<number>;

export function senderTo(port: number): Sender {
  return (method, path, headers = {}, body) =>
    new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, method, path, headers, agent: false as const };
      const sent = request(options, (answer) => {
        answer.resume().on('close', () => resolve(answer.statusCode ?? 0));
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

export const ask = (port: number, path: string): Promise<number> => senderTo(port)('GET', path);

/** What comes back for bytes as they are, until the connection ends or nothing more is said. */
export async function raw(port: number, bytes: string, patienceMs = 300): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket
    .on('error', () => undefined)
    .on('data', (part) => {
      answer += part.toString();
    });
  socket.write(bytes, 'latin1');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await Promise.race([closed, sleep(patienceMs)]);
  socket.destroy();
  return answer;
}

/** Sends so many bytes, announced or in chunks, as fast as they are taken. 0: cut off before the answer was read. */
export function flooded(
  port: number,
  path: string,
  headers: Record<string, string>,
  bytes: number,
  announced: boolean,
): Promise<number> {
  return new Promise((resolve) => {
    const framing: Record<string, string> = announced
      ? { 'content-length': String(bytes) }
      : { 'transfer-encoding': 'chunked' };
    const options = {
      host: '127.0.0.1',
      port,
      method: 'POST',
      path,
      headers: { ...headers, ...framing },
      agent: false as const,
    };
    const sent = request(options, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
      sent.destroy();
    });
    sent.on('error', () => resolve(0));
    const piece = Buffer.alloc(65_536, 0x20);
    let left = bytes;
    const more = () => {
      while (left > 0 && !sent.destroyed) {
        left -= piece.length;
        if (!sent.write(piece)) return void sent.once('drain', more);
      }
      if (!sent.destroyed) sent.end();
    };
    more();
  });
}

export interface Held {
  /** Each sends its next byte. */
  trickle(): void;
  close(): void;
}

/** Opens connections that say their first words, and then hardly anything. */
export async function hold(
  port: number,
  count: number,
  words: (i: number) => [first: string, then: string],
): Promise<Held> {
  const sockets: Socket[] = [];
  for (let i = 0; i < count; i += 1) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
    socket.write(words(i)[0]);
    sockets.push(socket);
  }
  return {
    trickle() {
      sockets.forEach((socket, i) => void (socket.destroyed || socket.write(words(i)[1])));
    },
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
