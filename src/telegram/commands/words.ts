import type { Mention, Reply } from '../../model/event.ts';
import { userId } from '../../model/ids.ts';
import type { DocumentRef, Request, Target } from '../../model/request.ts';
import { clean } from '../../settings/clean.ts';
import { readInteger } from './integer.ts';

/** What a command's reader gets: the words after it, and whom the message names. */
export interface Words {
  text: string;
  mentions: readonly Mention[];
  reply: Reply;
  /** That of the message, or of the one it answers. */
  document?: DocumentRef | null;
}

export type Read = (words: Words, name: string) => Request;

export const usage: Read = (_words, command) => ({ ask: 'usage', command });

/** Longer than any key: who asks for one that is none is told how it was written. */
export const LONGEST_KEY = 64;

export const NO_REPLY: Reply = { to: 'nothing' };

/** Null where there is none. */
export function firstWord(text: string): string | null {
  return text.split(/\s/, 1)[0]?.slice(0, LONGEST_KEY).toLowerCase() || null;
}

/** A name with or without quotation marks around it; longer than any is cut. */
export function unquoted(text: string): string {
  const name = clean(text).replace(/\s+/gu, ' ').trim().slice(0, 100);
  return /^["“„«](.+)["”“»]$/u.exec(name)?.[1]?.trim() ?? name;
}

export function reasonOf(words: readonly string[]): string | null {
  return words.join(' ').slice(0, 200) || null;
}

/**
 * Takes a person from the front of the words: @username, a text mention, or an id. In reply a lone number is an
 * amount, not an id: two numbers are an id and an amount.
 */
export function readTarget({ text, mentions, reply }: Words): { target: Target | null; rest: string } {
  const person = mentions.find((mention) => 'person' in mention);
  if (person && 'person' in person) {
    const { firstName, lastName, id } = person.person;
    for (const name of [`${firstName} ${lastName ?? ''}`.trim(), firstName]) {
      if (name !== '' && text.startsWith(name))
        return { target: { by: 'id', id }, rest: text.slice(name.length).trim() };
    }
  }
  const [first = '', ...others] = text.split(/\s+/);
  const rest = others.join(' ');
  const name = /^@(\w{1,32})$/.exec(first)?.[1];
  if (name) return { target: { by: 'name', name }, rest };
  const id = readInteger(first);
  const second = readInteger(others[0] ?? '');
  if (id !== null && id > 0 && (second !== null || reply.to !== 'message')) {
    return { target: { by: 'id', id: userId(id) }, rest };
  }
  return { target: null, rest: text };
}

/** A person where no amount can stand: a lone number is an id, in reply too. */
export function readTargetAlone(words: Words): { target: Target | null; rest: string } {
  return readTarget({ ...words, reply: NO_REPLY });
}
