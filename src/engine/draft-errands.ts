import type { Errand } from '../model/errand.ts';

/** What a batch leaves to be done in Telegram for the members of a chat. */
export class ErrandsDraft {
  readonly #latest = new Map<string, Errand>();

  get all(): readonly Errand[] {
    return [...this.#latest.values()];
  }

  /** Of one kind for one member only the latest counts, and comes last. */
  add(errands: readonly Errand[]): void {
    for (const errand of errands) {
      const key = `${errand.user} ${kindOf(errand)} ${targetOf(errand)}`;
      this.#latest.delete(key);
      this.#latest.set(key, errand);
    }
  }
}

/** Errands of one kind take each other's place: lifting and restricting are one. */
export function kindOf({ do: what }: Errand): 'tag' | 'invite' | 'limit' {
  return what === 'tag' || what === 'invite' ? what : 'limit';
}

/** The group that an invitation leads to; 0: none. */
export function targetOf(errand: Errand): number {
  return errand.do === 'invite' ? errand.to : 0;
}
