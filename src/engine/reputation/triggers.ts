import { createHash } from 'node:crypto';
import type { Trigger } from '../../model/trigger.ts';
import { foldPhrase } from '../../reputation/phrases/fold.ts';
import { compilePhrases, type PhraseEntry } from '../../reputation/phrases/matcher.ts';
import type { ReadyTrigger } from '../../reputation/triggers/rules.ts';
import { namesReceiver } from '../../text/placeholders.ts';
import { type ChatRules, phrasesOf, rulesOf } from '../rules-of.ts';

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

interface Kept {
  book: TriggerBook;
  /** By the chat's stored settings, whose words are compiled into the same matcher. */
  rules: Map<string, ChatRules>;
  weight: number;
}

/** Characters of phrases and texts kept in all. An edge of a matcher takes up to 48 bytes: some 50 MB at worst. */
const MOST_KEPT = 1_000_000;
/** Chats with the same triggers but other settings. */
const MOST_SETTINGS = 8;

/** The least lately used first. */
const kept = new Map<string, Kept>();
let weight = 0;

/** The book of a name, as far as this process knows it. */
export function knownBook(name: string): TriggerBook | null {
  return name === '' ? NO_TRIGGERS : (use(name)?.book ?? null);
}

function use(name: string): Kept | null {
  const found = kept.get(name);
  if (!found) return null;
  kept.delete(name);
  kept.set(name, found);
  return found;
}

function keep(book: TriggerBook): Kept {
  const known = use(book.name);
  if (known) return known;
  const own = book.list.reduce((sum, one) => sum + one.phrase.length + (one.text?.length ?? 0) + 100, 0);
  const added = { book, rules: new Map(), weight: own };
  kept.set(book.name, added);
  weight += own;
  for (const [name, { weight: freed }] of kept) {
    if (weight <= MOST_KEPT || name === book.name) break;
    kept.delete(name);
    weight -= freed;
  }
  return added;
}

/** The rules of a chat with triggers: its words and its triggers in one matcher. */
export function rulesWith(stored: string, book: TriggerBook): ChatRules {
  const words = rulesOf(stored);
  if (book.list.length === 0) return words;
  const { rules } = keep(book);
  const known = rules.get(stored);
  if (known) return known;
  const made: ChatRules = {
    ...words,
    matcher: compilePhrases([...phrasesOf(words.settings), ...book.list.map(entryOf)]),
    triggers: new Map(preferred(book.list).map((one) => [one.id, one])),
  };
  if (rules.size >= MOST_SETTINGS) rules.delete(rules.keys().next().value as string);
  rules.set(stored, made);
  return made;
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
