import { createHash } from 'node:crypto';
import type { Trigger } from '../../model/trigger.ts';
import { foldPhrase } from '../../reputation/phrases/fold.ts';
import type { PhraseEntry } from '../../reputation/phrases/matcher.ts';
import type { ReadyTrigger } from '../../reputation/triggers/rules.ts';
import { namesReceiver } from '../../text/placeholders.ts';
import { LeastUsed } from '../least-used.ts';
import { sharedMatcher } from '../matchers.ts';
import { type ChatRules, phrasesOf, rulesOf, weightOf } from '../rules-of.ts';

/** A chat's triggers under a name that is made of their contents; '' for none. */
export interface TriggerBook {
  readonly name: string;
  readonly list: readonly Trigger[];
}

export const NO_TRIGGERS: TriggerBook = { name: '', list: [] };

/**
 * The chat's row holds only the book's name, and the book itself is read where the name is not known. Named by its
 * contents it can never be stale: not in another process, not after a rollback, not after a restored backup, where
 * a version that counts would stand for one thing here and another there.
 */
export function bookOf(list: readonly Trigger[]): TriggerBook {
  if (list.length === 0) return NO_TRIGGERS;
  const sorted = [...list].sort((a, b) => a.id - b.id);
  const contents = sorted.map((one) => [
    one.id,
    one.phrase,
    one.match,
    one.reputation,
    one.experience,
    one.text,
    one.from,
    one.to,
    one.interval,
  ]);
  const name = createHash('sha256').update(JSON.stringify(contents)).digest('base64url').slice(0, 22);
  return { name, list: sorted };
}

/** Characters of phrases and texts in books. */
const books = new LeastUsed<TriggerBook>(1_000_000);
/** Bytes of ready rules: some 600 chats with a hundred triggers each, 10,000 with a few. */
const ready = new LeastUsed<ChatRules>(64_000_000);

/** The book of a name, as far as this process knows it. */
export function knownBook(name: string): TriggerBook | null {
  return name === '' ? NO_TRIGGERS : books.get(name);
}

/** The rules of a chat with triggers: its words and its triggers in one matcher. */
export function rulesWith(stored: string, book: TriggerBook): ChatRules {
  if (book.list.length === 0) return rulesOf(stored);
  if (!books.get(book.name)) books.set(book.name, book, sizeOf(book));
  const name = `${book.name} ${stored}`;
  const known = ready.get(name);
  if (known) return known;
  const words = rulesOf(stored);
  const phrases = [...phrasesOf(words.settings), ...book.list.map(entryOf)];
  const made: ChatRules = {
    ...words,
    name,
    matcher: sharedMatcher(phrases),
    triggers: new Map(preferred(book.list).map((one) => [one.id, one])),
  };
  ready.set(name, made, weightOf(stored, phrases) + sizeOf(book));
  return made;
}

function sizeOf({ list }: TriggerBook): number {
  return list.reduce((sum, { phrase, text }) => sum + phrase.length + (text?.length ?? 0) + 100, 0);
}

const WHERE = { whole: 'whole', starts: 'start', anywhere: 'anywhere' } as const;

function entryOf({ id, phrase, match }: Trigger): PhraseEntry {
  return { list: 'trigger', text: phrase, id, where: WHERE[match] };
}

/** The longest phrase first, then the oldest. */
function preferred(list: readonly Trigger[]): ReadyTrigger[] {
  return list
    .map((one) => ({ one, length: [...foldPhrase(one.phrase)].length }))
    .sort((a, b) => b.length - a.length || a.one.id - b.one.id)
    .map(({ one }) => ({ ...one, namesReceiver: one.text !== null && namesReceiver(one.text) }));
}
