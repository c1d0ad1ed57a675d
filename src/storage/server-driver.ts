import type { Socket } from 'node:net';
import postgres from 'postgres';
import type { Address } from './address.ts';

export interface DriverEvents {
  connect(): Promise<Socket>;
  closed(): void;
}

/** postgres.js for one connection, with all that it would do by itself switched off. */
export const driverFor = (address: Address, events: DriverEvents): postgres.Sql => {
  // `socket` is missing in its types.
  const options: postgres.Options<Record<string, never>> & { socket: () => Promise<Socket> } = {
    host: address.host,
    port: address.port,
    database: address.database,
    username: address.user,
    password: address.password,
    max: 1,
    max_lifetime: null,
    connect_timeout: 10,
    keep_alive: 10,
    // It would read the catalogue on each connection, for statements that never go through it.
    fetch_types: false,
    connection: { application_name: 'laurel' },
    onnotice: () => undefined,
    onclose: () => events.closed(),
    socket: () => events.connect(),
  } as never;
  return postgres(options);
};
