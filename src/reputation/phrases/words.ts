import { foldPhrase } from './fold.ts';

/**
 * The first of the thanks words that is a minus word too, in its thanks spelling; null when none is. What folds to
 * nothing is on neither list.
 */
export function findConflict(thanks: readonly string[], minus: readonly string[]): string | null {
  const folded = new Set(minus.map(foldPhrase));
  folded.delete('');
  return thanks.find((word) => folded.has(foldPhrase(word))) ?? null;
}
