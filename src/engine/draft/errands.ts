import type { Errand } from '../../model/errand.ts';
import type { MayDo } from '../../model/event.ts';

/** What a batch leaves to be done in Telegram for the members of a chat. */
export class ErrandsDraft {
  readonly #latest = new Map<string, Errand>();
  readonly #released = new Set<ErrandKind>();
  /** Whether the bot may make invite links in this chat, where this batch tells it; null: it does not. */
  mayInvite: boolean | null = null;

  get all(): readonly Errand[] {
    return [...this.#latest.values()];
  }

  /** Kinds that the bot may do in this chat again, as far as this batch shows. */
  get released(): readonly ErrandKind[] {
    return [...this.#released].sort();
  }

  /** What waited for these rights is done. */
  release({ tag, invite, restrict }: MayDo): void {
    this.mayInvite = invite;
    if (tag) this.#released.add('tag');
    if (invite) this.#released.add('invite');
    if (restrict) this.#released.add('limit');
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
export type ErrandKind = 'tag' | 'invite' | 'limit';

export function kindOf({ do: what }: Errand): ErrandKind {
  return what === 'tag' || what === 'invite' ? what : 'limit';
}

/** The group that an invitation leads to; 0: none. */
export function targetOf(errand: Errand): number {
  return errand.do === 'invite' ? errand.to : 0;
}
