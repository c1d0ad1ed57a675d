import { type Entry, isGiven, type NewEntry } from '../../model/entry.ts';
import type { UserId } from '../../model/ids.ts';
import { countsAs, type Line } from '../../reputation/reverse.ts';
import type { Sign } from '../../reputation/rules.ts';
import type { Ledger } from '../../reputation/undo.ts';
import type { ChatRow } from './rows.ts';

/** A chat's ledger while a batch is folded: the lines it writes, and those it may take back. */
export class LedgerDraft implements Ledger {
  /** What the batch has written. */
  readonly entries: (Entry & { epoch: number })[] = [];
  /** Lines that this batch may take back, as storage has them. */
  readonly #stored = new Map<number, Line>();
  /** Entry → what took it back in this batch. */
  readonly #reversed = new Map<number, number>();
  readonly #row: Pick<ChatRow, 'lastEntry'>;

  constructor(row: Pick<ChatRow, 'lastEntry'>) {
    this.#row = row;
  }

  /** Takes a line that storage knew before the batch. */
  remember(line: Line): void {
    this.#stored.set(line.id, line);
  }

  /** Adds a line, numbered on. Totals are moved by `record.ts`. */
  write(entry: NewEntry, epoch: number): void {
    this.#row.lastEntry += 1;
    this.entries.push({ ...entry, id: this.#row.lastEntry, epoch });
    if (entry.reverses !== null) this.#reversed.set(entry.reverses, this.#row.lastEntry);
  }

  line(id: number): Line | null {
    const stored = this.#stored.get(id);
    const made = stored ? null : this.entries[id - this.#row.lastEntry - 1 + this.entries.length];
    const line = stored ?? made;
    return line ? { ...line, reversedBy: this.#reversedBy(id) } : null;
  }

  linesOf(epoch: number, messageId: number): Line[] {
    return this.#all().filter((line) => line.epoch === epoch && line.messageId === messageId);
  }

  lastOf(giver: UserId): Line | null {
    const given = this.#all().filter(
      (line) => line.giver === giver && isGiven(line.kind) && line.reversedBy === null,
    );
    return given.at(-1) ?? null;
  }

  /** An entry by its number; null where it was taken back, by whatever way, or was not loaded. */
  standing(id: number): Line | null {
    const line = this.line(id);
    return line?.reversedBy === null ? line : null;
  }

  /**
   * Whether another gift of the same message still stands: one message may give to several. Only its own lines are asked,
   * for they are all that is loaded in whatever batch the gift is taken back.
   */
  stillGiven(entry: number, sign: Sign): boolean {
    const gift = this.line(entry);
    return this.#all().some(
      (line) =>
        line.reversedBy === null &&
        countsAs(line) === sign &&
        line.giver === gift?.giver &&
        line.messageId === gift.messageId &&
        line.epoch === gift.epoch,
    );
  }

  #all(): Line[] {
    const stored = [...this.#stored.values()].sort((a, b) => a.id - b.id);
    return [...stored, ...this.entries].map((line) => ({ ...line, reversedBy: this.#reversedBy(line.id) }));
  }

  #reversedBy(id: number): number | null {
    return this.#reversed.get(id) ?? this.#stored.get(id)?.reversedBy ?? null;
  }
}
