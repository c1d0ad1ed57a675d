import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Address } from './address.ts';
import { ConnectionLost } from './errors.ts';

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const CONNECT_MS = 10_000;
/**
 * postgres.js stops pipelining while a socket asks it to wait, from 16 kB on by default: a batch's save statements
 * would then cost a round trip each. What is waiting is bounded by one transaction anyway.
 */
const HIGH_WATER = 64 * 1024 * 1024;

/** A connected socket, encrypted where asked for; postgres.js's own has neither time limit nor water mark. */
export const openSocket = (address: Address): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const done = (ready: Socket) => {
      clearTimeout(timer);
      for (const stream of [socket, ready]) {
        stream.removeAllListeners('error');
        stream.removeAllListeners('close');
      }
      // Between here and the driver's own listener an error must not be fatal.
      ready.on('error', () => undefined);
      resolve(ready);
    };
    const options = {
      // Node merges these into its streams, though its types do not tell.
      writableHighWaterMark: HIGH_WATER,
      noDelay: true,
      // Node probes each second from then on: a peer that vanished is noticed within 20 s.
      keepAlive: true,
      keepAliveInitialDelay: 10_000,
    };
    const socket = connect(
      address.socketPath === undefined
        ? { ...options, host: address.host, port: address.port, autoSelectFamily: true }
        : { ...options, path: address.socketPath },
    );
    const timer = setTimeout(() => {
      fail(new ConnectionLost(`No answer from ${address.host}:${address.port} in 10 s.`, 'CONNECT_TIMEOUT'));
    }, CONNECT_MS);
    socket.once('error', fail);
    socket.once('close', () => fail(new ConnectionLost('The server closed the connection at once.')));
    socket.once('connect', () => {
      if (address.tls === 'off') return done(socket);
      socket.write(SSL_REQUEST);
      socket.once('data', (answer) => {
        if (answer[0] !== 83 /* S */) {
          if (address.tls === 'try') return done(socket);
          return fail(new Error('The server does not speak TLS: leave sslmode out, or switch TLS on there.'));
        }
        const servername = isIP(address.host) === 0 ? { servername: address.host } : {};
        const secure = connectTls({
          socket,
          ...servername,
          ...address.tlsOptions,
          ...{ highWaterMark: HIGH_WATER },
        });
        secure.once('error', fail);
        secure.once('secureConnect', () => done(secure));
      });
    });
  });
