/**
 * A trie over folded characters in one open-addressed table: 24 to 48 bytes an edge where a Map for each node takes
 * 200 and more, and a chat's list is held in memory for long. (Parent, symbol and child side by side in one array
 * were no faster.)
 */
export class Trie {
  #size = 1;
  #mask: number;
  #parents: Int32Array;
  #symbols: Int32Array;
  #children: Int32Array;

  /** @param edges how many symbols will be added at most, shared prefixes counted each time */
  constructor(edges: number) {
    const slots = slotsFor(edges);
    this.#mask = slots - 1;
    this.#parents = new Int32Array(slots);
    this.#symbols = new Int32Array(slots);
    this.#children = new Int32Array(slots);
  }

  /** Nodes, the root (0) included. */
  get size(): number {
    return this.#size;
  }

  /** The node reached from `node` by `symbol`, 0 for none. */
  next(node: number, symbol: number): number {
    return this.#children[this.#slot(node, symbol)] as number;
  }

  /** Adds a path from the root; returns its last node. */
  add(path: readonly number[]): number {
    let node = 0;
    for (const symbol of path) {
      const slot = this.#slot(node, symbol);
      if (this.#children[slot] === 0) {
        this.#parents[slot] = node;
        this.#symbols[slot] = symbol;
        this.#children[slot] = this.#size++;
      }
      node = this.#children[slot] as number;
    }
    return node;
  }

  /** Gives back the room that shared prefixes have left: half of it or more, with many words of one language. */
  shrink(): void {
    const [parents, symbols, children] = [this.#parents, this.#symbols, this.#children];
    const slots = slotsFor(this.#size - 1);
    if (slots === parents.length) return;
    this.#mask = slots - 1;
    this.#parents = new Int32Array(slots);
    this.#symbols = new Int32Array(slots);
    this.#children = new Int32Array(slots);
    for (const [at, child] of children.entries()) {
      if (child === 0) continue;
      const slot = this.#slot(parents[at] as number, symbols[at] as number);
      this.#parents[slot] = parents[at] as number;
      this.#symbols[slot] = symbols[at] as number;
      this.#children[slot] = child;
    }
  }

  /** Where the edge is or would be: no child is the root, so 0 marks an empty slot. */
  #slot(node: number, symbol: number): number {
    let hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(symbol, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & this.#mask;
    while (this.#children[slot] !== 0 && (this.#symbols[slot] !== symbol || this.#parents[slot] !== node)) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }
}

/** At most half of them are taken, so that a search ends soon. */
function slotsFor(edges: number): number {
  let slots = 16;
  while (slots < edges * 2) slots *= 2;
  return slots;
}
