import type { Flight } from '../../storage/database.ts';
import type { People } from '../draft/people.ts';
import { bulkInsert, replace, send } from './bulk.ts';

export const savePeople = bulkInsert({
  table: 'people',
  columns: {
    user_id: 'bigint',
    first_name: 'text',
    last_name: 'text',
    username: 'text',
    is_bot: 'boolean',
    language: 'text',
    dm_open: 'boolean',
    seen_at: 'bigint',
  },
  conflict: `on conflict (user_id) do update set
    ${replace('first_name', 'last_name', 'username', 'is_bot', 'language', 'dm_open', 'seen_at')}
    where people.seen_at <= excluded.seen_at`,
});

export const takeNames = bulkInsert({
  table: 'usernames',
  columns: { name: 'text', user_id: 'bigint', seen_at: 'bigint' },
  conflict: `on conflict (name) do update set ${replace('user_id', 'seen_at')}
    where usernames.seen_at <= excluded.seen_at`,
});

export const RELEASE_NAMES = `delete from usernames u using unnest($1::text[], $2::bigint[]) r(name, user_id)
  where u.name = r.name and (r.user_id is null or u.user_id = r.user_id)`;

/** By itself: what a person chose must not be written over by a batch that has read them before. */
export const CHOOSE_LANGUAGES = `update people p set speaks = c.language
  from unnest($1::bigint[], $2::text[]) c(user_id, language) where p.user_id = c.user_id`;

/** Else the former bearer would pass for one who still bears the name when it is seen on them again. */
export const CLEAR_FORMER_BEARERS = `update people p set username = null
  from unnest($1::bigint[], $2::text[]) c(user_id, name)
  where p.user_id = c.user_id and lower(p.username) = c.name`;

export function savePersons(flight: Flight, people: People): void {
  const changed = [...people.changed].sort((a, b) => a - b).flatMap((id) => people.get(id) ?? []);
  send(
    savePeople(
      flight,
      changed.map((row) => [
        row.userId,
        row.firstName,
        row.lastName,
        row.username,
        row.isBot,
        row.language,
        row.dmOpen,
        row.seenAt,
      ]),
    ),
  );
  if (people.chosen.size > 0) {
    const chosen = [...people.chosen].sort(([a], [b]) => a - b);
    send(flight.query(CHOOSE_LANGUAGES, [chosen.map(([id]) => id), chosen.map(([, language]) => language)]));
  }
  if (people.released.size > 0) {
    const released = [...people.released].sort();
    send(flight.query(RELEASE_NAMES, [released.map(([name]) => name), released.map(([, id]) => id)]));
  }
  if (people.cleared.size > 0) {
    const cleared = [...people.cleared].sort(([a], [b]) => a - b);
    send(flight.query(CLEAR_FORMER_BEARERS, [cleared.map(([id]) => id), cleared.map(([, name]) => name)]));
  }
  const taken = [...people.taken].sort(([a], [b]) => (a < b ? -1 : 1));
  send(
    takeNames(
      flight,
      taken.map(([name, { id, since }]) => [name, id, since]),
    ),
  );
}
