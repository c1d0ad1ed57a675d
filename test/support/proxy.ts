import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between the bot and a server, as a network that can be slow, cut or silent. */
export interface Proxy {
  readonly url: string;
  /** Milliseconds in each direction. */
  delay: number;
  /** Takes everything, passes nothing on: as when a cable is pulled. */
  silent: boolean;
  /** Breaks the present connections; new ones are accepted. */
  cut(): void;
  close(): Promise<void>;
}

export const startProxy = async (target: string): Promise<Proxy> => {
  const url = new URL(target);
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (part) => {
        if (proxy.silent) return;
        if (proxy.delay === 0) to.write(part);
        else setTimeout(() => !to.destroyed && to.write(part), proxy.delay);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        if (!proxy.silent) to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url.port = String(typeof address === 'object' ? address?.port : 0);
  url.hostname = '127.0.0.1';
  const proxy: Proxy = {
    url: url.href,
    delay: 0,
    silent: false,
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: async () => {
      proxy.cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
};
