import { BLANK } from './chars.ts';
import { Reading } from './reading.ts';

/** The parts of a folded phrase: code points, emoji of several characters as a string. Blanks at the ends cut. */
export function foldParts(text: string): (number | string)[] {
  const reading = new Reading(text.length + 1);
  reading.read(text, [], text.length);
  const { symbols, kinds, count, sequences } = reading;
  const parts: (number | string)[] = [];
  for (let unit = 0; unit < count; unit++) {
    if (kinds[unit] === BLANK && (unit === 0 || unit === count - 1)) continue;
    const symbol = symbols[unit] as number;
    parts.push(symbol < 0 ? (sequences[~symbol] as { exact: string }).exact : symbol);
  }
  return parts;
}

/**
 * The canonical form under which two spellings are the same entry: NFKC, full case folding, one apostrophe, one
 * dash, single blanks, nothing invisible; emoji keep their tone. '' when nothing is left to match. Folding the
 * result again changes nothing. Never throws; linear in the length.
 *
 *     'Thank  YOU ' → 'thank you'   'ЁЛКА' → 'елка'   'Don’t' → "don't"   '❤️' → '❤'   '\u200B' → ''
 */
export function foldPhrase(text: string): string {
  let folded = '';
  for (const part of foldParts(text)) folded += typeof part === 'number' ? String.fromCodePoint(part) : part;
  return folded;
}
