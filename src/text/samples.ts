import { userId } from '../model/ids.ts';
import type { NamedPerson } from '../model/notice.ts';

/** Those that stand for a person, and take `{mention:…}` and `{name:…}`. */
export const PEOPLE: ReadonlySet<string> = new Set(['user', 'giver', 'receiver']);
const NUMBERS: ReadonlySet<string> = new Set(['amount', 'reputation', 'given', 'place']);

interface Sample {
  person: NamedPerson;
  number: number;
  text: string | null;
}

export const SAMPLES: readonly Sample[] = [
  { person: { person: userId(1), name: 'Ann' }, number: 1, text: 'Saturday' },
  // What would break out of a text, a tag or an attribute if it were not escaped.
  {
    person: { person: userId(1), name: `<b>&"' >{giver}</a>` },
    number: -1_000_000,
    text: `"'></a><i>{user}&lt`,
  },
  // The longest that Telegram allows: 64 + 64 for a name, 255 for a title.
  { person: { person: userId(2 ** 52 - 1), name: 'W'.repeat(129) }, number: 10 ** 15, text: 'W'.repeat(255) },
  // A gift without a reason, a member without a place.
  { person: { person: userId(1), name: 'Ann' }, number: 0, text: null },
];

function valueFor(name: string, { person, number, text }: Sample) {
  if (PEOPLE.has(name)) return person;
  if (name === 'reason' || name === 'place') return text === null ? null : name === 'place' ? number : text;
  return NUMBERS.has(name) ? number : (text ?? 'Saturday');
}

/** A value for each of the placeholders. */
export function sampleValues(known: readonly string[], sample: Sample) {
  return Object.fromEntries(known.map((name) => [name, valueFor(name, sample)]));
}
