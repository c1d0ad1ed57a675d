import type { ChatId } from '../../model/ids.ts';
import { latestTexts, parseTimes } from '../../reputation/aloud.ts';
import type { Flight } from '../../storage/database.ts';
import { clearRanks } from '../leaderboard/rank.ts';
import { moveRatingName } from '../leaderboard/rating-names.ts';
import { moveCards } from '../load/cards.ts';
import { moveErrands } from '../save/errands.ts';
import {
  type Before,
  closeDays,
  moveCounts,
  moveEntries,
  moveHealth,
  moveLinks,
  moveMembers,
  moveMessages,
  movePasts,
  moveReactions,
  moveTriggers,
} from './move.ts';

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
  await closeDays(flight, from, to);
  await moveMembers(flight, from, to);
  await moveCounts(flight, from, to);
  await moveTriggers(flight, old, young);
  await moveHealth(flight, from, to);
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
       bot_can_invite = coalesce(new.bot_can_invite, old.bot_can_invite),
       added_by = coalesce(new.added_by, old.added_by),
       due_at = least(new.due_at, old.due_at),
       spans_due_at = least(new.spans_due_at, old.spans_due_at),
       climate = coalesce(old.climate, new.climate),
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
