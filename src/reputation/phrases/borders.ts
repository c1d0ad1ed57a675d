import { DENSE, PUNCTUATION, SIGN, WORD } from './chars.ts';
import type { Units } from './units.ts';

const APOSTROPHE = 0x27;

/**
 * Whether a phrase may end at unit `edge`, seen in direction `step` (−1 or 1).
 *
 * A word goes on in letters, digits, marks and underscores, and through an apostrophe between them: `it` is not in
 * `it's`, but `thanks` is in `'thanks'` and, as a hyphen joins whole words, in `thanks-a-lot`. A sign stands free
 * where no letter and no sign of its sort touches it. Pictures and scripts without blanks have no borders.
 */
export function isBorder(units: Units, edge: number, step: -1 | 1): boolean {
  const { kinds, symbols, count } = units;
  const kind = kinds[edge];
  const beside = edge + step;
  if (beside < 0 || beside >= count) return true;
  const next = kinds[beside];
  if (kind === WORD) {
    if (next === WORD) return false;
    if (symbols[beside] !== APOSTROPHE) return true;
    const beyond = beside + step;
    return beyond < 0 || beyond >= count || kinds[beyond] !== WORD;
  }
  if (kind === SIGN || kind === PUNCTUATION) {
    if (next === WORD || next === DENSE || symbols[beside] === symbols[edge]) return false;
    return kind === PUNCTUATION || next !== SIGN;
  }
  return true;
}
