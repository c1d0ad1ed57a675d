import type { ChatId, UserId } from '../../model/ids.ts';
import type { Person } from '../../model/person.ts';
import type { Seconds } from '../../model/time.ts';
import type { Acted } from '../../outbox/store.ts';
import type { Wish } from '../people/wishes.ts';
import type { PersonRow } from './rows.ts';

interface Holder {
  id: UserId;
  /** When the name was taken. */
  since: Seconds;
}

/**
 * The people of a batch, over all its chats: names as last seen, and who bears which @username. A name that moved
 * to another person is theirs from then on. Decides in memory exactly as storage would from batch to batch, so
 * that it does not matter where a batch ends: hence the holders of every name in the batch are loaded.
 */
export class People {
  readonly changed = new Set<UserId>();
  /** Lower-case names that somebody bears from now on. */
  readonly taken = new Map<string, Holder>();
  /** Lower-case names given up, by whom; null: whoever is stored as their bearer. */
  readonly released = new Map<string, UserId | null>();
  /** Who chose a language, and which; null: that of their Telegram again. */
  readonly chosen = new Map<UserId, string | null>();
  /** Who has acted though something waited for them, and in which group; null: where the bot may write to them alone. */
  readonly acted = new Map<string, Acted>();
  /** What is to be done with all that is stored of somebody: see `people/wishes.ts`. */
  readonly wishes = new Map<UserId, Wish>();
  /** People outside the batch who lost the name they were known by. */
  readonly cleared = new Map<UserId, string>();
  readonly #rows = new Map<UserId, PersonRow>();
  readonly #holders = new Map<string, Holder>();

  /** Takes what storage knew before the batch. */
  remember(row: PersonRow): void {
    this.#rows.set(row.userId, row);
  }

  rememberHolder(name: string, id: UserId, since: Seconds): void {
    this.#holders.set(name, { id, since });
  }

  get(id: UserId): PersonRow | null {
    return this.#rows.get(id) ?? null;
  }

  holder(username: string): UserId | null {
    return this.#holders.get(username.toLowerCase())?.id ?? null;
  }

  /** Somebody was seen. What is older than what is known already changes nothing. */
  learn(person: Person, at: Seconds): void {
    const row = this.#rows.get(person.id);
    if (row && (at < row.seenAt || sameNames(row, person))) return;
    const before = row?.username?.toLowerCase() ?? null;
    const now = person.username?.toLowerCase() ?? null;
    let { username } = person;
    if (before !== now) {
      if (before !== null) this.#release(before, person.id);
      // Told late, and the name has moved on since: its next sighting on this person will tell.
      if (now !== null && !this.#take(now, person.id, at)) username = null;
    }
    this.#rows.set(person.id, {
      userId: person.id,
      firstName: person.firstName,
      lastName: person.lastName,
      username,
      isBot: person.isBot,
      // Only updates from the person carry a language; being mentioned must not wipe it.
      language: person.language ?? row?.language ?? null,
      speaks: row?.speaks ?? null,
      dmOpen: row?.dmOpen ?? false,
      awaited: row?.awaited ?? false,
      hides: row?.hides ?? false,
      seenAt: at,
    });
    this.changed.add(person.id);
  }

  #release(name: string, id: UserId): void {
    const holder = this.#holders.get(name);
    if (holder !== undefined && holder.id !== id) return;
    this.#holders.delete(name);
    this.released.set(name, this.taken.delete(name) ? null : id);
  }

  #take(name: string, id: UserId, at: Seconds): boolean {
    const former = this.#holders.get(name);
    if (former && former.id !== id) {
      if (former.since > at) return false;
      const row = this.#rows.get(former.id);
      if (!row) this.cleared.set(former.id, name);
      else if (row.username?.toLowerCase() === name) {
        row.username = null;
        this.changed.add(row.userId);
      }
    }
    this.#holders.set(name, { id, since: at });
    this.taken.set(name, { id, since: at });
    return true;
  }

  setLanguage(id: UserId, language: string | null): void {
    const row = this.#rows.get(id);
    if (!row) return;
    row.speaks = language;
    this.chosen.set(id, language);
  }

  /** What waited for somebody is released once a batch. */
  setActed(id: UserId, chat: ChatId | null, at: Seconds): void {
    const row = this.#rows.get(id);
    if (!row) return;
    this.acted.set(`${id} ${chat}`, { person: id, chat, at });
    // What waits elsewhere goes on waiting.
    if (chat === null) row.awaited = false;
  }

  /** Hidden or not, in all chats that they will come to. */
  setHides(id: UserId, hides: boolean): void {
    const row = this.#rows.get(id);
    if (row) row.hides = hides;
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
