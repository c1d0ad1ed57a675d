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

/** 16 bits of a word: enough to tell the words of two minutes apart (of 40, two meet once in 80 windows). */
export function wordNumber(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 16)) & 0xffff;
}
