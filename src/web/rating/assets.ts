import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { projectFile } from '../../root.ts';

export interface Asset {
  type: string;
  body: string;
}

/** What pages need besides themselves. Names tell contents: a browser never asks for one twice. */
export interface Assets {
  style: string;
  script: string;
  /** By name. */
  files: ReadonlyMap<string, Asset>;
}

export function readAssets(): Assets {
  const files = new Map<string, Asset>();
  const read = (name: string, ending: string, type: string): string => {
    const body = readFileSync(projectFile(`src/web/rating/${name}.${ending}`), 'utf8');
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
    const called = `${name}.${hash}.${ending}`;
    files.set(called, { type, body });
    return called;
  };
  const style = read('style', 'css', 'text/css; charset=utf-8');
  const script = read('script', 'js', 'text/javascript; charset=utf-8');
  const icon = readFileSync(projectFile('src/web/rating/laurel.svg'), 'utf8');
  files.set('laurel.svg', { type: 'image/svg+xml', body: icon });
  return { style, script, files };
}
