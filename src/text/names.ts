import type { NamedPerson } from '../model/notice.ts';
import { isBlank } from './check-html.ts';
import { type Html, html } from './html.ts';

/** Marks that turn the direction of what follows. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g;

/** What people write, without what would turn the rest of our line around. */
export function straight(text: string): string {
  return text.replace(TURNING, '');
}

/** A name as it may stand in any text; a number for one that nobody could see. */
export function nameOf({ person, name }: NamedPerson): string {
  const shown = straight(name).replace(/\s+/gu, ' ').trim();
  return isBlank(shown) ? `#${person}` : shown;
}

/** A name that notifies and opens the person's profile. */
export function mentionOf(named: NamedPerson): Html {
  return html`<a href="tg://user?id=${named.person}">${nameOf(named)}</a>`;
}

export function isNamed(value: unknown): value is NamedPerson {
  return typeof value === 'object' && value !== null && 'person' in value && 'name' in value;
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Letters that take the room of two. */
const WIDE =
  /\p{Extended_Pictographic}|\p{RI}|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;
/** Marks on one letter that some pile up over the lines above. */
const PILED = /(\p{M}{3})\p{M}+/gu;

/**
 * A name cut to the width of so many letters, whole letters only, so that it does not break its line.
 * Sample: ('Maximilian', 5) → Maxi…, ('👍👍👍👍', 5) → 👍👍…
 */
export function shortName(name: string, width: number): string {
  const plain = name.replace(PILED, '$1');
  let used = 0;
  let short = '';
  let fits = '';
  for (const { segment } of letters.segment(plain)) {
    used += WIDE.test(segment) ? 2 : 1;
    if (used > width) return `${fits}…`;
    short += segment;
    if (used < width) fits = short;
  }
  return short;
}
