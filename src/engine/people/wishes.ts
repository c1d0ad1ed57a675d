import type { UserId } from '../../model/ids.ts';
import type { Flight } from '../../storage/database.ts';
import type { People } from '../draft/people.ts';

/**
 * What somebody wants done with what is stored of them in all chats. It is written down with the batch that hears of it,
 * and done chat by chat after it, each under its own lock (`fulfil.ts`).
 */
export type Wish = 'hide' | 'show' | 'forget';

export function wish(people: People, of: UserId, what: Wish): void {
  if (what !== 'forget') people.setHides(of, what === 'hide');
  people.wishes.set(of, what);
}

/** By itself, as a batch that has read these people before must not write over what they want. */
const HIDES = `update people p set hides = w.hides <> 0 from unnest($1::bigint[], $2::int[]) w(user_id, hides)
  where p.user_id = w.user_id`;

const ADD = `insert into wishes (user_id, wish) select * from unnest($1::bigint[], $2::text[]) w(user_id, wish)
  on conflict (user_id) do update set wish = case when wishes.wish = 'forget' then wishes.wish else excluded.wish end,
    id = excluded.id`;

export function saveWishes(flight: Flight, { wishes }: People): void {
  if (wishes.size === 0) return;
  const all = [...wishes].sort(([a], [b]) => a - b);
  const seen = all.filter(([, what]) => what !== 'forget');
  const ignore = () => undefined;
  if (seen.length > 0) {
    flight
      .query(HIDES, [seen.map(([id]) => id), seen.map(([, what]) => (what === 'hide' ? 1 : 0))])
      .catch(ignore);
  }
  // Its failure is the transaction's failure, told by the commit.
  flight.query(ADD, [all.map(([id]) => id), all.map(([, what]) => what)]).catch(ignore);
}
