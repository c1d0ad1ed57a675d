import { fullName } from '../../model/person.ts';
import { runsLeft } from '../../text/direction.ts';
import { formatDate, formatNumber } from '../../text/format.ts';
import { plainText } from '../../text/html.ts';
import { type TextParams, translate } from '../../text/i18n.ts';

/** What a page says, in one language. All of it is plain text: `html` of hono escapes it. */
export interface Words {
  language: string;
  direction: 'ltr' | 'rtl';
  say(key: string, params?: TextParams): string;
  figure(value: number): string;
  /** Of a day counted from 1970-01-01. */
  date(day: number): string;
}

export function wordsIn(language: string): Words {
  return {
    language,
    direction: runsLeft(language) ? 'rtl' : 'ltr',
    say: (key, params) => plainText(translate(language, key, params)),
    figure: (value) => formatNumber(language, value),
    date: (day) => formatDate(language, new Date(day * 86_400_000).toISOString().slice(0, 10)),
  };
}

/** Marks that turn a line, and what cannot be seen, are no part of a name on a page. */
const UNSEEN =
  /[\p{Cc}\p{Surrogate}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|\u034f/gu;
/** The braille sign without dots is blank, but no space. */
const BLANK = /[\s\u2800]+/gu;
const PILE = /(\p{Mn}{3})\p{Mn}+/gu;

/** A name as a page shows it; never empty. */
export function nameOn(person: { firstName: string; lastName: string | null }, otherwise: string): string {
  const name = plainName(fullName({ ...person, id: 0 }));
  return name === '' || name === '#0' ? otherwise : name;
}

export function plainName(text: string): string {
  return text.replace(UNSEEN, '').replace(PILE, '$1').replace(BLANK, ' ').trim();
}
