import { startsSetting } from './parse.ts';

/** Phones turn the first two of three hyphens into a dash. */
const SEPARATOR = /^(?:---|—-|-—)$/;

/**
 * Texts, separated by lines of `---`. A line that begins with a backslash is taken as it stands, without it: so a
 * text may hold a line of `---`, or one that begins with the name of a setting.
 */
export function readTexts(raw: string): string[] {
  const texts: string[] = [];
  let lines: string[] = [];
  const finish = () => {
    const text = lines.join('\n').trim().replace(/^\\/gm, '').trim();
    if (text !== '') texts.push(text);
    lines = [];
  };
  for (const line of raw.split('\n')) {
    if (SEPARATOR.test(line.trim())) finish();
    else lines.push(line);
  }
  finish();
  return texts;
}

/** What `readTexts` reads back. */
export function writeTexts(texts: readonly string[]): string {
  return texts
    .map((text) => {
      const lines = text.split('\n');
      return lines.map((line, index) => (needsBackslash(line, index === 0) ? `\\${line}` : line)).join('\n');
    })
    .join('\n---\n');
}

function needsBackslash(line: string, first: boolean): boolean {
  if (line.startsWith('\\') || SEPARATOR.test(line.trim()) || startsSetting(line)) return true;
  return first && (line.startsWith('=') || /^none$/i.test(line));
}
