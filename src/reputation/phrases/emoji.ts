import { codeAt, EMOJI, HALF, kindOf, SKIP, widthOf } from './chars.ts';

/** An emoji: as typed but without variation selectors, and without skin tones too. */
export interface Sequence {
  exact: string;
  plain: string;
}

const JOINER = 0x200d;

const isFlagLetter = (code: number) => code >= 0x1f1e6 && code <= 0x1f1ff;
const isTone = (code: number) => code >= 0x1f3fb && code <= 0x1f3ff;
const isTag = (code: number) => code >= 0xe0020 && code <= 0xe007f;
const isSelector = (code: number) => code === 0xfe0e || code === 0xfe0f;

/**
 * Reads the whole emoji that begins at `at`: families and other joined ones, flags, tones. Only as a whole is it
 * compared, so 👨 is not found in 👨‍👩‍👧. Returns the offset behind it.
 */
export function readEmoji(text: string, at: number, to: number, into: Sequence): number {
  const first = codeAt(text, at, to);
  let end = at + widthOf(first);
  let tone = isTone(first);
  into.exact = into.plain = String.fromCodePoint(first);
  let joined = false;
  let tags = '';
  for (let next = end; next < to; ) {
    const code = codeAt(text, next, to);
    const kind = kindOf(code);
    next += widthOf(code);
    if (kind === SKIP || kind === HALF) {
      if (code === JOINER) joined = true;
      else if (isTag(code)) tags += String.fromCodePoint(code);
      else if (!isSelector(code) || next !== end + 1) continue;
      if (code !== JOINER) end = next;
      continue;
    }
    if (kind !== EMOJI) break;
    const char = String.fromCodePoint(code);
    if (isFlagLetter(first)) {
      if (!isFlagLetter(code)) break;
      into.exact = into.plain = into.exact + char;
      return next;
    }
    if (isTone(code)) {
      if (tone) break;
      tone = true;
      joined = false;
      into.exact += char;
    } else {
      if (!joined || isFlagLetter(code)) break;
      into.exact += `${tags}\u200D${char}`;
      into.plain += `${tags}\u200D${char}`;
      tone = joined = false;
      tags = '';
    }
    end = next;
  }
  into.exact += tags;
  into.plain += tags;
  return end;
}
