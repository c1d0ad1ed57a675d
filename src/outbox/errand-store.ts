import type { Errand } from '../model/errand.ts';
import type { Seconds } from '../model/time.ts';
import type { Database, Flight } from '../storage/database.ts';

/** An errand that is due, and what is known where it is to be done. */
export interface StoredErrand {
  id: number;
  chat: number;
  user: number;
  kind: 'tag' | 'invite' | 'limit';
  /** Where it is done: the chat, or the group that an invitation leads to. */
  place: number;
  body: string;
  at: Seconds;
  attempts: number;
  /** The tag that the bot has set; '': none. */
  tag: string;
  /** The bot's restriction of the member. */
  limited: '' | 'wanted' | 'ours';
  /** The chat's own settings, as stored. */
  settings: string;
  placeTitle: string;
  /** What the chat is known to refuse, where it is about an errand of this kind; null: nothing. */
  refused: string | null;
  /** Somebody was told of that. */
  told: boolean;
  /** Where it is about a tag: the one that Telegram is known not to take; null: none. */
  refusedTag: string | null;
  /** Somebody was told of that. */
  tagTold: boolean;
}

/** What a chat was seen to refuse, by the kind of errand. */
export const REFUSED = {
  tag: 'rewards_cannot_tag',
  invite: 'rewards_cannot_invite',
  limit: 'rewards_cannot_restrict',
} as const;

const DUE = `select e.id, e.chat_id as chat, e.user_id as "user", e.kind, e.place, e.body, e.at, e.attempts,
    coalesce(m.tag, '') as tag, coalesce(m.limited, '') as limited, coalesce(c.settings, '{}') as settings,
    coalesce(p.title, '') as "placeTitle", coalesce(a.detail, a.ailment) as refused, a.told_at is not null as told,
    t.detail as "refusedTag", t.told_at is not null as "tagTold"
  from (select * from errands where bot_id = $1 and due_at <= $2 order by id limit $3) e
  left join marks m on m.chat_id = e.chat_id and m.user_id = e.user_id
  left join chats c on c.chat_id = e.chat_id
  left join chats p on p.chat_id = e.place
  left join ailments a on a.chat_id = e.chat_id and a.healed_at is null
    and a.ailment = case e.kind when 'tag' then 'rewards_cannot_tag' when 'invite' then 'rewards_cannot_invite'
      else 'rewards_cannot_restrict' end
  left join ailments t on t.chat_id = e.chat_id and t.healed_at is null and e.kind = 'tag'
    and t.ailment = 'rewards_tag_refused'
  order by e.id`;

export function readErrands(
  flight: Flight,
  botId: number,
  now: Seconds,
  limit: number,
): Promise<StoredErrand[]> {
  return flight.query<StoredErrand>(DUE, [botId, now, limit]);
}

/** What the row says, or null where another version of the bot has written it. */
export function parseErrand({ body, chat, place }: StoredErrand): Errand | null {
  try {
    const errand = JSON.parse(body) as Errand;
    if (!['tag', 'invite', 'lift', 'restrict'].includes(errand.do)) return null;
    // The row's own ids count: groups may have been upgraded since.
    const moved = { ...errand, chat: chat as Errand['chat'] };
    return moved.do === 'invite' ? { ...moved, to: place as Errand['chat'] } : moved;
  } catch {
    return null;
  }
}

/** By its number: a later errand that has taken its place stays. */
export async function closeErrand(flight: Flight, id: number): Promise<void> {
  await flight.query('delete from errands where id = $1', [id]);
}

export async function delayErrand(flight: Flight, id: number, dueAt: Seconds): Promise<void> {
  await flight.query('update errands set due_at = $2, attempts = attempts + 1 where id = $1', [id, dueAt]);
}

/** All that is to be done there, of some kinds. */
export async function delayPlace(
  flight: Flight,
  place: number,
  kinds: readonly string[],
  dueAt: Seconds,
): Promise<void> {
  await flight.query('update errands set due_at = $3 where place = $1 and kind = any($2::text[])', [
    place,
    kinds,
    dueAt,
  ]);
}

/** Its group goes on under a new id. A group that left long ago is still named by rewards of that time. */
export async function redirectErrand(
  flight: Flight,
  { id, place: from }: StoredErrand,
  to: number,
): Promise<void> {
  await flight.query(
    `with later as (
       select o.id from errands e join errands o on o.user_id = e.user_id and o.kind = e.kind and o.id <> e.id
         and o.chat_id = case when e.chat_id = $2 then $3::bigint else e.chat_id end
         and o.target = case when e.target = $2 then $3::bigint else e.target end
       where e.id = $1
     ), dropped as (delete from errands where id = $1 and exists (select from later))
     update errands set place = $3::bigint,
       chat_id = case when chat_id = $2 then $3::bigint else chat_id end,
       target = case when target = $2 then $3::bigint else target end
     where id = $1 and place = $2 and not exists (select from later)`,
    [id, from, to],
  );
}

export async function markTag(flight: Flight, chat: number, user: number, tag: string): Promise<void> {
  await flight.query(
    `insert into marks (chat_id, user_id, tag) values ($1, $2, $3)
     on conflict (chat_id, user_id) do update set tag = excluded.tag`,
    [chat, user, tag],
  );
}

/** From one state to the next, where nothing has changed it meanwhile; false: something has. */
export async function markLimit(
  flight: Flight,
  { chat, user }: StoredErrand,
  from: readonly string[],
  to: '' | 'wanted' | 'ours',
): Promise<boolean> {
  const rows = await flight.query(
    `update marks set limited = $4 where chat_id = $1 and user_id = $2 and limited = any($3::text[])
     returning user_id`,
    [chat, user, from, to],
  );
  return rows.length > 0;
}

/** When somebody last wrote in a chat, and in which language they want to be spoken to. */
export async function readPerson(
  database: Database,
  chat: number,
  user: number,
): Promise<{ seenAt: Seconds; speaks: string | null }> {
  const [row] = await database.query<{ seenAt: Seconds | null; speaks: string | null }>(
    `select m.last_seen_at as "seenAt", p.speaks from (select 1) as always
     left join members m on m.chat_id = $1 and m.user_id = $2
     left join people p on p.user_id = $2`,
    [chat, user],
  );
  return { seenAt: row?.seenAt ?? 0, speaks: row?.speaks ?? null };
}

export async function anyErrandDue(flight: Flight, botId: number, now: Seconds): Promise<boolean> {
  const rows = await flight.query('select 1 from errands where bot_id = $1 and due_at <= $2 limit 1', [
    botId,
    now,
  ]);
  return rows.length > 0;
}
