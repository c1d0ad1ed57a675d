import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { clustersOf, isEmoji } from './clean.ts';
import { loadFont } from './loaded-fonts.ts';
import { has, type Signs, signsOf } from './signs.ts';
import { unpackWoff } from './woff.ts';
import { unpackWoff2 } from './woff2.ts';

// Fonts come from packages, cut into slices by what they can write. Each slice is a family of its own here, read when a
// text first needs it: a group of Latin names costs 60 KB, not the 20 MB of all that Chinese, Japanese and Korean have.

interface Slice {
  family: string;
  file: string;
  /** What its package says it can write; of that it may lack a sixth. */
  ranges: readonly (readonly [from: number, to: number])[];
}

const require = createRequire(import.meta.url);

/** In this order; where several know a sign the first one writes it. */
const PACKAGES = [
  'noto-sans',
  'noto-sans-arabic',
  'noto-sans-hebrew',
  'noto-sans-devanagari',
  'noto-sans-thai',
];
const HAN = ['noto-sans-sc', 'noto-sans-jp', 'noto-sans-kr'] as const;
const SYMBOLS = '@fontsource/noto-sans-symbols-2';
/**
 * All of it in one: of the slices of this package only the whole file is drawn in colour by Skia, the others show
 * nothing. Read in 0.1 s when the first emoji comes. Its pictures are in it twice; those in SVG, 20 MB, are never drawn.
 */
const EMOJI: Slice = {
  family: 'emoji',
  file: '@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff',
  ranges: [],
};

const known = new Map<string, readonly Slice[]>();

/** What a package can write. Its parts for Arabic mathematics and signs are left out: others have better ones. */
function slicesOf(name: string): readonly Slice[] {
  let slices = known.get(name);
  if (slices) return slices;
  const folder = name === SYMBOLS ? name : `@fontsource-variable/${name}`;
  const file = name === SYMBOLS ? 'noto-sans-symbols-2' : name;
  const style = name === SYMBOLS ? '400-normal' : 'wght-normal';
  const ranges = JSON.parse(readFileSync(require.resolve(`${folder}/unicode.json`), 'utf8')) as Record<
    string,
    string
  >;
  slices = Object.entries(ranges).flatMap(([key, written]) => {
    const part = key.replace(/[[\]]/g, '');
    const isSign = part === 'symbols' || part === 'math';
    if (name === SYMBOLS ? part !== 'symbols' : isSign) return [];
    return {
      family: `${file} ${part}`,
      file: `${folder}/files/${file}-${part}-${style}.woff2`,
      ranges: readRanges(written),
    };
  });
  known.set(name, slices);
  return slices;
}

/** 'U+0-FF,U+131' → [[0, 255], [305, 305]] */
function readRanges(written: string): [number, number][] {
  return written.split(',').map((range) => {
    const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });
}

/** Joiners and variation selectors belong to what stands before them. */
const BOUND = /^(?:\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0020}-\u{e007f}])$/u;

function sliceFor(char: string, packages: readonly string[]): Slice | null {
  const code = char.codePointAt(0) ?? 0;
  for (const name of packages) {
    for (const slice of slicesOf(name)) {
      if (slice.ranges.some(([from, to]) => code >= from && code <= to) && covers(slice, code)) return slice;
    }
  }
  return null;
}

const signs = new Map<string, Signs>();

/** Whether the font itself has a sign. What it lacks would come from fonts of the system, or as an empty box. */
function covers(slice: Slice, code: number): boolean {
  if (!signs.has(slice.family)) load(slice);
  return has(signs.get(slice.family) ?? new Uint32Array(), code);
}

/** Chinese, Japanese and Korean share signs that each writes in its own way: other letters of a text tell which. */
function packagesFor(text: string): readonly string[] {
  const first = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)
    ? 'noto-sans-jp'
    : /\p{Script=Hangul}/u.test(text)
      ? 'noto-sans-kr'
      : 'noto-sans-sc';
  return [...PACKAGES, first, ...HAN.filter((name) => name !== first), SYMBOLS];
}

export interface Written {
  /** What can be drawn of the text. */
  text: string;
  /** For `ctx.font`. */
  families: string;
}

const LATIN = 'noto-sans latin';
const MOST_KEPT = 2000;
const written = new Map<string, Written & { slices: readonly Slice[] }>();

/**
 * A text in signs that there are fonts for, and those fonts, ready to be used. Ornamental letters become plain ones
 * ('𝓐𝓷𝓷𝓪' → 'Anna'); what nothing can write is left out, and never becomes an empty box.
 */
export function write(text: string): Written {
  let known = written.get(text);
  if (!known) {
    known = find(text);
    if (written.size >= MOST_KEPT) written.clear();
    written.set(text, known);
  }
  for (const slice of known.slices) load(slice);
  return known;
}

function find(text: string): Written & { slices: readonly Slice[] } {
  const packages = packagesFor(text);
  const needed = new Map<string, Slice>();
  const latin = slicesOf('noto-sans').find(({ family }) => family === LATIN);
  if (latin) needed.set(latin.family, latin);
  let out = '';
  for (const cluster of clustersOf(text)) {
    if (isEmoji(cluster)) {
      needed.set(EMOJI.family, EMOJI);
      out += cluster;
      continue;
    }
    const drawn =
      drawable(cluster.normalize('NFC'), packages) ?? drawable(cluster.normalize('NFKC'), packages);
    if (!drawn) continue;
    for (const slice of drawn.slices) needed.set(slice.family, slice);
    out += drawn.text;
  }
  // Emoji come last but for signs: digits are emoji, too.
  const inOrder = [...needed.values()].sort((a, b) => Number(a === EMOJI) - Number(b === EMOJI));
  const families = inOrder.map(({ family }) => `"${family}"`).join(', ');
  // Where something was left out, blanks stood on both sides of it.
  return { text: out.replace(/ {2,}/g, ' ').trim(), families, slices: inOrder };
}

/**
 * Null: some of it has no sign. Accents that the font of their letter lacks are left out: from another font they would
 * stand beside it.
 */
function drawable(cluster: string, packages: readonly string[]): { text: string; slices: Slice[] } | null {
  const slices: Slice[] = [];
  let text = '';
  for (const char of cluster) {
    const isMark = /\p{M}/u.test(char);
    const last = slices.at(-1);
    if (!BOUND.test(char) && !isMark) {
      const slice = sliceFor(char, packages);
      if (!slice) return null;
      slices.push(slice);
    } else if (isMark && !BOUND.test(char) && !(last && covers(last, char.codePointAt(0) ?? 0))) continue;
    text += char;
  }
  return { text, slices };
}

function load(slice: Slice): void {
  loadFont(slice.family, () => {
    const bytes = readFileSync(require.resolve(slice.file));
    const file = slice === EMOJI ? unpackWoff(bytes, ['SVG ']) : unpackWoff2(bytes);
    if (!signs.has(slice.family)) signs.set(slice.family, signsOf(file));
    return file;
  });
}
