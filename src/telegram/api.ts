import type { Telegram } from 'telegraf';
import { ApiError, type ApiFailure, type CallOptions } from '../outbox/bot-api.ts';
import { createAgent } from './agent.ts';
import type { TelegramApi } from './api-types.ts';

export interface ApiOptions {
  /** Milliseconds for an ordinary call. */
  timeoutMs?: number;
  /** Milliseconds for a call that carries a file. */
  uploadTimeoutMs?: number;
}

/** What of Telegraf's client is used: any method name, any payload. Its own type ends at Bot API 7.1. */
type AnyCall = (method: string, payload: object, options: { signal: AbortSignal }) => Promise<unknown>;

/** As it comes: of a failed answer nothing is trusted. */
interface FailedResponse {
  error_code?: unknown;
  description?: unknown;
  parameters?: { retry_after?: unknown; migrate_to_chat_id?: unknown } | null;
}

/** One day, in seconds. */
const LONGEST_WAIT = 86_400;

/** The one door to the Bot API: typed by our own method map, with a time-out and one kind of error. */
export function createApi(
  telegram: Telegram,
  { timeoutMs = 15_000, uploadTimeoutMs = 60_000 }: ApiOptions = {},
): TelegramApi {
  // Not by Telegraf's options: for an address with http:// it takes no agent.
  telegram.options.agent = createAgent(telegram.options.apiRoot);
  const callApi = telegram.callApi.bind(telegram) as unknown as AnyCall;

  async function call(method: string, params: object, options: CallOptions = {}): Promise<unknown> {
    const upload = Object.values(params).some(carriesFile);
    const limit =
      options.timeoutMs ??
      (upload ? uploadTimeoutMs : method === 'getUpdates' ? pollTime(params) : timeoutMs);
    // A controller of our own and not AbortSignal.timeout(): its timer ends with the call.
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    const timer = setTimeout(abort, limit);
    options.signal?.addEventListener('abort', abort, { once: true });
    if (options.signal?.aborted) abort();
    try {
      return await callApi(method, upload ? spelledOut(params) : params, { signal: controller.signal });
    } catch (error) {
      const failure = failureOf(method, error);
      if (failure.network && controller.signal.aborted) {
        failure.description = options.signal?.aborted ? 'given up' : `no answer within ${limit} ms`;
      }
      // The original stays out as `cause`: it may hold the address, and with it the token.
      throw new ApiError({ ...failure, description: withoutToken(failure.description, telegram.token) });
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', abort);
    }
  }

  return { call } as TelegramApi;
}

/** A long poll may last its own time and 10 s more. */
function pollTime(params: object): number {
  return (((params as { timeout?: number }).timeout ?? 0) + 10) * 1000;
}

function failureOf(method: string, error: unknown): ApiFailure {
  const response = (error as { response?: FailedResponse } | null)?.response;
  if (typeof response?.error_code === 'number') {
    const { error_code, description, parameters } = response;
    return {
      method,
      code: error_code,
      description: typeof description === 'string' ? description : '',
      retryAfter: waitOf(parameters?.retry_after),
      migrateTo: groupOf(parameters?.migrate_to_chat_id),
    };
  }
  // No connection, a broken one, or an answer that is no JSON: what Telegram did is unknown.
  const description = error instanceof Error ? error.message : String(error);
  return { method, code: 0, description, network: true };
}

/** Seconds. A timer takes no more than 24 days: it would end at once. */
function waitOf(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 ? Math.min(value, LONGEST_WAIT) : null;
}

function groupOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value < 0 ? value : null;
}

/** An error about an address that is no URL, or an answer that is no JSON, quotes the address with the token. */
function withoutToken(text: string, token: string): string {
  const cleared = token
    ? text.replaceAll(token, '[token]').replaceAll(encodeURIComponent(token), '[token]')
    : text;
  return cleared.replace(/\b(bot|user)\d+(:|%3A)[\w-]+/gi, '$1[token]');
}

function carriesFile(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(carriesFile);
  if (typeof value !== 'object' || value === null) return false;
  return 'source' in value || ('media' in value && carriesFile(value.media));
}

/**
 * With a file the call is sent as a form, in which Telegraf drops every object it does not know
 * (`reply_parameters`, `link_preview_options`, …): they go as JSON.
 */
function spelledOut(params: object): object {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const plain = typeof value === 'object' && value !== null && !carriesFile(value);
      return [name, plain ? JSON.stringify(value) : value];
    }),
  );
}
