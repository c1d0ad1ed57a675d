import http from 'node:http';
import https from 'node:https';
import type { Fetched } from '../model/event.ts';
import { LARGEST_FILE } from '../settings/file.ts';
import type { TelegramApi } from './api-types.ts';

/** Names of folders and files as Telegram gives them: nothing that leads out of them. */
const PATH = /^[\w-]+(?:[./][\w-]+)*$/;

/**
 * Fetches the text of a document: asks Telegram where it is, and reads no more than a file of settings may have,
 * whatever was said of its size. Rejects where it cannot be had; no error tells the address, which holds the token.
 */
export function createDocumentSource(api: TelegramApi, apiRoot: string, token: string) {
  return async (id: string, signal: AbortSignal): Promise<Fetched> => {
    const bytes = await fetchFile({ api, apiRoot, token }, id, LARGEST_FILE, signal);
    if (!bytes) return { fault: 'too_large' };
    try {
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    } catch {
      return { fault: 'no_text' };
    }
  };
}

export interface FileSource {
  api: TelegramApi;
  apiRoot: string;
  token: string;
}

/** The contents of a file that Telegram has. Null: there is more of it than it may have. */
export async function fetchFile(
  { api, apiRoot, token }: FileSource,
  id: string,
  most: number,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const { file_path: path, file_size: size } = await api.call('getFile', { file_id: id }, { signal });
  if (typeof size === 'number' && size > most) return null;
  if (typeof path !== 'string' || !PATH.test(path)) throw new Error('Telegram gives no address of the file');
  return download(`${apiRoot}/file/bot${token}/${path}`, most, signal);
}

/**
 * By Node's older client: `fetch` compiles a parser of its own for the first file that is asked for, 30 MB that stay. It
 * follows no redirection, either.
 */
async function download(address: string, most: number, signal: AbortSignal): Promise<Uint8Array | null> {
  const get = address.startsWith('http://') ? http.get : https.get;
  const answer = await new Promise<http.IncomingMessage | null>((resolve) => {
    get(address, { signal }, resolve).on('error', () => resolve(null));
  });
  if (answer?.statusCode !== 200) {
    answer?.destroy();
    throw new Error(`the file cannot be downloaded (${answer?.statusCode ?? 'no answer'})`);
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of answer as AsyncIterable<Uint8Array>) {
      size += part.length;
      // Leaving the loop ends the download.
      if (size > most) return null;
      parts.push(part);
    }
  } catch {
    throw new Error('the download broke off');
  }
  return Buffer.concat(parts);
}
