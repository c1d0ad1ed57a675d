import { type ChatId, chatId } from '../../model/ids.ts';
import { latestTexts, parseTimes } from '../../reputation/aloud.ts';
import type { Flight } from '../../storage/database.ts';
import { clearRanks } from '../leaderboard/rank.ts';
import { moveRatingName } from '../leaderboard/rating-names.ts';
import { moveCards } from '../load/cards.ts';
import { readTriggers } from '../load/triggers.ts';
import { bookOf } from '../reputation/triggers.ts';
import { moveErrands } from '../save/errands.ts';
import { moveSpans } from '../save/spans.ts';

interface Before {
  chat_id: number;
  epoch: number;
  last_entry: number;
  settings_version: number;
  triggers: string;
  triggers_fired: string;
  migrated_to: number | null;
  texts_at: string;
}

/** Telegram moves a group once, and to where nobody has moved from: else updates would be sent on for ever. */
export class MigrationFault extends Error {
  override readonly name = 'MigrationFault';
}

/**
 * A group went on as a supergroup: everything it owns moves under its new id, and the old id keeps a pointer, so
 * that what still comes for it finds its way. What the new id has gathered already (Telegram's queues overtake
 * one another) is put behind it: its entries are numbered on, its messages stand in a later epoch, for message
 * ids start anew. Called twice, it does nothing the second time.
 */
export async function migrateChat(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
  if (from === to) throw new MigrationFault(`chat ${from} cannot go on as itself`);
  const both = [from, to].sort((a, b) => a - b);
  await flight.query('insert into chats (chat_id) select unnest($1::bigint[]) on conflict do nothing', [
    both,
  ]);
  const rows = await flight.query<Before>(
    `select chat_id, epoch, last_entry, settings_version, triggers, triggers_fired, migrated_to,
       texts_at
     from chats
     where chat_id = any($1::bigint[]) order by chat_id for no key update`,
    [both],
  );
  const old = rows.find((row) => row.chat_id === from);
  const young = rows.find((row) => row.chat_id === to);
  if (!old || !young || old.migrated_to === to) return;
  if (old.migrated_to !== null || young.migrated_to !== null) {
    const [moved, on] = old.migrated_to === null ? [to, young.migrated_to] : [from, old.migrated_to];
    throw new MigrationFault(`chat ${from} cannot go on as ${to}: ${moved} went on as ${on} already`);
  }

  await moveEntries(flight, from, to, old);
  await moveMessages(flight, from, to, old);
  await moveReactions(flight, from, to, old);
  await movePasts(flight, from, to, old);
  await flight.query(
    'update settings_versions set version = version + $2::int + 1000000 where chat_id = $1::bigint',
    [to, old.settings_version],
  );
  await flight.query('update settings_versions set version = version - 1000000 where chat_id = $1::bigint', [
    to,
  ]);
  await flight.query('update settings_versions set chat_id = $2::bigint where chat_id = $1::bigint', [
    from,
    to,
  ]);
  await moveMembers(flight, from, to);
  await moveCounts(flight, from, to);
  await moveTriggers(flight, old, young);
  await moveHealth(flight, from, to);
  await moveSpans(flight, from, to);
  await moveErrands(flight, from, to);
  await moveLinks(flight, from, to);
  // An admin who was asked something is asked again.
  await flight.query('delete from questions where chat_id = $1::bigint', [from]);
  // What an admin has not saved yet goes on; the message in which they did it stays behind.
  await flight.query(
    `update panels set chat_id = $2::bigint, place = nullif(place, $1::bigint),
       message_id = case when place = $1::bigint then null else message_id end, ephemeral_id = null
     where chat_id = $1::bigint
       and user_id not in (select user_id from panels where chat_id = $2::bigint)`,
    [from, to],
  );
  await flight.query('delete from panels where chat_id = $1::bigint', [from]);
  // Goes on where it is: members keep their ids, and whom the new id has known already has earned by today's measure.
  await flight.query(
    `update chat_jobs set chat_id = $2::bigint
     where chat_id = $1::bigint and not exists (select from chat_jobs where chat_id = $2::bigint)`,
    [from, to],
  );
  await flight.query('delete from chat_jobs where chat_id = $1::bigint', [from]);
  await moveCards(flight, from, to);
  await moveRatingName(flight, from, to);
  // Message ids mean others from now on: a question that was not answered is over.
  await flight.query('delete from air_offers where chat_id = $1::bigint', [from]);
  await flight.query(`delete from outbox where chat_id = $1::bigint and job = 'delete'`, [from]);
  // The notice itself still names the old chat: delivery then leaves out the message it would answer.
  await flight.query('update outbox set chat_id = $2::bigint where chat_id = $1::bigint', [from, to]);
  await flight.query(
    `update chats new set
       epoch = new.epoch + old.epoch + 1,
       last_entry = new.last_entry + old.last_entry,
       settings = case when new.settings_version > 0 then new.settings else old.settings end,
       ladder = case when new.ladder <> '' then new.ladder else old.ladder end,
       rewards = case when old.rewards <> '' then old.rewards else new.rewards end,
       settings_version = new.settings_version + old.settings_version,
       title = case when new.title = '' then old.title else new.title end,
       type = 'supergroup',
       admins = case when new.admins = '[]' then old.admins else new.admins end,
       bot_status = case when new.bot_status = 'unknown' then old.bot_status else new.bot_status end,
       bot_can_write = case when new.bot_status = 'unknown' then old.bot_can_write else new.bot_can_write end,
       bot_can_delete = case when new.bot_status = 'unknown' then old.bot_can_delete else new.bot_can_delete end,
       added_by = coalesce(new.added_by, old.added_by),
       due_at = least(new.due_at, old.due_at),
       last_thanks_at = greatest(new.last_thanks_at, old.last_thanks_at),
       last_minus_at = greatest(new.last_minus_at, old.last_minus_at),
       texts_at = $3,
       last_event_at = greatest(new.last_event_at, old.last_event_at),
       ranked_to = case when coalesce(new.ranked_to, old.ranked_to) is null then null else 0 end,
       reactions_wait_until = greatest(new.reactions_wait_until, old.reactions_wait_until)
     from chats old where new.chat_id = $2::bigint and old.chat_id = $1::bigint`,
    [from, to, JSON.stringify(latestTexts([...parseTimes(old.texts_at), ...parseTimes(young.texts_at)]))],
  );
  // The members stand under a new id, which has a histogram made anew where the old one had one.
  await clearRanks(flight, to);
  await flight.query('delete from rating_buckets where chat_id = $1::bigint', [from]);
  await flight.query('update chats set migrated_to = $2::bigint where chat_id = $1::bigint', [from, to]);
}

/** Rewards of other groups that lead into this one: their links lead to where it is now. */
async function moveLinks(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
  await flight.query(
    `update chats set rewards = regexp_replace(rewards, '"link":' || $1::bigint || '([,}])', '"link":' || $2::bigint || '\\1', 'g')
     where rewards like '%"link":' || $1::bigint || '%'`,
    [from, to],
  );
}

/** What is missing still, and who knows of it. Where both ids lack the same, it was lacking since the older's time. */
async function moveHealth(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
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

/** Those that the new id has already are numbered on behind the old ones, and their pauses with them. */
async function moveTriggers(flight: Flight, old: Before, young: Before): Promise<void> {
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

/** Epochs and numbers are moved by way of negative ones, for the key is checked row by row. */
async function moveMessages(flight: Flight, from: ChatId, to: ChatId, old: Before): Promise<void> {
  await flight.query('update messages set epoch = -(epoch + $2::int) where chat_id = $1::bigint', [
    to,
    old.epoch + 1,
  ]);
  await flight.query('update messages set epoch = -epoch where chat_id = $1::bigint', [to]);
  await flight.query('update messages set chat_id = $2::bigint where chat_id = $1::bigint', [from, to]);
}

/** With the messages they stand on, and with the numbers of the gifts behind them; also those that wait still. */
async function moveReactions(flight: Flight, from: ChatId, to: ChatId, old: Before): Promise<void> {
  await flight.query(
    `update reactions set epoch = -(epoch + $2::int), entry = entry + $3::bigint where chat_id = $1::bigint`,
    [to, old.epoch + 1, old.last_entry],
  );
  await flight.query('update reactions set epoch = -epoch where chat_id = $1::bigint', [to]);
  await flight.query('update reactions set chat_id = $2::bigint where chat_id = $1::bigint', [from, to]);
}

/** With the numbers of bans behind the old ones. */
async function movePasts(flight: Flight, from: ChatId, to: ChatId, old: Before): Promise<void> {
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

async function moveEntries(flight: Flight, from: ChatId, to: ChatId, old: Before): Promise<void> {
  await flight.query(
    `update entries set id = -(id + $2::bigint), reverses = -(reverses + $2::bigint), epoch = epoch + $3::int
     where chat_id = $1::bigint`,
    [to, old.last_entry, old.epoch + 1],
  );
  await flight.query('update entries set id = -id, reverses = -reverses where chat_id = $1::bigint', [to]);
  await flight.query('update entries set chat_id = $2::bigint where chat_id = $1::bigint', [from, to]);
}

async function moveMembers(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
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
    ...sums,
    ...latest,
  ].join(', ');
  await flight.query(
    `insert into members (chat_id, ${columns}) select $2::bigint, ${columns} from members where chat_id = $1::bigint
     on conflict (chat_id, user_id) do update set
       hidden = members.hidden or excluded.hidden,
       first_seen_at = least(members.first_seen_at, excluded.first_seen_at),
       holdings = coalesce(excluded.holdings, members.holdings),
       ${sums.map((name) => `${name} = members.${name} + excluded.${name}`).join(', ')},
       ${latest.map((name) => `${name} = greatest(members.${name}, excluded.${name})`).join(', ')}`,
    [from, to],
  );
  await flight.query('delete from members where chat_id = $1::bigint', [from]);
}

async function moveCounts(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
  await flight.query(
    `insert into pairs (chat_id, giver_id, receiver_id, thanks_at, minus_at)
     select $2::bigint, giver_id, receiver_id, thanks_at, minus_at from pairs where chat_id = $1::bigint
     on conflict (chat_id, giver_id, receiver_id) do update set
       thanks_at = greatest(pairs.thanks_at, excluded.thanks_at),
       minus_at = greatest(pairs.minus_at, excluded.minus_at)`,
    [from, to],
  );
  await flight.query('delete from pairs where chat_id = $1::bigint', [from]);
  const sums = [
    ...['messages', 'thanks_given', 'thanks_got', 'minus_given', 'minus_got', 'reputation'],
    ...['experience', 'activity', 'experience_got'],
  ];
  await flight.query(
    `insert into day_sums (chat_id, user_id, day, ${sums.join(', ')})
     select $2::bigint, user_id, day, ${sums.join(', ')} from day_sums where chat_id = $1::bigint
     on conflict (chat_id, user_id, day) do update set
       ${sums.map((name) => `${name} = day_sums.${name} + excluded.${name}`).join(', ')}`,
    [from, to],
  );
  await flight.query('delete from day_sums where chat_id = $1::bigint', [from]);
}
