import type { Request } from '../../model/request.ts';
import { clean } from '../../settings/clean.ts';
import { STATS_PERIODS } from '../../stats/charts.ts';
import { readRating } from './rating.ts';
import { readTarget, usage, type Words } from './words.ts';

export function readTop(words: Words, name: string): Request {
  return readRating(words.text, name === 'gtop' ? 'gtop' : 'top') ?? usage(words, name);
}

export function readMe(words: Words, name: string): Request {
  const ask = name === 'gprofile' ? name : 'me';
  if (words.text === '') return { ask, of: words.reply.to === 'message' ? { by: 'reply' } : { by: 'self' } };
  const { target, rest } = readTarget(words);
  return target && rest === '' ? { ask, of: target } : usage(words, name);
}

/** `/stats`, `/stats year`. */
export function readStats({ text }: Words, name: string): Request {
  const period = text === '' ? 'month' : STATS_PERIODS.find((one) => one === text.toLowerCase());
  return period ? { ask: 'stats', period } : { ask: 'usage', command: name };
}

/** `/rank`, `/rank @boris`, in reply; `/rank colour blue` for one's own. */
export function readRank(words: Words, name: string): Request {
  const [, written] = /^colou?r(?:\s+([\s\S]{1,100}))?$/i.exec(words.text) ?? [];
  if (written !== undefined) return { ask: 'card_colour', written: clean(written) };
  const asked = readMe(words, name);
  return asked.ask === 'me' ? { ask: 'rank', of: asked.of } : asked;
}

/** `/hide` turns it round, `/hide off` and `/hide on` say which. */
export function readHide({ text }: Words, name: string): Request {
  const word = text.toLowerCase();
  if (word !== '' && word !== 'on' && word !== 'off') return { ask: 'usage', command: name };
  return { ask: 'hide', hidden: word === '' ? null : word === 'on' };
}
