import { ADMIN_RIGHTS } from '../world/rights.ts';
import type { SentFile } from '../world/say.ts';

/** What the page sends: as hostile as anything from outside. */
export type Fields = Record<string, unknown>;

export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A file as the page sends it, its contents in base64. */
export function readFile({ name, mime, data }: Fields): SentFile {
  if (typeof name !== 'string' || typeof data !== 'string')
    throw new Refused(400, 'A file needs name and data');
  const sent = { name: name.slice(0, 255), data: Buffer.from(data, 'base64') };
  return typeof mime === 'string' && mime !== '' ? { ...sent, mime } : sent;
}

export function switches(value: unknown): Record<string, boolean> {
  const given = Object.entries((value ?? {}) as Fields);
  if (given.some(([, on]) => typeof on !== 'boolean')) throw new Refused(400, 'A right is true or false');
  return Object.fromEntries(given) as Record<string, boolean>;
}

export function rightsIn(value: unknown): Record<string, boolean> | undefined {
  if (value === undefined) return undefined;
  const given = switches(value);
  const unknown = Object.keys(given).find((name) => !ADMIN_RIGHTS.some((right) => right === name));
  if (unknown !== undefined) throw new Refused(400, `There is no right ${unknown}`);
  return given;
}

export function sniff(data: Buffer): string {
  const head = data.toString('latin1', 0, 4);
  if (head === '\x89PNG') return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  return 'application/octet-stream';
}
