import { Dictionary } from './dictionary.ts';
import type { Hit, Matcher, PhraseEntry, Range } from './entry.ts';
import { Reading } from './reading.ts';
import { type Found, resolve } from './resolve.ts';
import { READ, SCANNED, Scan } from './scan.ts';

export type { Hit, Matcher, PhraseEntry, PhraseList, Range } from './entry.ts';

// One for all matchers: finding is synchronous and never calls itself.
const reading = new Reading(READ);

/**
 * Prepares the entries of a chat. Duplicates after folding (same list and `where`; of triggers the same `id` too):
 * the first is kept. An entry that folds to '' or to more than 8,192 characters is left out. Never throws.
 */
export function compilePhrases(entries: readonly PhraseEntry[]): Matcher {
  const dictionary = new Dictionary(entries, SCANNED);
  const scan = (text: string, masked: readonly Range[]): Found[] => {
    if (dictionary.size === 0) return [];
    reading.read(text, masked, READ);
    return new Scan(reading, dictionary, text.length).run();
  };
  return {
    size: dictionary.size,
    find(text, masked = []) {
      const found = scan(text, masked);
      return found.length === 0 ? [] : resolve(found, reading.count).map(toHit);
    },
  };
}

function toHit({ first, behind, entry }: Found): Hit {
  const start = reading.starts[first] as number;
  const end = reading.ends[behind - 1] as number;
  const { list, text: phrase, id } = entry;
  return id === undefined ? { list, phrase, start, end } : { list, phrase, id, start, end };
}
