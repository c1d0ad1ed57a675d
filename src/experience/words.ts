import { placeOf, shortCode } from './codes.ts';

/** A run of letters with what binds them: marks, joiners, apostrophes and hyphens inside. */
const RUN = /\p{L}[\p{L}\p{M}\u200c\u200d]*(?:['’ʼ\-‐][\p{L}\p{M}\u200c\u200d]+)*/gu;
/** Scripts that put no blanks between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;
/** One letter over and over, or two by turns: `aaaa`, `hahaha`; but `mama` and `coco` are words. */
const OVER_AND_OVER = /^(?:(.)\1+|(..)\2{2,}.?)$/u;
/** Longer runs are keys that were leant on; German has words of forty letters, in no chat. */
const LONGEST = 32;

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * The different real words of a text, in lower case. A word is at least two letters, not one over and over, and not
 * longer than words are; of scripts without blanks it is what `Intl.Segmenter` calls one, of whatever length. Samples:
 * `Try restarting the router` → 4, `aaaa hahaha` → 0, `no no no` → 1, `你试试重启路由器` → 4 or so.
 */
export function realWords(text: string): string[] {
  const words = new Set<string>();
  for (const [run] of text.toLowerCase().matchAll(RUN)) {
    if (UNSPACED.test(run)) {
      for (const { segment, isWordLike } of segmenter.segment(run))
        if (isWordLike && !OVER_AND_OVER.test(segment)) words.add(segment);
    } else if (isReal(run)) words.add(run);
  }
  return [...words];
}

function isReal(run: string): boolean {
  const letters = run.replace(/\P{L}/gu, '');
  const length = [...letters].length;
  return length >= 2 && length <= LONGEST && !OVER_AND_OVER.test(letters);
}

/** So many different real words of a text at most, as short codes one after the other. */
export function wordCodes(text: string, most: number): string {
  return plainCodes(text.toLowerCase(), most) ?? slowCodes(text, most);
}

/** The same whatever the script, at ten times the cost. */
export function slowCodes(text: string, most: number): string {
  let codes = '';
  for (const word of realWords(text)) {
    const code = shortCode(numberOf(hashOf(word)));
    if (codes.length < 3 * most && placeOf(codes, code) === -1) codes += code;
  }
  return codes;
}

const OTHER = 0;
const LETTER = 1;
const BINDER = 2;
/** Marks and joiners: what they belong to is not told by one sign alone. */
const UNSURE = 3;

/** Latin, Greek and Cyrillic, where a sign is a letter or none. */
const PLAIN_TO = 0x530;
const KINDS = Uint8Array.from({ length: PLAIN_TO }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/\p{L}/u.test(sign)) return LETTER;
  if (/['ʼ-]/u.test(sign)) return BINDER;
  return /\p{M}/u.test(sign) ? UNSURE : OTHER;
});

function kindOf(code: number): number {
  if (code < PLAIN_TO) return KINDS[code] as number;
  if (code === 0x2019 || code === 0x2010) return BINDER;
  // Dashes, quotation marks, dots; and halves of emoji.
  if (code >= 0x2011 && code <= 0x2027) return OTHER;
  return (code >= 0xd83c && code <= 0xd83e) || (code >= 0xdc00 && code <= 0xdfff) ? OTHER : UNSURE;
}

/** Of a text in lower case; null: it has signs that want a closer look. One pass, for every message that counts is read. */
function plainCodes(lower: string, most: number): string | null {
  const { length } = lower;
  const found: number[] = [];
  let at = 0;
  while (at < length && found.length < most) {
    let kind = kindOf(lower.charCodeAt(at));
    if (kind === UNSURE) return null;
    if (kind !== LETTER) {
      at += 1;
      continue;
    }
    const begin = at;
    let letters = 0;
    let hash = HASH;
    for (;;) {
      const code = lower.charCodeAt(at);
      if (kind === LETTER) letters += 1;
      // What binds does so before a letter only.
      const next = at + 1 < length ? kindOf(lower.charCodeAt(at + 1)) : OTHER;
      if (kind === BINDER && next !== LETTER) {
        if (next === UNSURE) return null;
        break;
      }
      hash = Math.imul(hash ^ code, 0x01000193);
      at += 1;
      if (next === UNSURE) return null;
      if (next === OTHER) break;
      kind = next;
    }
    if (letters < 2 || letters > LONGEST || isOverAndOver(lower, begin, at)) continue;
    const number = numberOf(hash);
    if (!found.includes(number)) found.push(number);
  }
  let codes = '';
  for (const number of found) codes += shortCode(number);
  return codes;
}

/** Whether it may be is told by its beginning. */
function isOverAndOver(lower: string, from: number, to: number): boolean {
  const second = lower.charCodeAt(from + 1);
  if (to - from === 2) return second === lower.charCodeAt(from);
  const isPlain = kindOf(second) === LETTER && kindOf(lower.charCodeAt(from + 2)) === LETTER;
  if (isPlain) {
    const first = lower.charCodeAt(from);
    if (first !== second && first !== lower.charCodeAt(from + 2)) return false;
  }
  return OVER_AND_OVER.test(lower.slice(from, to).replace(/\P{L}/gu, ''));
}

const HASH = 0x811c9dc5;

function hashOf(word: string): number {
  let hash = HASH;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash;
}

/** 16 bits of a word: enough to tell the words of two minutes apart (of 40, two meet once in 80 windows). */
const numberOf = (hash: number): number => (hash ^ (hash >>> 16)) & 0xffff;
