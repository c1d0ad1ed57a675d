import { isBorder } from './borders.ts';
import { BLANK, MASK, PUNCTUATION, WORD } from './chars.ts';
import type { Dictionary } from './dictionary.ts';
import type { PhraseEntry } from './entry.ts';
import type { Found } from './resolve.ts';
import type { Units } from './units.ts';

/** Hits are looked for that end within so many UTF-16 units. */
export const SCANNED = 8192;
/** Read beyond what is scanned, so that a word cut there is not taken for a whole one. */
export const READ = SCANNED + 64;

/**
 * Walks the trie from every place where a phrase may begin: characters rather than words, so that scripts without
 * blanks need nothing of their own and no word is cut out and hashed. At worst, when the text is as repetitive as
 * the phrases, the work is the text's length times the longest phrase's.
 */
export class Scan {
  readonly #found: Found[] = [];
  #triggers: Map<PhraseEntry, Found> | null = null;
  readonly #units: Units;
  readonly #dictionary: Dictionary;
  readonly #textLength: number;
  #lastContent = -1;

  constructor(units: Units, dictionary: Dictionary, textLength: number) {
    this.#units = units;
    this.#dictionary = dictionary;
    this.#textLength = textLength;
  }

  run(): Found[] {
    const { kinds, symbols, count } = this.#units;
    const { trie } = this.#dictionary;
    let before = 0;
    for (let unit = 0; unit < count; unit++) {
      const kind = kinds[unit] as number;
      // Most units are in the middle of a word: they are passed over before anything is asked.
      const inside = kind === WORD && before === WORD;
      before = kind;
      if (inside || kind === BLANK || kind === MASK) continue;
      const symbol = symbols[unit] as number;
      const node = symbol < 0 ? 0 : trie.next(0, symbol);
      if (symbol >= 0 && node === 0) continue;
      if (!this.#units.isEdge(unit) || !isBorder(this.#units, unit, -1)) continue;
      if (node === 0) this.#walk(unit, unit, 0);
      else {
        this.#arrive(unit, unit + 1, node);
        this.#walk(unit, unit + 1, node);
      }
    }
    return this.#triggers ? [...this.#found, ...this.#triggers.values()] : this.#found;
  }

  #walk(first: number, from: number, start: number): void {
    const { trie } = this.#dictionary;
    const { symbols, count } = this.#units;
    let node = start;
    for (let unit = from; unit < count; ) {
      let symbol = symbols[unit] as number;
      if (symbol < 0) {
        const { exact, plain } = this.#units.sequences[~symbol] as { exact: string; plain: string };
        // An entry without a tone means every tone, so both ways may lead on.
        const toned = plain === exact ? 0 : trie.next(node, this.#dictionary.symbolOf(exact));
        if (toned !== 0) {
          this.#arrive(first, unit + 1, toned);
          this.#walk(first, unit + 1, toned);
        }
        symbol = this.#dictionary.symbolOf(plain);
      }
      node = trie.next(node, symbol);
      if (node === 0) return;
      this.#arrive(first, ++unit, node);
    }
  }

  #arrive(first: number, behind: number, node: number): void {
    const entries = this.#dictionary.endingAt(node);
    if (entries.length === 0 || !this.#units.isEdge(behind) || !isBorder(this.#units, behind - 1, 1)) return;
    if ((this.#units.ends[behind - 1] as number) > SCANNED) return;
    for (const entry of entries) {
      if (this.#isInPlace(entry.where, first, behind)) this.#keep({ first, behind, entry });
    }
  }

  #isInPlace(where: PhraseEntry['where'], first: number, behind: number): boolean {
    if (where === undefined || where === 'anywhere') return true;
    if (!this.#units.isFirst(first)) return false;
    return where === 'start' || (this.#textLength <= READ && behind > this.#content());
  }

  /** The last unit that is neither blank nor punctuation. */
  #content(): number {
    if (this.#lastContent < 0) {
      let unit = this.#units.count - 1;
      while (unit > 0 && (this.#units.kinds[unit] === BLANK || this.#units.kinds[unit] === PUNCTUATION))
        unit--;
      this.#lastContent = unit;
    }
    return this.#lastContent;
  }

  /** Keeps the longest of each list from a place, which bounds them by the text's length; each trigger once. */
  #keep(one: Found): void {
    if (one.entry.list === 'trigger') {
      this.#triggers ??= new Map();
      if (!this.#triggers.has(one.entry)) this.#triggers.set(one.entry, one);
      return;
    }
    for (let at = this.#found.length - 1; at >= 0; at--) {
      const other = this.#found[at] as Found;
      if (other.first !== one.first) break;
      if (other.entry.list !== one.entry.list) continue;
      if (one.behind > other.behind) this.#found[at] = one;
      return;
    }
    this.#found.push(one);
  }
}
