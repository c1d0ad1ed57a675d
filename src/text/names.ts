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
