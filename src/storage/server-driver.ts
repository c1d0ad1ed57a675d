import type { Socket } from 'node:net';
import postgres from 'postgres';
import type { Address } from './address.ts';
import { parsedTypes, parserOf } from './values.ts';

export interface DriverEvents {
  connect(): Promise<Socket>;
  closed(): void;
  heard(channel: string): void;
}

const TYPES = Object.fromEntries(
  parsedTypes.map((type) => [
    `t${type}`,
    { to: type, from: [type], parse: parserOf(type), serialize: (x: unknown) => x },
  ]),
);

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
    // It would read the catalogue on each connection, and we bring all parsers we need.
    fetch_types: false,
    max_pipeline: 100_000,
    connection: { application_name: 'laurel' },
    types: TYPES as never,
    onnotice: () => undefined,
    onclose: () => events.closed(),
    onnotify: (channel: string) => events.heard(channel),
    socket: () => events.connect(),
  } as never;
  const sql = postgres(options);
  // Parameters are encoded by us. (Its boolean serializer would make 'f' of our 't'.)
  const { serializers } = sql.options as unknown as { serializers: Record<string, unknown> };
  for (const type of Object.keys(serializers)) delete serializers[type];
  return sql;
};
