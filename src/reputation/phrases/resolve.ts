import type { PhraseEntry, PhraseList } from './entry.ts';

/** A phrase found: units `first` to `behind`, half-open. */
export interface Found {
  first: number;
  behind: number;
  entry: PhraseEntry;
}

const EXCEPTION: Partial<Record<PhraseList, PhraseList>> = { thanks: 'thanks_except', minus: 'minus_except' };

const LISTS: readonly PhraseList[] = ['trigger', 'thanks_except', 'thanks', 'minus_except', 'minus'];

const length = (found: Found) => found.behind - found.first;
const byStart = (a: Found, b: Found) =>
  a.first - b.first || length(b) - length(a) || LISTS.indexOf(a.entry.list) - LISTS.indexOf(b.entry.list);

/** In order of start; the longer first, then triggers, exceptions, words. */
function inOrder(found: Found[]): Found[] {
  return found.sort(byStart);
}

/** Of overlapping ones the longest, then the earlier. Linear but for the sorting. */
function longest(found: readonly Found[], count: number): Found[] {
  if (found.length < 2) return [...found];
  const taken = new Uint8Array(count);
  return [...found]
    .sort((a, b) => length(b) - length(a) || a.first - b.first)
    .filter(({ first, behind }) => {
      // What is taken is at least as long, so it shows at one end or the other.
      if (taken[first] || taken[behind - 1]) return false;
      taken.fill(1, first, behind);
      return true;
    });
}

function covered(found: readonly Found[], count: number): Uint8Array {
  const cover = new Uint8Array(count);
  let done = 0;
  for (const { first, behind } of inOrder([...found])) {
    if (behind <= done) continue;
    cover.fill(1, Math.max(first, done), behind);
    done = behind;
  }
  return cover;
}

/** What counts of all that was found in a text of `count` units; of triggers, everything. */
export function resolve(found: readonly Found[], count: number): Found[] {
  const kept: Found[] = [];
  for (const list of LISTS) {
    const all = found.filter((one) => one.entry.list === list);
    const own = list === 'trigger' ? all : longest(all, count);
    const exception = EXCEPTION[list];
    const exceptions = exception ? found.filter((one) => one.entry.list === exception) : [];
    if (own.length === 0 || exceptions.length === 0) {
      kept.push(...own);
      continue;
    }
    // Every exception found, not only the longest: one that lost to another still excepts its own words.
    const cover = covered(exceptions, count);
    for (const one of own) if (!cover.subarray(one.first, one.behind).includes(1)) kept.push(one);
  }
  return inOrder(kept);
}
