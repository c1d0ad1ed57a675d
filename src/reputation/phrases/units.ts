import { BLANK } from './chars.ts';
import type { Sequence } from './emoji.ts';

/** A text as folded units that remember where they came from. Reused, so that reading allocates next to nothing. */
export class Units {
  count = 0;
  /** Folded code points; ~k stands for `sequences[k]`. 0 is a mask. */
  symbols: Int32Array;
  kinds: Uint8Array;
  /** Units of one written character (a letter and its marks, ﷺ) share their start. */
  starts: Int32Array;
  /** True only of the last unit of a character. */
  ends: Int32Array;
  sequences: Sequence[] = [];

  /** @param room units to begin with; it grows */
  constructor(room: number) {
    this.symbols = new Int32Array(room);
    this.kinds = new Uint8Array(room);
    this.starts = new Int32Array(room);
    this.ends = new Int32Array(room);
  }

  /** Whether a written character begins with this unit (or the text ends before it). */
  isEdge(unit: number): boolean {
    return unit <= 0 || unit >= this.count || this.starts[unit] !== this.starts[unit - 1];
  }

  /** Whether the first unit that is not a blank is this one. */
  isFirst(unit: number): boolean {
    return unit === (this.kinds[0] === BLANK ? 1 : 0);
  }

  protected clear(): void {
    this.count = 0;
    if (this.sequences.length > 0) this.sequences = [];
  }

  /** The caller has reserved the room. */
  protected put(symbol: number, kind: number, start: number, end: number): void {
    const n = this.count++;
    this.symbols[n] = symbol;
    this.kinds[n] = kind;
    this.starts[n] = start;
    this.ends[n] = end;
  }

  protected putSequence(sequence: Sequence, kind: number, start: number, end: number): void {
    this.put(~(this.sequences.push(sequence) - 1), kind, start, end);
  }

  protected reserve(more: number): void {
    const needed = this.count + more + 1;
    if (needed <= this.symbols.length) return;
    const size = needed * 2;
    const grow = <T extends Int32Array | Uint8Array>(bigger: T, old: T): T => {
      bigger.set(old);
      return bigger;
    };
    this.symbols = grow(new Int32Array(size), this.symbols);
    this.kinds = grow(new Uint8Array(size), this.kinds);
    this.starts = grow(new Int32Array(size), this.starts);
    this.ends = grow(new Int32Array(size), this.ends);
  }
}
