// Sets of numbers as they stand in a member's row: a few letters a number, one after the other. They are looked up and
// added to as they are, for most messages touch a set and few look at all of it.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Twelve bits. */
const PAIRS = Array.from({ length: 4096 }, (_, n) => `${DIGITS[n >> 6]}${DIGITS[n & 63]}`);

/** Three letters, for 16 bits. */
export const shortCode = (number: number): string => `${DIGITS[number >> 12]}${PAIRS[number & 4095]}`;

/** Six letters, for 32 bits. */
export const longCode = (number: number): string =>
  `${PAIRS[number >>> 24]}${PAIRS[(number >>> 12) & 4095]}${PAIRS[number & 4095]}`;

/** Where a number stands in a set, in letters; −1: it does not. */
export function placeOf(codes: string, code: string): number {
  let at = codes.indexOf(code);
  while (at > 0 && at % code.length !== 0) at = codes.indexOf(code, at + 1);
  return at;
}

/** How many short codes a set has. */
export const countOf = (codes: string): number => codes.length / 3;

/** Both sets of short codes, so many of them at most. */
export function union(known: string, more: string, most: number): string {
  if (known === '') return more.slice(0, 3 * most);
  let all = known;
  for (let at = 0; at < more.length && countOf(all) < most; at += 3) {
    const code = more.slice(at, at + 3);
    if (placeOf(all, code) === -1) all += code;
  }
  return all;
}

/** With a long code as the last one, and so many of the last ones at most. */
export function withLast(codes: string, code: string, most: number): string {
  const at = placeOf(codes, code);
  const others = at === -1 ? codes : codes.slice(0, at) + codes.slice(at + code.length);
  return (others + code).slice(-code.length * most);
}
