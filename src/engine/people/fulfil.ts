import { type ChatId, chatId, type UserId, userId } from '../../model/ids.ts';
import type { Database, Flight } from '../../storage/database.ts';
import { rankMember } from '../leaderboard/rank.ts';
import { forgetIn, forgetPerson } from './forget.ts';
import type { Wish } from './wishes.ts';

/** Chats where something of a person is stored, groups before their private chat. */
const PLACES = `select chat_id as id from members where user_id = $1
  union select chat_id from reactions where user_id = $1
  union select chat_id from messages where user_id = $1
  union select chat_id from panels where user_id = $1
  union select chat_id from questions where user_id = $1
  order by id`;

interface Waiting {
  id: number;
  user: UserId;
  wish: Wish;
}

/**
 * Does what people want done with what is stored of them: chat by chat, each in a transaction and under its lock, so that
 * nobody waits for a person in a thousand chats. What was done already when it was interrupted is found done. True: there
 * may be more.
 */
export async function fulfilNext(database: Database, after = 0): Promise<number | null> {
  const [next] = await database.query<Waiting>(
    'select id, user_id as user, wish from wishes where id > $1 order by id limit 1',
    [after],
  );
  if (!next) return null;
  const user = userId(next.user);
  const places = await database.query<{ id: number }>(PLACES, [user]);
  for (const { id } of places) {
    const chat = chatId(id);
    await database.transact((flight) =>
      next.wish === 'forget'
        ? forgetIn(flight, chat, user)
        : hideIn(flight, chat, user, next.wish === 'hide'),
    );
  }
  await database.transact(async (flight) => {
    const rows = await flight.query('delete from wishes where user_id = $1 and id = $2 returning id', [
      user,
      next.id,
    ]);
    // They wished something else meanwhile: then that is done next.
    if (rows.length > 0 && next.wish === 'forget') await forgetPerson(flight, user);
  });
  return next.id;
}

async function hideIn(flight: Flight, chat: ChatId, user: UserId, hidden: boolean): Promise<void> {
  await flight.query('select 1 from chats where chat_id = $1 for no key update', [chat]);
  await flight.query('update members set hidden = $3 where chat_id = $1 and user_id = $2 and hidden <> $3', [
    chat,
    user,
    hidden,
  ]);
  await rankMember(flight, chat, user);
}
