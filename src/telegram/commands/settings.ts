import type { Request } from '../../model/request.ts';
import { isPreset } from '../../settings/presets.ts';
import { readInteger } from './integer.ts';
import { usage, type Words } from './words.ts';

/** `/preset` shows all of them, `/preset quiet` what that one would change. */
export function readPreset(words: Words, name: string): Request {
  const preset = words.text.toLowerCase();
  if (preset === '') return { ask: 'preset', preset: null };
  return isPreset(preset) ? { ask: 'preset', preset } : usage(words, name);
}

/** `/history` shows the versions of the settings, `/history 12` what that one would change. */
export function readHistory(words: Words, name: string): Request {
  if (words.text === '') return { ask: 'history', from: null };
  const version = readInteger(words.text.replace(/^#/, ''));
  return version !== null && version >= 0 ? { ask: 'version', version } : usage(words, name);
}

/** `/export` and `/import` are about the settings, which may be said. */
export function isAboutSettings({ text }: Words): boolean {
  return text === '' || text.toLowerCase() === 'settings';
}

export function readImport(words: Words, name: string): Request {
  if (!isAboutSettings(words)) return usage(words, name);
  return { ask: 'import', document: words.document ?? null };
}
