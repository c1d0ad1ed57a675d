import { userId } from '../model/ids.ts';
import type { NamedPerson } from '../model/notice.ts';
import type { Seconds } from '../model/time.ts';
import { BEHIND } from './giselle.ts';

/** Those that stand for a person, and take `{mention:…}` and `{name:…}`. */
export const PEOPLE: ReadonlySet<string> = new Set(['user', 'giver', 'receiver', 'passed']);
const NUMBERS: ReadonlySet<string> = new Set([
  ...['amount', 'reputation', 'given', 'place', 'members'],
  ...['experience', 'level', 'old_level', 'multiplier'],
]);

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
  // The longest that Telegram allows: 64 + 64 for a name, 255 for a title; in two directions, so that they are shut in.
  {
    person: { person: userId(2 ** 52 - 1), name: `W${'א'.repeat(128)}` },
    number: 10 ** 15,
    text: `W${'א'.repeat(254)}`,
  },
  // A gift without a reason, a member without a place.
  { person: { person: userId(1), name: 'Ann' }, number: 0, text: null },
];

function valueFor(name: string, { person, number, text }: Sample) {
  if (PEOPLE.has(name)) return person;
  if (name === 'reason' || name === 'place') return text === null ? null : name === 'place' ? number : text;
  if (name === 'rating_link') return text === null ? '' : 'https://laurel.example.org/c/garden';
  return NUMBERS.has(name) ? number : (text ?? 'Saturday');
}

/** A value for each of the placeholders, and for those that only GiselleBot's spelling reaches. */
export function sampleValues(known: readonly string[], sample: Sample) {
  const behind = Object.keys(BEHIND).filter((name) => known.includes(BEHIND[name] ?? ''));
  return Object.fromEntries([...known, ...behind].map((name) => [name, valueFor(name, sample)]));
}

/** What an example of a text is made of. */
export interface Example {
  giver: NamedPerson;
  receiver: NamedPerson;
  passed: NamedPerson;
  reason: string;
  title: string;
  chat: string;
  /** The bot's username, without @. */
  bot: string;
  at: Seconds;
  /** Of the chat's time zone from UTC. */
  offset: Seconds;
}

/** Values as an ordinary gift would have them, for every placeholder there is. */
export function exampleValues(example: Example): Record<string, string | number | NamedPerson> {
  const { giver, receiver, passed, reason, chat, bot, at, offset } = example;
  return {
    ...{ giver, receiver, passed, user: receiver, full_name: receiver.name, reason, chat },
    ...{ amount: 1, reputation: 25, given: 7, place: 3, members: 120 },
    ...{ experience: 480, level: 4, old_level: 3, multiplier: 2 },
    ...{ title: example.title, next_title: example.title },
    rating_link: 'https://laurel.example.org/c/garden',
    bot: `@${bot}`,
    bot_name: bot,
    ...momentValues(at, offset),
  };
}

/** A moment by the chat's own clock, and, as GiselleBot says it, by that of UTC. */
export function momentValues(at: Seconds, offset: Seconds): Record<string, string> {
  const local = new Date((at + offset) * 1000).toISOString();
  const utc = new Date(at * 1000).toISOString();
  return {
    date: local.slice(0, 10),
    time: local.slice(11, 16),
    now: utc.slice(0, 19).replace('T', ' '),
    now_iso: utc,
    utc_time: `${utc.slice(11, 16)} UTC`,
  };
}
