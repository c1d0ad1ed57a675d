import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stands between the bot and a server, as a network that can be slow, cut or silent. */
export interface Wire {
  readonly url: string;
  /** Milliseconds in each direction. */
  delay: number;
  /** Takes everything, passes nothing on: as when a cable is pulled. */
  silent: boolean;
  /** Breaks the present connections; new ones are accepted. */
  cut(): void;
  close(): Promise<void>;
}

export const startWire = async (target: string): Promise<Wire> => {
  const url = new URL(target);
  const host = url.hostname;
  const port = Number(url.port);
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = connect({ host, port, noDelay: true });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      // One behind the other, however the delay changes meanwhile.
      let last = Promise.resolve();
      let underWay = 0;
      from.on('data', (part) => {
        if (wire.silent) return;
        if (wire.delay === 0 && underWay === 0) {
          to.write(part);
          return;
        }
        underWay += 1;
        const arrives = sleep(wire.delay);
        last = last.then(async () => {
          await arrives;
          underWay -= 1;
          if (!to.destroyed) to.write(part);
        });
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        if (!wire.silent) to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url.port = String(typeof address === 'object' ? address?.port : 0);
  url.hostname = '127.0.0.1';
  const wire: Wire = {
    url: url.href,
    delay: 0,
    silent: false,
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: async () => {
      wire.cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return wire;
};
