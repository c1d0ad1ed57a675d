import type { Chance } from './chance.ts';

/** Kinds of members, by what they do in a group. */
export const KINDS = [
  'helper',
  'asker',
  'lurker',
  'chatterbox',
  'spammer',
  'paster',
  'flooder',
  'pair',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Character {
  readonly id: number;
  readonly kind: Kind;
  /** How much they take part beside others of their kind: around 1. */
  readonly zeal: number;
}

/**
 * What one message of each kind is worth to the group, by which true contribution is reckoned. A question is worth less
 * than an answer, small talk a little, and what nobody wants to read nothing.
 */
export const WORTH: Readonly<Record<Kind, number>> = {
  helper: 10,
  asker: 4,
  lurker: 5,
  chatterbox: 1,
  spammer: 0,
  paster: 0,
  flooder: 0,
  pair: 0.1,
};

export interface Size {
  readonly name: 'quiet' | 'loud';
  /** Members of each kind. */
  readonly members: Readonly<Record<Kind, number>>;
  /** How many times as much each of them does as in a quiet group. */
  readonly pace: number;
}

/** Fifty messages a day from those who mean well. */
export const QUIET: Size = {
  name: 'quiet',
  members: { helper: 4, asker: 6, lurker: 10, chatterbox: 3, spammer: 1, paster: 1, flooder: 1, pair: 2 },
  pace: 1,
};

/** Fifty thousand: two hundred times the members, and each does five times as much. */
export const LOUD: Size = {
  name: 'loud',
  members: {
    helper: 800,
    asker: 1200,
    lurker: 2000,
    chatterbox: 600,
    spammer: 20,
    paster: 20,
    flooder: 20,
    pair: 40,
  },
  pace: 5,
};

export function castOf(size: Size, chance: Chance): Character[] {
  const cast: Character[] = [];
  for (const kind of KINDS) {
    for (let n = 0; n < size.members[kind]; n += 1) {
      cast.push({ id: 20_000_000 + cast.length, kind, zeal: 0.8 + 0.4 * chance.float() });
    }
  }
  return cast;
}
