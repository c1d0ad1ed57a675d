import { ApiError } from '../api-error.ts';

export interface Part {
  name: string;
  filename: string | undefined;
  mime: string;
  data: Buffer;
}

const broken = (): ApiError => new ApiError(400, "Bad Request: can't parse multipart body");

function readHeaders(raw: string): { name: string; filename: string | undefined; mime: string } {
  const name = /content-disposition:[^\r\n]*?\bname="([^"]*)"/i.exec(raw)?.[1];
  if (name === undefined) throw broken();
  const filename = /content-disposition:[^\r\n]*?\bfilename="([^"]*)"/i.exec(raw)?.[1];
  const mime = /content-type:\s*([^\r\n;]+)/i.exec(raw)?.[1]?.trim();
  return { name, filename, mime: mime ?? 'application/octet-stream' };
}

/** The parts of a multipart/form-data body. */
export function readMultipart(body: Buffer, boundary: string): Part[] {
  const parts: Part[] = [];
  const mark = Buffer.from(`--${boundary}`);
  const next = Buffer.from(`\r\n--${boundary}`);
  let at = body.indexOf(mark);
  if (at < 0) throw broken();
  at += mark.length;
  while (body.toString('latin1', at, at + 2) !== '--') {
    const headersEnd = body.indexOf('\r\n\r\n', at);
    const end = headersEnd < 0 ? -1 : body.indexOf(next, headersEnd + 2);
    if (headersEnd < 0 || end < 0) throw broken();
    const headers = readHeaders(body.toString('utf8', at, headersEnd));
    // An empty part's data begins where the boundary's line break does.
    parts.push({ ...headers, data: body.subarray(Math.min(headersEnd + 4, end), end) });
    at = end + next.length;
  }
  return parts;
}
