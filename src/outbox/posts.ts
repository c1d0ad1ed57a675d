import type { Notice } from '../model/notice.ts';
import type { Seconds } from '../model/time.ts';
import type { Flight } from '../storage/database.ts';

// Messages that are said anew in their place, such as the count of a vote: where they stand is known only here.

/** The notice as an edit of what was said under its name before; itself where it is the first. */
export async function inItsPlace(flight: Flight, notice: Notice): Promise<Notice> {
  if (!notice.post) return notice;
  const [row] = await flight.query<{ id: number }>(
    'select message_id as id from posts where chat_id = $1 and name = $2',
    [notice.chat, notice.post.name],
  );
  return row ? { ...notice, way: 'edit', messageId: row.id } : notice;
}

/** It stands now. `id`: as Telegram numbers it. */
export async function keepPlace(
  flight: Flight,
  notice: Notice,
  id: number | null,
  at: Seconds,
): Promise<void> {
  if (!notice.post || id === null || id === 0) return;
  await flight.query(
    `insert into posts (chat_id, name, message_id, at) values ($1, $2, $3, $4)
     on conflict (chat_id, name) do update set message_id = excluded.message_id, at = excluded.at`,
    [notice.chat, notice.post.name, id, at],
  );
}

/** What stands under this name is to go: asked for as often as one likes, it goes once. `row`: of the outbox. */
export async function takeDown(flight: Flight, row: number, notice: Notice, at: Seconds): Promise<void> {
  await flight.query(
    `with gone as (delete from posts where chat_id = $1 and name = $2 returning message_id)
     insert into outbox (bot_id, chat_id, job, body, at, due_at)
     select o.bot_id, $1, 'delete', '{"messageIds":[' || gone.message_id || ']}', $4::bigint, $4::bigint
     from gone join outbox o on o.id = $3`,
    [notice.chat, notice.post?.name ?? '', row, at],
  );
}
