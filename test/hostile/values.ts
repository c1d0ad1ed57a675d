import { Pairs, Raw } from './json.ts';

/** Chance of a mutation: always the same for the same seed. */
export interface Chance {
  next(): number;
  below(count: number): number;
  of<T>(list: readonly T[]): T;
}

export function chanceOf(next: () => number): Chance {
  const below = (count: number) => Math.floor(next() * count);
  return { next, below, of: (list) => list[below(list.length)] as (typeof list)[number] };
}

/** Part of every text that is said: no line of the log may hold it. */
export const SECRET_WORD = 'quokka';

const DEPTH = 10_000;
const MEGABYTE = 1_000_000;
const deep = (open: string, close: string) => new Raw(open.repeat(DEPTH) + close.repeat(DEPTH));
const big = (chance: Chance, piece: string): string =>
  piece.repeat(Math.ceil((chance.below(100) === 0 ? MEGABYTE : 9_000) / piece.length / 4));

export const IDS: readonly unknown[] = [
  ...[0, -1, 0.5, -1.5, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 52, 2 ** 52 + 1, -(2 ** 52), 1e308],
  ...['9007199254740993', '9223372036854775807', '-9223372036854775808', '1e400', '-0', '1E2'].map(
    (json) => new Raw(json),
  ),
  ...['1', '', null, true, [1], { id: 1 }],
];

/** Where groups go on in hostile migrations: to themselves, in circles, to those that exist, to people. */
export const GROUPS: readonly number[] = [
  -5_001, -5_100, -5_101, -1_000_000_000_001, -1_000_000_000_002, 200_001,
];

export const DATES: readonly unknown[] = [0, -1, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 53, 1.5, '1790000000', null];

export const NAMES: readonly string[] = [
  '<b>bold</b><script>alert(1)</script>',
  '&lt;&amp;"\'<a href="tg://user?id=1">x',
  '\u202Eesrever\u2066\u2067\u202A',
  '\ud800lone\udc00',
  'nul\u0000in\u0000the middle',
  '\u200b\u200c\u2060\u00ad',
  '   \n\t  ',
  'Z̴̡̢͎̳̼̤̈́̎̍͝a̷̢̧̛̳̟l̶̨͖̥̈́g̸̛͔o̴͉͝',
  '{giver} {{count}} {mention:user} $t(me.title) %s',
  '__proto__',
  'constructor',
  '👨‍👩‍👧‍👦'.repeat(30),
  '',
];

export const USERNAMES: readonly unknown[] = [
  '@boris',
  'bo ris',
  'б',
  'x'.repeat(33),
  '__proto__',
  'a\u0000b',
  '',
  7,
  null,
];

export const COMMANDS: readonly string[] = [
  '/top 99999999999999999999',
  '/top -1',
  '/me @nobody_knows_this_name',
  '/me 4503599627370497',
  '/addrep @__proto__ 5',
  '/addrep 1 999999999999999 because',
  '/setrep 200001 -999999999999999',
  '/why',
  '/get __proto__',
  '/get constructor',
  '/set __proto__ 1',
  '/set reputation.words <b>, *, **, ***a***, \u0000, \ud800',
  '/set reputation.texts <b>{giver}',
  '/set time_zone ../../etc/passwd',
  '/set language __proto__',
  '/start <script>',
  '!top',
];

export const FORGED: readonly unknown[] = [
  'top:0',
  'top:999999',
  'top:-1',
  'top:1e3',
  'top:1\u0000',
  '__proto__',
  '',
  5,
  null,
  ['top:1'],
];

export const KEYS: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'toJSON',
  'then',
  '',
];

/** What stands nowhere in the place of something: wrong types, emptiness, size, depth. */
export function anything(chance: Chance): unknown {
  return chance.of<() => unknown>([
    () => null,
    () => chance.of([true, false, 0, -1, 0.5, '', 'x']),
    () => chance.of(IDS),
    () => chance.of(NAMES),
    () => [],
    () => new Pairs([]),
    () => new Pairs([[chance.of(KEYS), anything(chance)]]),
    () => [anything(chance), anything(chance)],
    () => (chance.below(8) === 0 ? deep('[', ']') : [[[]]]),
    () => (chance.below(8) === 0 ? new Raw(`${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`) : new Pairs([])),
    () => big(chance, chance.of(['a ', 'ж', '😀', '\u0000', '\ud800', '<b>', '/set '])),
  ])();
}

/** A text of a megabyte, or a hostile one, or a command; always with the word that the log must not hold. */
export function hostileText(chance: Chance): unknown {
  const text = chance.of<() => string>([
    () => chance.of(COMMANDS),
    () => `${chance.of(COMMANDS)} ${big(chance, chance.of(['x', 'x ', '@boris ', '\n', '\u0000', '<']))}`,
    () => `thanks ${chance.of(NAMES)}`,
    () => big(chance, chance.of(['thanks ', '+', '\u202e', '\ud83d', '🙏', 'thank*s?'])),
  ])();
  return `${text} ${SECRET_WORD}`;
}

const TYPES = [
  'mention',
  'text_mention',
  'code',
  'pre',
  'blockquote',
  'url',
  'bold',
  'bot_command',
  'unheard_of',
  5,
];

export function hostileEntities(chance: Chance): unknown {
  const count = chance.below(20) === 0 ? 10_000 : chance.below(6);
  return Array.from({ length: count }, () => {
    const offset = chance.of<unknown>([0, 0, 1, 3, -1, 10_000, 0.5, 2 ** 40, '0', null]);
    const length = chance.of<unknown>([1, 5, 6, 0, -5, 10_000, 1.5, 2 ** 53, null]);
    const user =
      chance.below(4) === 0
        ? anything(chance)
        : { id: 300_000 + chance.below(50), is_bot: false, first_name: 'M' };
    return { type: chance.of(TYPES), offset, length, ...(chance.below(3) === 0 && { user }) };
  });
}
