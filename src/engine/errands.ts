import type { ChatId } from '../model/ids.ts';
import type { Flight } from '../storage/database.ts';
import type { ChatDraft } from './draft.ts';
import { kindOf, targetOf } from './draft-errands.ts';

/** In the place of one that waits stands the later one, under a new number: who works on the old one sees that. */
const ADD = `insert into errands (bot_id, chat_id, user_id, kind, target, place, body, at)
  select $1, chat, member, kind, target, case when target = 0 then chat else target end, body, at
  from unnest($2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::bigint[])
    as e(chat, member, kind, target, body, at)
  on conflict (chat_id, user_id, kind, target) do update set
    id = excluded.id, bot_id = excluded.bot_id, place = excluded.place, body = excluded.body, at = excluded.at,
    due_at = 0, attempts = 0`;

/** Null: a batch without errands, as nearly all are, sends nothing. */
export function saveErrands(
  flight: Flight,
  botId: number,
  drafts: readonly ChatDraft[],
): Promise<unknown> | null {
  const errands = drafts.flatMap(({ made }) => made.errands?.all ?? []);
  if (errands.length === 0) return null;
  return flight.query(ADD, [
    botId,
    errands.map(({ chat }) => chat),
    errands.map(({ user }) => user),
    errands.map(kindOf),
    errands.map(targetOf),
    errands.map((errand) => JSON.stringify(errand)),
    errands.map(({ at }) => at),
  ]);
}

/** With a group that was upgraded. Of what both ids have, the new id's is the later; what it leads to moves as well. */
export async function moveErrands(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
  for (const [table, key] of [
    ['errands', 'b.user_id = a.user_id and b.kind = a.kind and b.target = a.target'],
    ['marks', 'b.user_id = a.user_id'],
  ]) {
    await flight.query(
      `delete from ${table} a using ${table} b
       where a.chat_id = $1::bigint and b.chat_id = $2::bigint and ${key}`,
      [from, to],
    );
    await flight.query(`update ${table} set chat_id = $2::bigint where chat_id = $1::bigint`, [from, to]);
  }
  await flight.query(
    `delete from errands a using errands b where a.target = $1::bigint and b.target = $2::bigint
       and b.chat_id = a.chat_id and b.user_id = a.user_id and b.kind = a.kind`,
    [from, to],
  );
  await flight.query('update errands set target = $2::bigint where target = $1::bigint', [from, to]);
  await flight.query('update errands set place = $2::bigint where place = $1::bigint', [from, to]);
}
