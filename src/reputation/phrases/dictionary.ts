import type { PhraseEntry } from './entry.ts';
import { foldParts } from './fold.ts';
import { Trie } from './trie.ts';

const NONE: readonly PhraseEntry[] = [];
/** Above all code points: emoji of several characters. */
const FIRST_SEQUENCE = 0x110000;

/** A chat's entries in a trie of folded characters. */
export class Dictionary {
  readonly size: number;
  readonly trie: Trie;
  /** By node: 1 + where in #ends its entries stand. */
  readonly #terminals: Int32Array;
  readonly #ends: PhraseEntry[][] = [];
  readonly #sequences = new Map<string, number>();

  /** @param longest entries of more characters than this are left out */
  constructor(entries: readonly PhraseEntry[], longest: number) {
    const kept = new Map<string, { entry: PhraseEntry; path: number[] }>();
    let edges = 0;
    for (const entry of entries) {
      const path = foldParts(entry.text).map((part) =>
        typeof part === 'number' ? part : this.#intern(part),
      );
      if (path.length === 0 || path.length > longest) continue;
      const id = entry.list === 'trigger' ? entry.id : undefined;
      const key = `${entry.list} ${entry.where ?? 'anywhere'} ${id} ${path.join()}`;
      if (kept.has(key)) continue;
      kept.set(key, { entry, path });
      edges += path.length;
    }
    this.size = kept.size;
    this.trie = new Trie(edges);
    const nodes = new Map<number, PhraseEntry[]>();
    for (const { entry, path } of kept.values()) {
      const node = this.trie.add(path);
      const there = nodes.get(node);
      if (there) there.push(entry);
      else nodes.set(node, [entry]);
    }
    this.trie.shrink();
    this.#terminals = new Int32Array(this.trie.size);
    for (const [node, there] of nodes) {
      there.sort((a, b) => (a.id ?? Number.MAX_VALUE) - (b.id ?? Number.MAX_VALUE));
      this.#terminals[node] = this.#ends.push(there);
    }
  }

  /** The entries that end at a node, the older first. */
  endingAt(node: number): readonly PhraseEntry[] {
    const terminal = this.#terminals[node] as number;
    return terminal === 0 ? NONE : (this.#ends[terminal - 1] as PhraseEntry[]);
  }

  /** The trie's symbol of an emoji; −1, which leads nowhere, when no entry has it. */
  symbolOf(emoji: string): number {
    const code = emoji.codePointAt(0) as number;
    return emoji.length === (code > 0xffff ? 2 : 1) ? code : (this.#sequences.get(emoji) ?? -1);
  }

  #intern(emoji: string): number {
    const known = this.#sequences.get(emoji);
    if (known !== undefined) return known;
    const symbol = FIRST_SEQUENCE + this.#sequences.size;
    this.#sequences.set(emoji, symbol);
    return symbol;
  }
}
