interface Kept<Row> {
  /** Null: it is to be no more. */
  row: Row | null;
  changed: boolean;
}

const NONE: readonly never[] = [];

/**
 * A chat's rows of one table while a batch is folded: as storage had them, as they are now, and which of them `save.ts`
 * is to write. Most chats of a batch have none of most tables, so nothing is made before there is a row.
 */
export class DraftRows<Key extends string | number, Row> {
  #kept: Map<Key, Kept<Row>> | null = null;

  get(key: Key): Row | undefined {
    return this.#kept?.get(key)?.row ?? undefined;
  }

  /** Takes a row that storage knew before the batch. */
  remember(key: Key, row: Row): void {
    this.#kept ??= new Map();
    this.#kept.set(key, { row, changed: false });
  }

  /** The row from now on; null: none. */
  set(key: Key, row: Row | null): void {
    this.#kept ??= new Map();
    this.#kept.set(key, { row, changed: true });
  }

  /** A row that is about to change; undefined: there is none yet. */
  touch(key: Key): Row | undefined {
    const kept = this.#kept?.get(key);
    if (!kept?.row) return undefined;
    kept.changed = true;
    return kept.row;
  }

  all(): Row[] {
    return this.#kept ? [...this.#kept.values()].flatMap(({ row }) => row ?? []) : [];
  }

  /** What is to be written, in the order of the keys. */
  changed(): Row[] {
    const rows: Row[] = [];
    for (const key of this.#changedKeys()) {
      const row = this.get(key);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  /** The keys of what is to be deleted, in their order. */
  gone(): Key[] {
    return this.#changedKeys().filter((key) => this.get(key) === undefined);
  }

  #changedKeys(): readonly Key[] {
    if (!this.#kept) return NONE;
    const keys: Key[] = [];
    for (const [key, { changed }] of this.#kept) if (changed) keys.push(key);
    return keys.length > FEW ? keys.sort((a, b) => (a < b ? -1 : 1)) : insertionSort(keys);
  }
}

const FEW = 16;

/** Most chats of a batch have some two or three rows, for which `sort` takes 0.3 µs and half a kilobyte. */
function insertionSort<Key extends string | number>(keys: Key[]): Key[] {
  for (let i = 1; i < keys.length; i += 1) {
    const key = keys[i] as Key;
    let at = i;
    for (; at > 0 && (keys[at - 1] as Key) > key; at -= 1) keys[at] = keys[at - 1] as Key;
    keys[at] = key;
  }
  return keys;
}
