import { compilePhrases, type Matcher, type PhraseEntry } from '../reputation/phrases/matcher.ts';

/** Bytes that a phrase takes in a matcher. Measured: the words of English 4.5 KB, of German 27, of Persian 29. */
export const weightOfPhrase = (text: string): number => 170 + text.length * 24;

/** Of every matcher that somebody still holds, by what it looks for. */
const shared = new Map<string, WeakRef<Matcher>>();
const gone = new FinalizationRegistry((name: string) => {
  // Another may have been made meanwhile.
  if (!shared.get(name)?.deref()) shared.delete(name);
});

/** A matcher of these phrases: the same one for all chats with the same words, which most have by their language. */
export function sharedMatcher(phrases: readonly PhraseEntry[]): Matcher {
  const name = JSON.stringify(phrases.map(({ list, text, id, where }) => [list, text, id, where]));
  const known = shared.get(name)?.deref();
  if (known) return known;
  const made = compilePhrases(phrases);
  shared.set(name, new WeakRef(made));
  gone.register(made, name);
  return made;
}
