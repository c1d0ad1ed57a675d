import { randomInt } from 'node:crypto';
import type { User } from '../types.ts';
import type { World } from '../world/world.ts';
import { Refused } from './given.ts';

/** In the languages of the bot, so that newcomers can be tried in them. More people than that nobody needs. */
const ARRIVALS = [
  ['Fatima', 'fa'],
  ['Greta', 'de'],
  ['Hugo', 'es'],
  ['Iryna', 'uk'],
  ['Jonas', 'de'],
  ['Kira', 'ru'],
  ['Liam', 'en'],
  ['Mateo', 'es'],
  ['Nadia', 'uk'],
  ['Omid', 'fa'],
] as const;

/** Far from Telegram's real ones. By chance: a database outlives this world, and would know the number again. */
const FIRST_ID = 777_100_000_000;

/** Somebody whom nobody has seen before. */
export function newcomer(world: World): User {
  const taken = new Set([...world.state.users.values()].map(({ first_name }) => first_name));
  const [name, language] = ARRIVALS.find(([first]) => !taken.has(first)) ?? [];
  if (name === undefined) throw new Refused(400, 'Everybody there is has come already');
  const id = FIRST_ID + randomInt(1_000_000_000);
  return world.createUser({
    ...{ id, first_name: name, language_code: language },
    username: `${name.toLowerCase()}_${id % 10_000}`,
  });
}
