import type { Restriction } from '../../model/errand.ts';
import type { ChatId, UserId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import type { Flight } from '../../storage/database.ts';
import { DraftRows } from '../draft/draft-rows.ts';
import type { ChatDraft } from '../draft.ts';

/** What the bot has done to a newcomer. Read where a member's standing changes, and nowhere else. */
export interface MarkRow {
  userId: UserId;
  /** `wanted`: to be put, or another's stands in its place. `ours`: the bot's own stands. '': none. */
  limited: '' | 'wanted' | 'ours';
  what: Restriction;
  /** When it lifts by itself; 0: never. */
  until: Seconds;
  renewed: number;
}

export const MARKS = `select m.chat_id as "chatId", m.user_id as "userId", m.limited, m.what, m.until, m.renewed
  from unnest($1::bigint[], $2::bigint[]) n(c, u)
  join marks m on m.chat_id = n.c and m.user_id = n.u and m.limited <> ''`;

export type MarkAnswer = MarkRow & { chatId: ChatId };

export function assembleMarks(answers: readonly MarkAnswer[], chats: ReadonlyMap<ChatId, ChatDraft>): void {
  for (const { chatId, ...row } of answers) chats.get(chatId)?.marks.remember(row.userId, row);
}

export function newMarks(): DraftRows<UserId, MarkRow> {
  return new DraftRows();
}

/** Beside the tag, which only delivery writes. */
const SAVE = `insert into marks (chat_id, user_id, limited, what, until, renewed)
  select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::int[])
  on conflict (chat_id, user_id) do update set
    limited = excluded.limited, what = excluded.what, until = excluded.until, renewed = excluded.renewed`;

/** Null: nothing to save, as nearly always. */
export function saveMarks(flight: Flight, drafts: readonly ChatDraft[]): Promise<unknown> | null {
  const rows = drafts.flatMap(({ row: { chatId }, made: { marks } }) =>
    marks ? marks.changed().map((mark) => ({ chatId, ...mark })) : [],
  );
  if (rows.length === 0) return null;
  return flight.query(SAVE, [
    rows.map((row) => row.chatId),
    rows.map((row) => row.userId),
    rows.map((row) => row.limited),
    rows.map((row) => row.what),
    rows.map((row) => row.until),
    rows.map((row) => row.renewed),
  ]);
}
