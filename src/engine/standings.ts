import type { UserId } from '../model/ids.ts';
import { compareRanked, type Ranked } from '../reputation/overtake.ts';

/** Somebody whose rows are in the draft: they may have moved, so what storage said of them counts no more. */
export interface Drafted extends Ranked {
  /** Present, no bot, with something: in the rating of the chat. */
  ranked: boolean;
}

/**
 * A chat's rating while a batch is folded. What storage knew of those whom the batch does not touch cannot change;
 * those it touches are laid over it as they stand now. So it is exact at each event, wherever a batch began.
 * Read only where a gift is possible, and counted only where a text of the chat says a place.
 */
export class Standings {
  readonly #first: Ranked[] = [];
  #above: Map<number, number> | null = null;

  /** One of the first of the stored rating. As many are read as may be asked for, and one for each one touched. */
  rememberFirst(row: Ranked): void {
    this.#first.push(row);
  }

  /** How many have exactly this reputation, those touched among them. Told at least once where it was counted. */
  rememberCount(reputation: number, people: number): void {
    this.#above ??= new Map();
    this.#above.set(reputation, (this.#above.get(reputation) ?? 0) + people);
  }

  /** The first `count` above zero now, best first; `nameNow`: names may have been learnt since. */
  first(
    count: number,
    touched: ReadonlyMap<UserId, Drafted>,
    nameNow: (id: UserId) => string | null,
  ): Ranked[] {
    const others = this.#first
      .filter(({ id }) => !touched.has(id))
      .map((row) => ({ ...row, name: nameNow(row.id) ?? row.name }));
    const own = [...touched.values()].filter(({ ranked, reputation }) => ranked && reputation > 0);
    return [...others, ...own].sort(compareRanked).slice(0, count);
  }

  /**
   * The place of one who is touched, counting from 1; equals share one. Null: not in the rating, or it was not
   * counted. `before`: what storage knew of those touched.
   */
  place(
    id: UserId,
    touched: ReadonlyMap<UserId, Drafted>,
    before: readonly { ranked: boolean; reputation: number }[],
  ): number | null {
    const own = touched.get(id);
    if (!this.#above || !own?.ranked) return null;
    const isAbove = ({ ranked, reputation }: { ranked: boolean; reputation: number }) =>
      ranked && reputation > own.reputation;
    let above = 0;
    for (const [reputation, people] of this.#above) if (reputation > own.reputation) above += people;
    above += [...touched.values()].filter(isAbove).length - before.filter(isAbove).length;
    return above + 1;
  }
}
