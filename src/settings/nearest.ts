import { type SettingKey, settingKeys } from './catalogue.ts';

/** Words and what they mean, as a `/set` of hundreds of lines asks for each several times. */
const known = new Map<string, SettingKey | null>();
const MOST_KNOWN = 2_000;

/** The setting that was probably meant: 'pair_interval' → 'reputation.pair_interval'; null when nothing is near. */
export function nearestKey(typed: string): SettingKey | null {
  const word = typed.toLowerCase().slice(0, 64);
  let nearest = known.get(word);
  if (nearest !== undefined) return nearest;
  nearest = lookFor(word);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(word, nearest);
  return nearest;
}

function lookFor(word: string): SettingKey | null {
  let best: SettingKey | null = null;
  // Something of the word must be left.
  let least = Math.min(Math.max(2, Math.floor(word.length / 3)), word.length - 1) + 1;
  for (const key of settingKeys) {
    const name = key.slice(key.indexOf('.') + 1);
    // Whoever leaves out the family means the first one: thanks.
    const meant = word.includes('.') ? key : name;
    // So many letters are missing or too many at least.
    if (Math.abs(word.length - meant.length) >= least) continue;
    const distance = edits(word, meant, least - 1);
    if (distance < least) {
      best = key;
      least = distance;
    }
  }
  return best;
}

/**
 * Levenshtein's distance with neighbours that changed places counting once; where it is more than `most`, any number above.
 * Sample: ('wrods', 'words') → 1. Given up early and without lists that
 * grow: all keys take 0.2 ms a word instead of 1, and a `/set` may have 200 words, each asked for four times.
 */
export function edits(one: string, other: string, most = Number.POSITIVE_INFINITY): number {
  const width = other.length + 1;
  let before = new Uint16Array(width);
  let last = new Uint16Array(width);
  let now = new Uint16Array(width);
  for (let column = 0; column < width; column++) last[column] = column;
  let leastBefore = 0;
  for (let row = 1; row <= one.length; row++) {
    const letter = one.charCodeAt(row - 1);
    const former = one.charCodeAt(row - 2);
    now[0] = row;
    let leastNow = row;
    for (let column = 1; column < width; column++) {
      const same = letter === other.charCodeAt(column - 1);
      let least = at(last, column - 1) + (same ? 0 : 1);
      const shifted = Math.min(at(last, column), at(now, column - 1)) + 1;
      if (shifted < least) least = shifted;
      if (
        row > 1 &&
        column > 1 &&
        former === other.charCodeAt(column - 1) &&
        letter === other.charCodeAt(column - 2)
      )
        least = Math.min(least, at(before, column - 2) + 1);
      now[column] = least;
      if (least < leastNow) leastNow = least;
    }
    // Two neighbours may still change places, which goes on from the row before.
    if (leastNow > most && leastBefore > most) return leastNow;
    leastBefore = leastNow;
    [before, last, now] = [last, now, before];
  }
  return at(last, other.length);
}

function at(row: Uint16Array, column: number): number {
  return row[column] as number;
}
