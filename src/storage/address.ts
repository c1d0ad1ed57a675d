import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { ConnectionOptions } from 'node:tls';

export interface Address {
  readonly host: string;
  readonly port: number;
  /** Set where the host is a folder: the server's unix socket. */
  readonly socketPath: string | undefined;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** `try`: encrypted where the server can, as libpq does by default. */
  readonly tls: 'off' | 'try' | 'on';
  readonly tlsOptions: ConnectionOptions;
  /** For messages: without the password. */
  readonly shown: string;
}

/** DATABASE_URL cannot be understood; the message says how it should look. */
export class DatabaseUrlInvalid extends Error {
  override readonly name = 'DatabaseUrlInvalid';
  constructor(fault: string) {
    super(`DATABASE_URL ${fault}. It should look like postgres://user:password@host:5432/database`);
  }
}

/** Read here and not by postgres.js, which sends unknown parameters (`channel_binding`) to the server as settings. */
export const parseAddress = (databaseUrl: string): Address => {
  let url: URL;
  try {
    // An empty host, as in postgres:///laurel?host=/run/postgresql, is no URL for the parser.
    url = new URL(
      databaseUrl.trim().replace(/^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)(?=[/?])/i, '$1localhost'),
    );
  } catch {
    throw new DatabaseUrlInvalid('is not a URL (special characters in the password must be percent-encoded)');
  }
  if (!/^postgres(ql)?:$/.test(url.protocol)) {
    throw new DatabaseUrlInvalid(`begins with ${url.protocol}// and not with postgres://`);
  }
  const database = decode(url.pathname.slice(1));
  if (database === '') throw new DatabaseUrlInvalid('names no database');
  const host = url.searchParams.get('host') ?? (decode(url.hostname).replace(/^\[|\]$/g, '') || 'localhost');
  const port = Number(url.searchParams.get('port') ?? (url.port || 5432));
  const user = decode(url.username) || url.searchParams.get('user') || userInfo().username;
  const socketPath = host.startsWith('/') ? `${host}/.s.PGSQL.${port}` : undefined;
  return {
    host,
    port,
    socketPath,
    database,
    user,
    password: decode(url.password) || (url.searchParams.get('password') ?? process.env.PGPASSWORD ?? ''),
    ...tlsOf(url, host, socketPath !== undefined),
    shown: `postgres://${user}@${socketPath ?? `${host}:${port}`}/${database}`,
  };
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new DatabaseUrlInvalid('has a % that is not percent-encoded (%25)');
  }
};

const tlsOf = (url: URL, host: string, local: boolean): Pick<Address, 'tls' | 'tlsOptions'> => {
  const mode = url.searchParams.get('sslmode') ?? url.searchParams.get('ssl') ?? '';
  const root = url.searchParams.get('sslrootcert');
  const ca = root === null || root === 'system' ? {} : { ca: readFileSync(root) };
  switch (mode) {
    case 'disable':
    case 'false':
      return { tls: 'off', tlsOptions: {} };
    case '':
    case 'allow':
    case 'prefer': {
      // On one machine there is nothing to hide from, and the handshake costs a round trip.
      const loopback = local || /^(localhost|127\..*|::1)$/.test(host);
      return loopback && mode === ''
        ? { tls: 'off', tlsOptions: {} }
        : { tls: local ? 'off' : 'try', tlsOptions: { rejectUnauthorized: false } };
    }
    case 'require':
    case 'no-verify':
    case 'true':
      // As libpq: encrypted, verified only where a root certificate is named.
      return { tls: 'on', tlsOptions: root === null ? { rejectUnauthorized: false } : ca };
    case 'verify-ca':
      return { tls: 'on', tlsOptions: { ...ca, checkServerIdentity: () => undefined } };
    case 'verify-full':
      return { tls: 'on', tlsOptions: ca };
    default:
      throw new DatabaseUrlInvalid(
        `has sslmode=${mode}, which is none of disable, prefer, require, verify-full`,
      );
  }
};
