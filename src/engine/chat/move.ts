import { type ChatId, chatId } from '../../model/ids.ts';
import type { Flight } from '../../storage/database.ts';
import { readTriggers } from '../load/triggers.ts';
import { bookOf } from '../reputation/triggers.ts';

// What a chat owns, on its way to the id under which it goes on: a function for what belongs together.

export interface Before {
  chat_id: number;
  epoch: number;
  last_entry: number;
  settings_version: number;
  triggers: string;
  triggers_fired: string;
  migrated_to: number | null;
  texts_at: string;
}

export async function moveEntries(flight: Flight, from: ChatId, to: ChatId, old: Before): Promise<void> {
  await flight.query(
    `update entries set id = -(id + $2::bigint), reverses = -(reverses + $2::bigint), epoch = epoch + $3::int
     where chat_id = $1::bigint`,
    [to, old.last_entry, old.epoch + 1],
  );
  await flight.query('update entries set id = -id, reverses = -reverses where chat_id = $1::bigint', [to]);
  await flight.query('update entries set chat_id = $2::bigint where chat_id = $1::bigint', [from, to]);
}

/** Epochs and numbers are moved by way of negative ones, for the key is checked row by row. */
export async function moveMessages(flight: Flight, from: ChatId, to: ChatId, old: Before): Promise<void> {
  await flight.query('update messages set epoch = -(epoch + $2::int) where chat_id = $1::bigint', [
    to,
    old.epoch + 1,
  ]);
  await flight.query('update messages set epoch = -epoch where chat_id = $1::bigint', [to]);
  await flight.query('update messages set chat_id = $2::bigint where chat_id = $1::bigint', [from, to]);
}

/** With the messages they stand on, and with the numbers of the gifts behind them; also those that wait still. */
export async function moveReactions(flight: Flight, from: ChatId, to: ChatId, old: Before): Promise<void> {
  await flight.query(
    `update reactions set epoch = -(epoch + $2::int), entry = entry + $3::bigint where chat_id = $1::bigint`,
    [to, old.epoch + 1, old.last_entry],
  );
  await flight.query('update reactions set epoch = -epoch where chat_id = $1::bigint', [to]);
  await flight.query('update reactions set chat_id = $2::bigint where chat_id = $1::bigint', [from, to]);
}

/** With the numbers of bans behind the old ones. */
export async function movePasts(flight: Flight, from: ChatId, to: ChatId, old: Before): Promise<void> {
  await flight.query(
    'update member_pasts set ban_entry = ban_entry + $2::bigint where chat_id = $1::bigint',
    [to, old.last_entry],
  );
  await flight.query(
    `update member_pasts set chat_id = $2::bigint where chat_id = $1::bigint
       and user_id not in (select user_id from member_pasts where chat_id = $2::bigint)`,
    [from, to],
  );
  await flight.query('delete from member_pasts where chat_id = $1::bigint', [from]);
  // Votes and their counts are about messages that bear other numbers now.
  await flight.query('delete from votes where chat_id = $1::bigint', [from]);
  await flight.query('delete from posts where chat_id = $1::bigint', [from]);
  for (const [table, key] of [
    ['decays', 'user_id'],
    ['decay_runs', 'chat_id'],
    ['board_runs', 'chat_id'],
  ]) {
    const taken = `select 1 from ${table} there where there.chat_id = $2::bigint`;
    const same = key === 'user_id' ? `${taken} and there.user_id = ${table}.user_id` : taken;
    await flight.query(
      `update ${table} set chat_id = $2::bigint where chat_id = $1::bigint and not exists (${same})`,
      [from, to],
    );
    await flight.query(`delete from ${table} where chat_id = $1::bigint`, [from]);
  }
}

/** Sums of a day, in both of their tables. */
const SUMS = [
  ...['messages', 'thanks_given', 'thanks_got', 'minus_given', 'minus_got', 'reputation'],
  ...['experience', 'activity', 'experience_got'],
];

const ADD_SUMS = `on conflict (chat_id, user_id, day) do update set
  ${SUMS.map((name) => `${name} = day_sums.${name} + excluded.${name}`).join(', ')}`;

/**
 * Before the members: who stands in both has two latest days, which are laid down among those that are over. Which one
 * is the latest is looked up when something is counted for them next (`DaysDraft`).
 */
export async function closeDays(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
  for (const [chat, other] of [
    [from, to],
    [to, from],
  ]) {
    await flight.query(
      `insert into day_sums (chat_id, user_id, day, ${SUMS.join(', ')})
       select d.chat_id, d.user_id, d.day, ${SUMS.map((name) => `d.${name}`).join(', ')}
       from latest_days d join members o on o.chat_id = $2::bigint and o.user_id = d.user_id
       where d.chat_id = $1::bigint ${ADD_SUMS}`,
      [chat ?? 0, other ?? 0],
    );
  }
}

export async function moveMembers(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
  const sums = [
    'reputation',
    'reputation_from_admins',
    'experience',
    'messages',
    'thanks_given',
    'thanks_got',
  ];
  const latest = [
    'last_seen_at',
    'thanks_given_at',
    'thanks_got_at',
    'minus_given_at',
    'minus_got_at',
    'told_at',
    'earned_at',
  ];
  // Whose span is open under both ids has taken part in one stretch of time, most of it under the old one.
  const older = 'excluded.span_closes_at is not null or members.gathered is null';
  const gathered = ['gathered', 'span_closes_at'];
  const columns = [
    'user_id',
    'present',
    'first_seen_at',
    'album',
    'album_spoke',
    'last_text',
    'title',
    'unannounced',
    'holdings',
    'hidden',
    'gathers',
    'today',
    ...gathered,
    ...sums,
    ...latest,
  ].join(', ');
  await flight.query(
    `insert into members (chat_id, ${columns}) select $2::bigint, ${columns} from members where chat_id = $1::bigint
     on conflict (chat_id, user_id) do update set
       hidden = members.hidden or excluded.hidden,
       gathers = members.gathers or excluded.gathers,
       today = null,
       ${gathered.map((name) => `${name} = case when ${older} then excluded.${name} else members.${name} end`).join(', ')},
       first_seen_at = least(members.first_seen_at, excluded.first_seen_at),
       holdings = coalesce(excluded.holdings, members.holdings),
       ${sums.map((name) => `${name} = members.${name} + excluded.${name}`).join(', ')},
       ${latest.map((name) => `${name} = greatest(members.${name}, excluded.${name})`).join(', ')}`,
    [from, to],
  );
  await flight.query('delete from members where chat_id = $1::bigint', [from]);
}

export async function moveCounts(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
  await flight.query(
    `insert into pairs (chat_id, giver_id, receiver_id, thanks_at, minus_at)
     select $2::bigint, giver_id, receiver_id, thanks_at, minus_at from pairs where chat_id = $1::bigint
     on conflict (chat_id, giver_id, receiver_id) do update set
       thanks_at = greatest(pairs.thanks_at, excluded.thanks_at),
       minus_at = greatest(pairs.minus_at, excluded.minus_at)`,
    [from, to],
  );
  await flight.query('delete from pairs where chat_id = $1::bigint', [from]);
  await flight.query(
    `insert into day_sums (chat_id, user_id, day, ${SUMS.join(', ')})
     select $2::bigint, user_id, day, ${SUMS.join(', ')} from day_sums where chat_id = $1::bigint ${ADD_SUMS}`,
    [from, to],
  );
  await flight.query('delete from day_sums where chat_id = $1::bigint', [from]);
}

/** Those that the new id has already are numbered on behind the old ones, and their pauses with them. */
export async function moveTriggers(flight: Flight, old: Before, young: Before): Promise<void> {
  const [from, to] = [chatId(old.chat_id), chatId(young.chat_id)];
  const stored = await readTriggers(flight, [from, to]);
  const older = stored(from);
  const last = older.reduce((most, { id }) => Math.max(most, id), 0);
  const moved = stored(to).map((one) => ({ ...one, id: one.id + last }));
  const fired = JSON.parse(old.triggers_fired) as Record<string, number>;
  for (const [id, at] of Object.entries(JSON.parse(young.triggers_fired) as Record<string, number>)) {
    fired[Number(id) + last] = at;
  }
  // By way of negative numbers, for the key is checked row by row.
  await flight.query('update triggers set id = -(id + $2::int) where chat_id = $1::bigint', [to, last]);
  await flight.query('update triggers set id = -id where chat_id = $1::bigint', [to]);
  await flight.query('update triggers set chat_id = $2::bigint where chat_id = $1::bigint', [from, to]);
  await flight.query(`update chats set triggers = '', triggers_fired = '{}' where chat_id = $1::bigint`, [
    from,
  ]);
  await flight.query('update chats set triggers = $2, triggers_fired = $3 where chat_id = $1::bigint', [
    to,
    bookOf([...older, ...moved]).name,
    JSON.stringify(fired),
  ]);
}

/** What is missing still, and who knows of it. Where both ids lack the same, it was lacking since the older's time. */
export async function moveHealth(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
  await flight.query(
    `insert into ailments (chat_id, ailment, since, told_at, told_to, healed_at, detail)
     select $2::bigint, ailment, since, told_at, told_to, healed_at, detail from ailments where chat_id = $1::bigint
     on conflict (chat_id, ailment) do update set
       since = least(ailments.since, excluded.since),
       told_to = case when ailments.told_at is null then excluded.told_to else ailments.told_to end,
       told_at = coalesce(ailments.told_at, excluded.told_at)
     where ailments.healed_at is null and excluded.healed_at is null`,
    [from, to],
  );
  await flight.query('delete from ailments where chat_id = $1::bigint', [from]);
}

/** Rewards of other groups that lead into this one: their links lead to where it is now. */
export async function moveLinks(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
  await flight.query(
    `update chats set rewards = regexp_replace(rewards, '"link":' || $1::bigint || '([,}])', '"link":' || $2::bigint || '\\1', 'g')
     where rewards like '%"link":' || $1::bigint || '%'`,
    [from, to],
  );
}
