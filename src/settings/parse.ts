import { isSettingKey, settingKeys, settingOf } from './catalogue.ts';
import { clean } from './clean.ts';

/** One setting of a `/set`, unread: `raw` is null where the default is meant. The key may be unknown. */
export interface RawChange {
  key: string;
  raw: string | null;
}

/** `key value`, `key = value`, `key: value`. */
const LINE = /^\s*([^\s=]+?):?(?=[\s=]|$)[^\S\n]*=?/u;

const FAMILY = new Set(settingKeys.filter((key) => key.includes('.')).map((key) => key.replace(/\..*/, '')));

/** Whether a line begins with the name of a setting: then it is no part of the value before it. */
export function startsSetting(line: string): boolean {
  return isSettingKey(firstWord(line));
}

/**
 * The argument of `/set`: a line whose first word is a known key starts a setting, other lines continue it. A line
 * that begins like a key of ours but is none (`reputation.wrods`) starts one too, so that it is refused by name
 * rather than swallowed; texts alone may hold such lines.
 */
export function parseChanges(text: string): RawChange[] {
  const changes: { key: string; lines: string[] }[] = [];
  for (const line of clean(text).split('\n')) {
    const current = changes.at(-1);
    const word = firstWord(line);
    if (current && !isSettingKey(word) && (takesAnyLine(current.key) || !looksLikeKey(word))) {
      current.lines.push(line);
    } else if (word !== '') {
      changes.push({ key: word, lines: [line.replace(LINE, '')] });
    }
  }
  return changes.map(({ key, lines }) => {
    const raw = lines.join('\n').trim();
    return { key, raw: raw === '' ? null : raw };
  });
}

/** Keys are told from other words in any case: phones begin a line with a capital. */
function firstWord(line: string): string {
  const word = LINE.exec(line)?.[1] ?? '';
  return isSettingKey(word.toLowerCase()) || looksLikeKey(word.toLowerCase()) ? word.toLowerCase() : word;
}

function looksLikeKey(word: string): boolean {
  const [family, name] = word.split('.', 2);
  return name !== undefined && FAMILY.has(family ?? '') && /^[a-z_]+$/.test(name);
}

function takesAnyLine(key: string): boolean {
  return isSettingKey(key) && settingOf(key).type === 'texts';
}
