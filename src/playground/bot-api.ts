import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.ts';
import type { CallLog } from './call-log.ts';
import type { PolledUpdates } from './delivery/poll.ts';
import type { Fault, Faults } from './faults.ts';
import { type RequestBody, readBody } from './http/read-body.ts';
import type { FloodLimits } from './limits.ts';
import type { Delivery } from './methods/method.ts';
import { properName, runMethod } from './methods/table.ts';
import type { WorldState } from './world/state.ts';

export interface BotApiParts {
  token: string;
  state: WorldState;
  calls: CallLog;
  faults: Faults;
  delivery: Delivery;
  limits: FloodLimits | undefined;
  maxBodyBytes: number;
}

interface Answer {
  status: number;
  /** JSON, unless said otherwise. */
  mime?: string;
  body: string | Buffer;
}

const TOKEN_SHAPE = /^\d+:[A-Za-z0-9_-]{10,}$/;

function failure(error: unknown): { answer: Answer; error: { error_code: number; description: string } } {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(500, `Internal Server Error: ${(error as Error).message}`);
  const fields = {
    error_code: known.code,
    description: known.message,
    ...(known.parameters && { parameters: known.parameters }),
  };
  return { answer: { status: known.code, body: JSON.stringify({ ok: false, ...fields }) }, error: fields };
}

function write(res: ServerResponse, { status, mime = 'application/json', body }: Answer): void {
  if (res.destroyed) return;
  const headers: Record<string, string | number> = {
    'content-type': mime,
    'content-length': Buffer.byteLength(body),
  };
  res.writeHead(status, headers).end(body);
}

/** As much of the answer as arrives before the connection breaks. */
function tear(res: ServerResponse, { status, mime = 'application/json', body }: Answer): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  res.writeHead(status, { 'content-type': mime, 'content-length': bytes.length });
  res.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => res.destroy());
}

/** The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export class BotApi {
  readonly #parts: BotApiParts;

  constructor(parts: BotApiParts) {
    this.#parts = parts;
  }

  /** Answers a request under `/bot…`; false where the path is none of the Bot API's. */
  async handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<boolean> {
    const { faults, token } = this.#parts;
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
    const call = /^\/bot([^/]+)(?:\/([A-Za-z]+))?\/?$/.exec(url.pathname);
    if (!file && !call) return false;
    if (faults.outageLeft() > 0) {
      req.socket.destroy();
      return true;
    }
    const given = ((file ?? call)?.[1] ?? '').replace(/%3a/i, ':');
    if (given !== token) {
      const error = TOKEN_SHAPE.test(given)
        ? new ApiError(401, 'Unauthorized')
        : new ApiError(404, 'Not Found');
      req.resume();
      write(res, failure(error).answer);
    } else if (file) await this.#download(req, res, file[2] as string);
    else await this.#call(req, res, url, call?.[2] ?? '');
    return true;
  }

  /** Not a method, but it stands in the log like one and can meet the same faults: `download`. */
  async #download(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    const { state, calls, faults } = this.#parts;
    const params = { file_path: path };
    const file = state.linked(path);
    if (!file) return write(res, this.#fail('download', params, new ApiError(404, 'Not Found')));
    const hungUp = new AbortController();
    res.on('close', () => hungUp.abort());
    const body = { params, files: new Map(), fromForm: true };
    const fault = faults.take('download');
    if (fault && (await this.#interrupts(fault, req, res, 'download', body, hungUp.signal))) return;
    calls.add({ at: Date.now(), method: 'download', params, status: 200, result: file.data.length });
    const answer = { status: 200, mime: file.mime, body: file.data };
    if (fault?.kind === 'cut-after') req.socket.destroy();
    else if (fault?.kind === 'torn') tear(res, answer);
    else write(res, answer);
  }

  async #call(req: IncomingMessage, res: ServerResponse, url: URL, name: string): Promise<void> {
    const hungUp = new AbortController();
    res.on('close', () => hungUp.abort());
    let body: RequestBody;
    try {
      body = await readBody(req, url.searchParams, this.#parts.maxBodyBytes);
    } catch (error) {
      return write(res, this.#fail(name, {}, error));
    }
    const method = properName(name) ?? name;
    const fault = this.#parts.faults.take(method);
    if (fault && (await this.#interrupts(fault, req, res, method, body, hungUp.signal))) return;
    const answer = await this.execute(name, body, hungUp.signal);
    if (fault?.kind === 'cut-after') req.socket.destroy();
    else if (fault?.kind === 'torn') tear(res, answer);
    else write(res, answer);
  }

  /** Plays an ordered fault; true where nothing is to be executed any more. */
  async #interrupts(
    fault: Fault,
    req: IncomingMessage,
    res: ServerResponse,
    method: string,
    body: RequestBody,
    signal: AbortSignal,
  ): Promise<boolean> {
    switch (fault.kind) {
      case 'cut-after':
      case 'torn':
        return false;
      case 'cut':
        req.socket.destroy();
        return true;
      case 'html':
        res.writeHead(fault.code, { 'content-type': 'text/html' });
        res.end(`<html><head><title>${fault.code}</title></head><body><h1>${fault.code}</h1></body></html>`);
        return true;
      case 'hang':
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, fault.ms);
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve();
          });
        });
        return signal.aborted;
      case 'status': {
        const { code, retry_after } = fault;
        const words =
          retry_after === undefined ? 'Ordered fault' : `Too Many Requests: retry after ${retry_after}`;
        const parameters = retry_after === undefined ? undefined : { retry_after };
        write(
          res,
          this.#fail(method, body.params, new ApiError(code, fault.description ?? words, parameters)),
        );
        return true;
      }
    }
  }

  /** Runs a method and writes it into the log; never throws. */
  async execute(name: string, body: RequestBody, signal: AbortSignal): Promise<Answer> {
    const { state, calls, delivery, limits } = this.#parts;
    const method = properName(name) ?? name;
    const at = Date.now();
    try {
      limits?.check(method, Number(body.params.chat_id), performance.now());
      const call = { state, files: body.files, signal, delivery };
      const { params, result: promise } = runMethod(name, body.params, body.fromForm, call);
      const result = await promise;
      if (method === 'getUpdates') {
        const { count, json } = result as PolledUpdates;
        // Empty polls would only push real calls out of the log.
        if (count > 0) calls.add({ at, method, params, status: 200, result: count });
        return { status: 200, body: `{"ok":true,"result":${json}}` };
      }
      const answer = JSON.stringify({ ok: true, result });
      // The answer is kept as it was given: the world goes on changing its own objects.
      calls.add({
        at,
        method,
        params,
        status: 200,
        result: (JSON.parse(answer) as { result: unknown }).result,
      });
      return { status: 200, body: answer };
    } catch (error) {
      return this.#fail(method, body.params, error);
    }
  }

  #fail(method: string, params: Record<string, unknown>, reason: unknown): Answer {
    const { answer, error } = failure(reason);
    this.#parts.calls.add({ at: Date.now(), method, params, status: answer.status, error });
    return answer;
  }
}
