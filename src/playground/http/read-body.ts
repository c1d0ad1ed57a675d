import type { IncomingMessage } from 'node:http';
import { ApiError } from '../api-error.ts';
import type { UploadedFile } from '../methods/method.ts';
import { readMultipart } from './multipart.ts';

/** The parameters of a request, wherever they stand, and the files sent along. */
export interface RequestBody {
  params: Record<string, unknown>;
  files: Map<string, UploadedFile>;
  fromForm: boolean;
}

/** Reads a body up to `limit` bytes; beyond it the request is refused and not read further. */
export function readAll(req: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        reject(new ApiError(413, 'Request Entity Too Large'));
        req.removeAllListeners('data').resume();
      } else chunks.push(chunk);
    });
    req.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    req.on('error', reject);
    req.on('aborted', () => reject(new Error('aborted')));
  });
}

const fromQuery = (query: URLSearchParams): Record<string, unknown> => Object.fromEntries(query);

/** Parameters from the query string together with those of a JSON, urlencoded or multipart body. */
export async function readBody(
  req: IncomingMessage,
  query: URLSearchParams,
  limit: number,
): Promise<RequestBody> {
  const params = fromQuery(query);
  const files = new Map<string, UploadedFile>();
  const type = req.headers['content-type'] ?? '';
  const body = await readAll(req, limit);
  if (req.method === 'GET' || body.length === 0) return { params, files, fromForm: true };
  if (/^application\/json\b/i.test(type)) {
    return { params: { ...params, ...readJson(body) }, files, fromForm: false };
  }
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    Object.assign(params, fromQuery(new URLSearchParams(body.toString())));
    return { params, files, fromForm: true };
  }
  const boundary = /^multipart\/form-data;.*?boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary !== undefined) {
    for (const part of readMultipart(body, boundary)) {
      if (part.filename === undefined) params[part.name] = part.data.toString();
      else files.set(part.name, { name: part.filename, mime: part.mime, data: part.data });
    }
    // Telegraf names the method once more among the fields; Telegram does not mind.
    delete params.method;
    return { params, files, fromForm: true };
  }
  throw new ApiError(400, 'Bad Request: unsupported content type; send JSON, a form or multipart');
}

function readJson(body: Buffer): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString());
  } catch {
    throw new ApiError(400, "Bad Request: can't parse JSON");
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
    throw new ApiError(400, "Bad Request: can't parse JSON object");
  }
  return parsed as Record<string, unknown>;
}
