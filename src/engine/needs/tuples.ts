type Level = Map<unknown, Level | null>;

/**
 * A set of tuples, in the order in which they came. What is needed of storage is told again by every event; a nested
 * map tells without a key made of text, which would cost more than all else that is done to find it out.
 */
export class Tuples<Tuple extends readonly (string | number)[]> {
  readonly list: Tuple[];
  readonly #first: Level = new Map();

  constructor(known: readonly Tuple[] = []) {
    this.list = [];
    for (const tuple of known) this.add(tuple);
  }

  add(tuple: Tuple): void {
    const last = tuple.length - 1;
    let level = this.#first;
    for (let place = 0; place < last; place += 1) {
      let next = level.get(tuple[place]);
      if (!next) {
        next = new Map();
        level.set(tuple[place], next);
      }
      level = next;
    }
    if (level.has(tuple[last])) return;
    level.set(tuple[last], null);
    this.list.push(tuple);
  }
}
