import { isSettingKey, settingKeys, settingOf } from './catalogue.ts';
import { clean } from './clean.ts';
import { nearestKey } from './nearest.ts';

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
 * that begins like a key of ours but is none (`reputation.wrods`, `reputaton.words`) starts one too, so that it is
 * refused by name rather than swallowed; texts alone may hold such lines, which are told (`linesInTexts`).
 */
export function parseChanges(text: string): RawChange[] {
  return read(text).map(({ key, lines }) => ({ key, raw: written(lines) }));
}

/** The first words of lines that became part of a text, though each may have been meant for a setting. */
export function linesInTexts(text: string): string[] {
  return read(text).flatMap(({ key, lines }) =>
    takesAnyLine(key) ? lines.slice(1).map(firstWord).filter(looksLikeKey) : [],
  );
}

interface Lines {
  key: string;
  lines: string[];
}

function read(text: string): Lines[] {
  const changes: Lines[] = [];
  for (const line of clean(text).split('\n')) {
    const current = changes.at(-1);
    const word = firstWord(line);
    if (current && continues(current, word)) current.lines.push(line);
    else if (word !== '') changes.push({ key: word, lines: [line.replace(LINE, '')] });
  }
  return changes;
}

function written(lines: readonly string[]): string | null {
  const raw = lines.join('\n').trim();
  return raw === '' ? null : raw;
}

function continues({ key, lines }: Lines, word: string): boolean {
  if (isSettingKey(word)) return false;
  if (takesAnyLine(key)) return true;
  if (looksLikeKey(word)) return false;
  // Where one value is all it takes, a second line is none, and its family may be missing (`langauge`, `pair_interval`).
  const isComplete = isSettingKey(key) && settingOf(key).type !== 'list' && written(lines) !== null;
  return !isComplete || nearestKey(word) === null;
}

/** Keys are told from other words in any case: phones begin a line with a capital. */
function firstWord(line: string): string {
  const word = LINE.exec(line)?.[1] ?? '';
  const key = word.toLowerCase();
  return isSettingKey(key) || looksLikeKey(key) ? key : word;
}

/** A family of ours with any name, or two words with a dot that are nearly a key. */
function looksLikeKey(word: string): boolean {
  const [family = '', name = '', ...more] = word.split('.', 3);
  if (more.length > 0 || !/^[a-z_]+$/.test(name)) return false;
  return FAMILY.has(family) || (/^[a-z_]+$/.test(family) && nearestKey(word) !== null);
}

function takesAnyLine(key: string): boolean {
  return isSettingKey(key) && settingOf(key).type === 'texts';
}
