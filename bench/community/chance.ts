import seedrandom from 'seedrandom';

/** Draws of the made-up community: the same seed gives the same. */
export class Chance {
  readonly #draw: () => number;

  constructor(seed: string) {
    this.#draw = seedrandom.alea(seed);
  }

  /** 0…1 */
  float(): number {
    return this.#draw();
  }

  /** min…max, both included. */
  whole(min: number, max: number): number {
    return min + Math.floor(this.#draw() * (max - min + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#draw() * list.length)] as T;
  }

  /** How often something happens that happens so often on average: Knuth's way. */
  times(average: number): number {
    const limit = Math.exp(-Math.min(average, 500));
    let count = -1;
    for (let product = 1; product > limit; count += 1) product *= this.#draw();
    return count;
  }

  /** A pause of so many seconds on average, never 0. */
  pause(average: number): number {
    return Math.max(1, Math.round(-Math.log(1 - this.#draw()) * average));
  }
}
