/**
 * What can be made anew, kept by name as long as there is room: the least lately used goes first. What is kept last stays,
 * however much it weighs.
 */
export class LeastUsed<Value> {
  readonly #most: number;
  readonly #kept = new Map<string, { readonly value: Value; readonly weight: number }>();
  #weight = 0;

  /** @param most of whatever weights are counted in */
  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#kept.size;
  }

  get(name: string): Value | null {
    const found = this.#kept.get(name);
    if (!found) return null;
    this.#kept.delete(name);
    this.#kept.set(name, found);
    return found.value;
  }

  set(name: string, value: Value, weight: number): void {
    this.#weight += weight - (this.#kept.get(name)?.weight ?? 0);
    this.#kept.delete(name);
    this.#kept.set(name, { value, weight });
    for (const [oldest, { weight: freed }] of this.#kept) {
      if (this.#weight <= this.#most || oldest === name) break;
      this.#kept.delete(oldest);
      this.#weight -= freed;
    }
  }
}
