import type { UserId } from '../model/ids.ts';
import type { Person } from '../model/person.ts';
import type { Seconds } from '../model/time.ts';
import type { PersonRow } from './rows.ts';

/**
 * The people of a batch, over all its chats: names as last seen, and who bears which @username. A name that moved
 * to another person is theirs from then on.
 */
export class People {
  readonly changed = new Set<UserId>();
  /** Lower-case names that somebody bears from now on, and since when. */
  readonly taken = new Map<string, { id: UserId; at: Seconds }>();
  /** Lower-case names given up, by whom; null: whoever is stored as their bearer. */
  readonly released = new Map<string, UserId | null>();
  readonly #rows = new Map<UserId, PersonRow>();
  readonly #holders = new Map<string, UserId>();

  /** Takes what storage knew before the batch. */
  remember(row: PersonRow): void {
    this.#rows.set(row.userId, row);
  }

  rememberHolder(name: string, id: UserId): void {
    this.#holders.set(name, id);
  }

  all(): Iterable<PersonRow> {
    return this.#rows.values();
  }

  get(id: UserId): PersonRow | null {
    return this.#rows.get(id) ?? null;
  }

  holder(username: string): UserId | null {
    return this.#holders.get(username.toLowerCase()) ?? null;
  }

  /** Somebody was seen. What is older than what is known already changes nothing. */
  learn(person: Person, at: Seconds): void {
    const row = this.#rows.get(person.id);
    if (row && (at < row.seenAt || sameNames(row, person))) return;
    const before = row?.username?.toLowerCase() ?? null;
    const now = person.username?.toLowerCase() ?? null;
    if (before !== now) {
      if (before !== null) this.#release(before, person.id);
      if (now !== null) this.#take(now, person.id, at);
    }
    this.#rows.set(person.id, {
      userId: person.id,
      firstName: person.firstName,
      lastName: person.lastName,
      username: person.username,
      isBot: person.isBot,
      // Only updates from the person carry a language; being mentioned must not wipe it.
      language: person.language ?? row?.language ?? null,
      dmOpen: row?.dmOpen ?? false,
      seenAt: at,
    });
    this.changed.add(person.id);
  }

  #release(name: string, id: UserId): void {
    const holder = this.#holders.get(name);
    if (holder !== undefined && holder !== id) return;
    this.#holders.delete(name);
    this.released.set(name, this.taken.delete(name) ? null : id);
  }

  #take(name: string, id: UserId, at: Seconds): void {
    const former = this.#holders.get(name);
    const row = former === undefined ? undefined : this.#rows.get(former);
    if (row && row.userId !== id && row.username?.toLowerCase() === name) {
      // Told late: the name has moved on since. Storage decides alike.
      if (row.seenAt > at) return;
      row.username = null;
      this.changed.add(row.userId);
    }
    this.#holders.set(name, id);
    this.taken.set(name, { id, at });
  }

  setDmOpen(id: UserId, open: boolean): void {
    const row = this.#rows.get(id);
    if (!row || row.dmOpen === open) return;
    row.dmOpen = open;
    this.changed.add(id);
  }
}

function sameNames(row: PersonRow, person: Person): boolean {
  return (
    row.firstName === person.firstName &&
    row.lastName === person.lastName &&
    row.username === person.username &&
    row.isBot === person.isBot &&
    (person.language === null || row.language === person.language)
  );
}
