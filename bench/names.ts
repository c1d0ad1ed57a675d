import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Names in ten scripts, of every length, with and without emoji. */
export const NAMES: readonly string[] = [
  'Anna Fern',
  'Борис Кузнецов-Вяземский',
  'Νίκος Παπαδόπουλος 🌿',
  'محمد رضا کریمی',
  'שרה כהן',
  'अनीता शर्मा',
  'สมชาย ใจดี',
  '王小明 🐉',
  'さくら 田中 🌸',
  '김민준',
  '𝓓𝓶𝓲𝓽𝓻𝓲 ✨🦊👩‍👩‍👧‍👦',
];

/** What a first name may have. */
const LONGEST = 64;

// What writes which sign, in the order of src/pictures/fonts.ts: of the last three the one whose own letter is there.
const COMMON = ['', '-arabic', '-hebrew', '-devanagari', '-thai'];
const HAN: readonly (readonly [mark: string, order: readonly string[]])[] = [
  ['', ['-sc', '-jp', '-kr']],
  ['の', ['-jp', '-sc', '-kr']],
  ['한', ['-kr', '-sc', '-jp']],
];

/** Names with a sign of every slice of every font: whoever has drawn them all has read all that there is to read. */
export function namesOfEverySlice(): string[] {
  const names: string[] = [];
  for (const [mark, order] of HAN) {
    const taken = new Set<number>();
    let name = mark;
    const add = (code: number) => {
      if (name.length + 2 > LONGEST) {
        names.push(name);
        name = mark;
      }
      name += String.fromCodePoint(code);
    };
    for (const ranges of [...COMMON, ...order].flatMap(rangesOf)) {
      const codes = ranges.filter((code) => !taken.has(code));
      const sign = codes.find((code) => /[\p{L}\p{N}\p{S}\p{P}]/u.test(String.fromCodePoint(code)));
      if (sign !== undefined) add(sign);
      for (const code of codes) taken.add(code);
    }
    names.push(`${name.slice(0, LONGEST - 3)}★🌿`);
  }
  return names;
}

/** The code points of each slice of a font. */
function rangesOf(font: string): number[][] {
  const file = createRequire(import.meta.url).resolve(`@fontsource-variable/noto-sans${font}/unicode.json`);
  const slices = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return Object.values(slices).map((written) =>
    written.split(',').flatMap((range) => {
      const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
      const first = Number.parseInt(from, 16);
      return Array.from({ length: Number.parseInt(to, 16) - first + 1 }, (_, n) => first + n);
    }),
  );
}
