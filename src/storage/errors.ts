const TRANSIENT_STATES = /^(08|40|53|57)/;
/** Not in those classes, yet of their kind: lock not available, idle in a transaction for too long. */
const TRANSIENT_MORE = new Set(['55P03', '25P03']);
/** Operator shutdown, crash of the server, still starting up. */
const UNREACHABLE_STATES = /^(08|57P0[1-3])/;
const UNREACHABLE_CODES = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOENT', // a server's unix socket, while it is down
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** The connection broke or never came about. What was in flight may or may not have happened. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly code: string;
  constructor(message: string, code = 'CONNECTION_CLOSED', cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** The embedded engine died (out of memory, log not writable). The next use opens it anew. */
export class EngineLost extends ConnectionLost {
  constructor(cause: unknown) {
    super('The embedded database stopped in the middle of its work; it is opened anew at the next use.');
    this.cause = cause;
  }
}

/** Used after `close()`: an error of the program, never worth a repetition. */
export class DatabaseClosed extends Error {
  override readonly name = 'DatabaseClosed';
  constructor() {
    super('The database was closed.');
  }
}

/** For what was under way: it may be repeated after the next start. */
export const closedMeanwhile = () =>
  new ConnectionLost('The database was closed meanwhile.', 'CONNECTION_ENDED');

/** SQLSTATE, also where drizzle stands in front of the true error. */
export const sqlState = (error: unknown): string | undefined =>
  firstCode(error, (code) => (/^[0-9A-Z]{5}$/.test(code) && !UNREACHABLE_CODES.has(code) ? code : undefined));

/** May succeed when simply repeated: nothing is wrong with the work itself. */
export const isTransient = (error: unknown): boolean => {
  const state = sqlState(error);
  if (state !== undefined && (TRANSIENT_STATES.test(state) || TRANSIENT_MORE.has(state))) return true;
  return isUnreachable(error);
};

/** There is no room where the database lives: somebody has to make some. */
export const isDiskFull = (error: unknown): boolean => sqlState(error) === '53100';

/** The database did not answer, or hung up. */
export const isUnreachable = (error: unknown): boolean => {
  const state = sqlState(error);
  if (state !== undefined && UNREACHABLE_STATES.test(state)) return true;
  return firstCode(error, (code) => (UNREACHABLE_CODES.has(code) ? code : undefined)) !== undefined;
};

/** Looks under `cause`, and into AggregateError: Node tries several addresses of a host at once. */
const firstCode = (
  error: unknown,
  pick: (code: string) => string | undefined,
  depth = 0,
): string | undefined => {
  if (typeof error !== 'object' || error === null || depth > 8) return undefined;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  const own = typeof code === 'string' ? pick(code) : undefined;
  if (own !== undefined) return own;
  for (const inner of [cause, ...(Array.isArray(errors) ? errors : [])]) {
    const found = firstCode(inner, pick, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
};
