import { canonical } from './canonical.ts';

// Kinds of units a text is read into.
export const BLANK = 1;
/** Letters, digits, marks, underscores of scripts that set blanks between words. */
export const WORD = 2;
/** The same of scripts that do not. */
export const DENSE = 3;
/** Emoji and other pictures: free wherever they stand. */
export const PICTURE = 4;
export const PUNCTUATION = 5;
/** Signs that join into operators: + - * / = < > … */
export const SIGN = 6;
/** A masked range. */
export const MASK = 7;

// Kinds of characters that are not a unit by themselves.
export const SKIP = 8;
/** First or second half of a surrogate pair; only of code units. */
export const HALF = 9;
/** May begin an emoji of several characters. */
export const EMOJI = 10;
/** Folds to several characters. */
export const SPLIT = 11;
/** A mark that neither composes nor moves. */
export const MARK = 12;
/** A mark that does not compose but takes its place among other marks. */
export const ORDERED = 13;
/** A mark that may compose with what stands before it. */
export const COMPOSING = 14;
/** U+20E3, which makes a key of a digit. */
export const KEYCAP = 15;

const WORDLIKE = /[\p{L}\p{N}\p{M}\p{Pc}]/u;
const DENSE_SCRIPT =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Lana}\p{scx=Tale}\p{scx=Talu}\p{scx=Tavt}]/u;
const PICTURES = /[\p{Extended_Pictographic}\p{So}\p{Regional_Indicator}\p{Emoji_Modifier}\p{Co}]/u;
const SIGNS = /[\p{S}\-*/\\%&#@]/u;
const SEQUENCE = /(?![Ⓜ‼⁉])[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]/u;

/** Marks and letters that compose like them: Hangul vowels and finals, half-width voicing, a Kirat Rai vowel. */
const EXTENDS = /[\p{M}\u1160-\u11FF\uFF9E\uFF9F\u{16D67}]/u;
/** Unicode's NFC_Quick_Check=Maybe below U+10000; above, all marks are taken the slow way. */
const COMPOSES =
  /[\u0300-\u0304\u0306-\u030C\u030F\u0311\u0313\u0314\u031B\u0323-\u0328\u032D\u032E\u0330\u0331\u0338\u0342\u0345\u0653-\u0655\u093C\u09BE\u09D7\u0B3E\u0B56\u0B57\u0BBE\u0BD7\u0C56\u0CC2\u0CD5\u0CD6\u0D3E\u0D57\u0DCA\u0DCF\u0DDF\u102E\u1160-\u11FF\u1B35\u3099\u309A\uFF9E\uFF9F\u{10000}-\u{10FFFF}]/u;

/** The kind of a folded character. */
export function unitKind(char: string): number {
  if (char === ' ') return BLANK;
  if (WORDLIKE.test(char)) return DENSE_SCRIPT.test(char) ? DENSE : WORD;
  if (PICTURES.test(char)) return PICTURE;
  return SIGNS.test(char) ? SIGN : PUNCTUATION;
}

function describe(code: number): { kind: number; folded: number } {
  if (code >= 0xd800 && code <= 0xdfff) return { kind: HALF, folded: 0 };
  const char = String.fromCodePoint(code);
  if (SEQUENCE.test(char)) return { kind: EMOJI, folded: code };
  if (code === 0x20e3) return { kind: KEYCAP, folded: code };
  const form = canonical(char);
  const folded = form.codePointAt(0);
  if (folded === undefined) return { kind: SKIP, folded: 0 };
  if (EXTENDS.test(char)) {
    if (form !== char || COMPOSES.test(char)) return { kind: COMPOSING, folded };
    // U+0345 has the highest combining class: whatever moves before it has one too.
    const moves = `\u0345${char}`.normalize('NFD') !== `\u0345${char}`;
    return { kind: moves ? ORDERED : MARK, folded };
  }
  if (form.length > (folded > 0xffff ? 2 : 1)) return { kind: SPLIT, folded };
  return { kind: unitKind(form), folded };
}

// Filled as characters are met: filling all at start would take a quarter of a second. Planes 0 and 1 only.
const TABLE = 0x20000;
export const kindTable = new Uint8Array(TABLE);
export const folds = new Int32Array(TABLE);

/** Fills in the tables for a code point and returns its kind. */
export function learn(code: number): number {
  const { kind, folded } = describe(code);
  if (code < TABLE) {
    kindTable[code] = kind;
    folds[code] = folded;
  }
  return kind;
}

export function kindOf(code: number): number {
  return kindTable[code] || learn(code);
}

export function foldOf(code: number): number {
  return code < TABLE ? (folds[code] as number) : describe(code).folded;
}

/** The code point at an offset below `to`, never looking at `to` or beyond it: half a pair is itself. */
export function codeAt(text: string, at: number, to: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code <= 0xdbff && at + 1 < to ? (text.codePointAt(at) as number) : code;
}

export function widthOf(code: number): number {
  return code > 0xffff ? 2 : 1;
}
