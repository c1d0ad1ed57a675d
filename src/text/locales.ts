import { readdirSync, readFileSync } from 'node:fs';
import { projectFile } from '../root.ts';

/** Texts under nested keys; `defaults` holds the lists that a language brings along. */
export interface Locale {
  readonly defaults?: Readonly<Record<string, readonly string[]>>;
  readonly [section: string]: unknown;
}

const FOLDER = projectFile('locales/');

/** Every `<language>.json`, read once at the start: a fault in one must show then, not in the middle of a chat. */
export function readLocales(folder: URL = FOLDER): Readonly<Record<string, Locale>> {
  const locales: Record<string, Locale> = {};
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.json')) continue;
    try {
      locales[file.slice(0, -'.json'.length)] = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    } catch (cause) {
      throw new Error(`locales/${file} cannot be read: mend its JSON`, { cause });
    }
  }
  return locales;
}
