import { bitsFor, LARGE, RANKED_TO_ALL, RANKS, rankTouched } from '../../leaderboard/places.ts';
import type { Database, Flight } from '../../storage/database.ts';

/** So many members are put into the histogram in one transaction: some 100 ms. */
const PIECE = Math.max(LARGE, 5000);

const TOUCHED = rankTouched('select * from unnest($1::bigint[], $2::bigint[]) n(chat_id, user_id)');
const STRETCH = rankTouched(
  'select chat_id, user_id from members where chat_id = $1 and user_id > $2 and user_id <= $3',
);

/** A member whom a statement of its own has changed, in a transaction that holds the chat's lock. */
export async function rankMember(flight: Flight, chat: number, user: number): Promise<void> {
  const [row] = await flight.query<{ to: number | null }>(
    'select ranked_to as "to" from chats where chat_id = $1',
    [chat],
  );
  if (row && row.to !== null && user <= row.to) await flight.query(TOUCHED, [[chat], [user]]);
}

/** Of a member who is to be seen no more, whatever the histogram had of them. */
export async function leaveRanks(flight: Flight, chat: number, user: number): Promise<void> {
  await flight.query(TOUCHED, [[chat], [user]]);
}

/** Everybody has nothing any more. */
export async function clearRanks(flight: Flight, chat: number): Promise<void> {
  await flight.query('delete from rating_buckets where chat_id = $1', [chat]);
  await flight.query(
    `update members set ${RANKS.map((what) => `${what}_bucket = null`).join(', ')}
     where chat_id = $1 and (${RANKS.map((what) => `${what}_bucket is not null`).join(' or ')})`,
    [chat],
  );
}

/**
 * Makes the histogram of a chat that wants one, a piece at a time, by the ids of its members: those up to `ranked_to` stand
 * in it, and from then on move with every batch. False: there is none to make.
 */
export async function rankNext(database: Database): Promise<boolean> {
  const [next] = await database.query<{ id: number }>(
    `select chat_id as id from chats where ranked_to < ${RANKED_TO_ALL} and migrated_to is null
     order by chat_id limit 1`,
  );
  if (!next) return false;
  await database.transact((flight) => rankPiece(flight, next.id));
  return true;
}

async function rankPiece(flight: Flight, chat: number): Promise<void> {
  const [row] = await flight.query<{ to: number | null }>(
    'select ranked_to as "to" from chats where chat_id = $1 for no key update',
    [chat],
  );
  const from = row?.to ?? null;
  if (from === null || from === RANKED_TO_ALL) return;
  if (from === 0) await beginRanks(flight, chat);
  const [last] = await flight.query<{ id: number }>(
    'select user_id as id from members where chat_id = $1 and user_id > $2 order by user_id limit 1 offset $3',
    [chat, from, PIECE],
  );
  const to = last?.id ?? RANKED_TO_ALL;
  await flight.query(STRETCH, [chat, from, to]);
  await flight.query('update chats set ranked_to = $2 where chat_id = $1', [chat, to]);
}

/** As finely as the chat is large; of one that has grown the old histogram goes. */
async function beginRanks(flight: Flight, chat: number): Promise<void> {
  await clearRanks(flight, chat);
  const [counted] = await flight.query<{ n: number }>(
    'select count(*) as n from members where chat_id = $1',
    [chat],
  );
  await flight.query('update chats set rank_bits = $2 where chat_id = $1', [chat, bitsFor(counted?.n ?? 0)]);
}
