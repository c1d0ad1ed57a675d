import type { Request, Target } from '../../model/request.ts';
import { clean } from '../../settings/clean.ts';
import { LAST_LEVELS_PAGE } from './buttons.ts';
import { readInteger } from './integer.ts';
import { readTarget, unquoted, usage, type Words } from './words.ts';

export function readLevels({ text }: Words, name: string): Request {
  if (text === '') return { ask: 'levels', page: null };
  const page = readInteger(text);
  const known = page !== null && page >= 1 && page <= LAST_LEVELS_PAGE;
  return known ? { ask: 'levels', page } : { ask: 'usage', command: name };
}

/** `/exclude @boris`, `/exclude` in reply; `/exclude topic` for the one in which it is said. */
export function readExclude(words: Words, name: string): Request {
  if (/^topic$/i.test(words.text)) return { ask: 'exclude', what: 'topic', target: { by: 'self' } };
  if (/^list$/i.test(words.text)) return { ask: 'exclusions' };
  const [, what = '', called = ''] = /^(title|tag)\s+(\S[\s\S]*)$/i.exec(words.text) ?? [];
  if (what !== '') {
    return { ask: 'exclude_named', what: what.toLowerCase() as 'title' | 'tag', name: unquoted(called) };
  }
  if (words.text === '' && words.reply.to !== 'message') return usage(words, name);
  const { target, rest } =
    words.text === '' ? { target: { by: 'reply' } as Target, rest: '' } : readTarget(words);
  return target && rest === '' ? { ask: 'exclude', what: 'member', target } : usage(words, name);
}

/** Percent for everybody; `/boost @boris`, or alone in reply: another member's, by who holds a reward for it. */
export function readBoost(words: Words): Request {
  const { text, reply, mentions } = words;
  if (text === '' && reply.to === 'message') return { ask: 'boost_member', target: { by: 'reply' } };
  const { target, rest } = readTarget(words);
  const named = target?.by === 'name' || mentions.length > 0;
  if (target && named && rest === '') return { ask: 'boost_member', target };
  return { ask: 'boost', words: clean(text).slice(0, 200) };
}

/** `/notify` turns it round, `/notify off` and `/notify on` say which. */
export function readNotify({ text }: Words, name: string): Request {
  const word = text.toLowerCase();
  if (word !== '' && word !== 'on' && word !== 'off') return { ask: 'usage', command: name };
  return { ask: 'notify', on: word === '' ? null : word === 'on' };
}

export function readTitle(words: Words, name: string): Request {
  const [, verb = '', rest = ''] = /^(\p{L}+)(?:\s+([\s\S]*))?$/u.exec(words.text) ?? [];
  const how = verb.toLowerCase();
  if (how === 'list' && rest === '') return { ask: 'titles' };
  if ((how !== 'add' && how !== 'edit' && how !== 'remove') || rest === '') return usage(words, name);
  return { ask: 'title', how, words: clean(rest) };
}
