import { type SettingKey, settingKeys } from './catalogue.ts';

/** The setting that was probably meant: 'pair_interval' → 'reputation.pair_interval'; null when nothing is near. */
export function nearestKey(typed: string): SettingKey | null {
  const word = typed.toLowerCase().slice(0, 64);
  let best: SettingKey | null = null;
  // Something of the word must be left.
  let least = Math.min(Math.max(2, Math.floor(word.length / 3)), word.length - 1) + 1;
  for (const key of settingKeys) {
    const name = key.slice(key.indexOf('.') + 1);
    // Whoever leaves out the family means the first one: thanks.
    const meant = word.includes('.') ? key : name;
    // So many letters are missing or too many at least.
    if (Math.abs(word.length - meant.length) >= least) continue;
    const distance = edits(word, meant);
    if (distance < least) {
      best = key;
      least = distance;
    }
  }
  return best;
}

/** Levenshtein's distance with neighbours that changed places counting once. Sample: ('wrods', 'words') → 1. */
export function edits(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let least = Math.min(
        at(last, column) + 1,
        at(now, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && swapped) least = Math.min(least, at(before, column - 2) + 1);
      now.push(least);
    }
    before = last;
    last = now;
  }
  return at(last, other.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? 0;
}
