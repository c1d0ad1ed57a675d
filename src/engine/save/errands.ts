import type { Errand } from '../../model/errand.ts';
import type { ChatId } from '../../model/ids.ts';
import type { Flight } from '../../storage/database.ts';
import { kindOf, targetOf } from '../draft/errands.ts';
import type { ChatDraft } from '../draft.ts';

/** In the place of one that waits stands the later one, under a new number: who works on the old one sees that. */
const ADD = `insert into errands (bot_id, chat_id, user_id, kind, target, place, body, at)
  select $1, chat, member, kind, target, case when target = 0 then chat else target end, body, at
  from unnest($2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::bigint[])
    as e(chat, member, kind, target, body, at)
  on conflict (chat_id, user_id, kind, target) do update set
    id = excluded.id, bot_id = excluded.bot_id, place = excluded.place, body = excluded.body, at = excluded.at,
    due_at = 0, attempts = 0`;

/** What waited for a right that is there again; "place" is where it is done. */
const RELEASE = `update errands e set due_at = 0 from unnest($1::bigint[], $2::text[]) as r(place, kind)
  where e.place = r.place and e.kind = r.kind`;

/** So that a link reward is not promised where none can be made. */
const MAY_INVITE = `update chats c set bot_can_invite = r.may <> 0 from unnest($1::bigint[], $2::integer[]) as r(chat, may)
  where c.chat_id = r.chat`;

/** A batch without errands, as nearly all are, sends nothing. */
export function saveErrands(
  flight: Flight,
  botId: number,
  drafts: readonly ChatDraft[],
): Promise<unknown> | null {
  const made = drafts.filter((draft) => draft.made.errands !== null);
  if (made.length === 0) return null;
  return Promise.all([
    release(flight, made),
    saveInviting(flight, made),
    addErrands(
      flight,
      botId,
      made.flatMap((draft) => draft.errands.all),
    ),
  ]);
}

/** Whether the batch leaves something to be done. */
export function hasErrands(drafts: Iterable<ChatDraft>): boolean {
  for (const { made } of drafts) if (made.errands !== null) return true;
  return false;
}

async function release(flight: Flight, drafts: readonly ChatDraft[]): Promise<void> {
  const released = drafts.flatMap(({ row, errands }) =>
    errands.released.map((kind) => ({ place: row.chatId, kind })),
  );
  if (released.length === 0) return;
  await flight.query(RELEASE, [released.map(({ place }) => place), released.map(({ kind }) => kind)]);
}

async function saveInviting(flight: Flight, drafts: readonly ChatDraft[]): Promise<void> {
  const told = drafts.filter(({ errands }) => errands.mayInvite !== null);
  if (told.length === 0) return;
  await flight.query(MAY_INVITE, [
    told.map(({ row }) => row.chatId),
    told.map(({ errands }) => Number(errands.mayInvite)),
  ]);
}

/** At most one of a kind for a member, as `ErrandsDraft` hands them on. */
export async function addErrands(flight: Flight, botId: number, errands: readonly Errand[]): Promise<void> {
  if (errands.length === 0) return;
  await flight.query(ADD, [
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
