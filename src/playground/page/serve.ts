import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { projectFile } from '../../root.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Serves the files beside this one: `index.html` at `/`, the rest under `/page/`. Answers true where it has taken the request. */
export function createPage(): (req: IncomingMessage, res: ServerResponse) => boolean {
  const folder = projectFile('src/playground/page/');
  const files = new Map<string, { type: string; body: Buffer }>();
  for (const name of readdirSync(folder)) {
    const type = TYPES[extname(name)];
    const path = name === 'index.html' ? '/' : `/page/${name}`;
    if (type) files.set(path, { type, body: readFileSync(new URL(name, folder)) });
  }
  return (req, res) => {
    const file = files.get((req.url ?? '/').split('?', 1)[0] ?? '/');
    if (!file || (req.method !== 'GET' && req.method !== 'HEAD')) return false;
    const about = { 'content-type': file.type, 'content-length': file.body.length };
    res.writeHead(200, { ...HEADERS, ...about }).end(req.method === 'HEAD' ? undefined : file.body);
    return true;
  };
}
