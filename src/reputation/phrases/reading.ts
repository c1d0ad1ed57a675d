import { canonical } from './canonical.ts';
import {
  BLANK,
  COMPOSING,
  codeAt,
  DENSE,
  EMOJI,
  foldOf,
  folds,
  HALF,
  KEYCAP,
  kindOf,
  kindTable,
  learn,
  MARK,
  MASK,
  ORDERED,
  PICTURE,
  SIGN,
  SKIP,
  SPLIT,
  unitKind,
  WORD,
  widthOf,
} from './chars.ts';
import { readEmoji, type Sequence } from './emoji.ts';
import type { Range } from './entry.ts';
import { inTurn } from './masks.ts';
import { Units } from './units.ts';

/** As Unicode's stream-safe format has it: no writing needs more, and ordering them is quadratic. */
const MARKS_AT_MOST = 30;

const KEYS = /^[0-9#*]$/;

/** Reads texts into units. */
export class Reading extends Units {
  /** Units below this take no further marks. */
  #closed = 0;
  #ordered = -1;

  /** Reads the text up to `limit`; each masked range becomes one unit that is nothing but a border. */
  read(text: string, masked: readonly Range[], limit: number): void {
    this.clear();
    this.#ordered = -1;
    const to = Math.min(text.length, limit);
    let at = 0;
    for (const { start, end } of inTurn(masked, to)) {
      this.#append(text, at, start);
      this.reserve(1);
      this.put(0, MASK, start, end);
      at = end;
    }
    this.#append(text, at, to);
  }

  #append(text: string, from: number, to: number): void {
    this.reserve(to - from);
    this.#closed = this.count;
    for (let at = from; at < to; ) {
      at = this.#plain(text, at, to);
      if (at < to) at = this.#rare(text, at, to);
    }
  }

  /** The fast way, as far as each character is one unit. */
  #plain(text: string, from: number, to: number): number {
    const { symbols, kinds, starts, ends } = this;
    let n = this.count;
    let at = from;
    for (; at < to; at++) {
      const code = text.charCodeAt(at);
      const kind = kindTable[code] || learn(code);
      if (kind > SIGN) break;
      if (kind === BLANK && n > 0 && kinds[n - 1] === BLANK) n--;
      else starts[n] = at;
      symbols[n] = folds[code] as number;
      kinds[n] = kind;
      ends[n++] = at + 1;
    }
    this.count = n;
    return at;
  }

  #rare(text: string, at: number, to: number): number {
    const code = codeAt(text, at, to);
    const kind = kindOf(code);
    const end = at + widthOf(code);
    if (kind <= SIGN) this.put(foldOf(code), kind, at, end);
    else if (kind === SKIP) return end;
    else if (kind === EMOJI) return this.#emoji(text, at, to);
    else if (kind === SPLIT) this.#cluster(text, at, end, to);
    else if (kind === COMPOSING) return this.#compose(text, at, to);
    else if (kind === KEYCAP && this.#makeKey(end)) return end;
    else if (kind === ORDERED && this.#takesMark() && this.#ordered === this.count - 1) {
      return this.#compose(text, at, to);
    } else if (kind === MARK || kind === ORDERED || kind === KEYCAP) {
      const last = this.#takesMark() ? this.count - 1 : -1;
      const base = this.kinds[last];
      const own = base === WORD || base === DENSE ? base : unitKind(String.fromCodePoint(code));
      if (kind === ORDERED) this.#ordered = this.count;
      this.put(foldOf(code), own, last < 0 ? at : (this.starts[last] as number), end);
    }
    return end;
  }

  #takesMark(): boolean {
    return this.count > this.#closed && this.kinds[this.count - 1] !== BLANK;
  }

  #emoji(text: string, at: number, to: number): number {
    const sequence: Sequence = { exact: '', plain: '' };
    const end = readEmoji(text, at, to, sequence);
    const only = codeAt(sequence.exact, 0, sequence.exact.length);
    if (sequence.exact.length === widthOf(only)) this.put(only, PICTURE, at, end);
    else this.putSequence(sequence, PICTURE, at, end);
    this.#closed = this.count;
    return end;
  }

  #makeKey(end: number): boolean {
    const last = this.count - 1;
    if (!this.#takesMark() || !this.isEdge(last)) return false;
    const key = String.fromCodePoint(this.symbols[last] as number);
    if (!KEYS.test(key)) return false;
    const sequence = { exact: `${key}\u20E3`, plain: `${key}\u20E3` };
    this.count = last;
    this.putSequence(sequence, PICTURE, this.starts[last] as number, end);
    this.#closed = this.count;
    return true;
  }

  /** Reads a character again, now with its marks. */
  #compose(text: string, at: number, to: number): number {
    let start = at;
    if (this.#takesMark()) {
      start = this.starts[this.count - 1] as number;
      while (this.count > 0 && this.starts[this.count - 1] === start) this.count--;
    }
    let end = at;
    let marks = 0;
    for (let next = at; next < to && marks < MARKS_AT_MOST; ) {
      const code = codeAt(text, next, to);
      const kind = kindOf(code);
      next += widthOf(code);
      if (kind === MARK || kind === ORDERED || kind === COMPOSING) {
        marks++;
        end = next;
      } else if (kind !== SKIP && kind !== HALF) break;
    }
    this.#cluster(text, start, end, to);
    this.#closed = this.count;
    return end;
  }

  #cluster(text: string, start: number, end: number, to: number): void {
    const units = unitsOf(text.slice(start, end));
    this.reserve(units.length + to - end);
    for (const { symbol, kind } of units) this.put(symbol, kind, start, end);
  }
}

interface Unit {
  readonly symbol: number;
  readonly kind: number;
}

const MOST_KNOWN = 4_000;
/** UTF-16 units of a character with its marks; beyond that nobody writes it twice. */
const LONGEST_KNOWN = 8;
const known = new Map<string, readonly Unit[]>();

/** Of a character with its marks. The same come again and again (…, ß, й typed in two); to fold one takes 1 µs. */
function unitsOf(cluster: string): readonly Unit[] {
  let units = known.get(cluster);
  if (units) return units;
  units = Array.from(canonical(cluster), (char) => ({
    symbol: char.codePointAt(0) as number,
    kind: unitKind(char),
  }));
  if (cluster.length <= LONGEST_KNOWN) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(cluster, units);
  }
  return units;
}
