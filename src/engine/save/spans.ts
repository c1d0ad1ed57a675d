import type { Flight } from '../../storage/database.ts';
import type { ChatDraft } from '../draft.ts';

const REST = `update members m set gathers = false
  from unnest($1::bigint[], $2::bigint[]) r(chat_id, user_id) where m.chat_id = r.chat_id and m.user_id = r.user_id`;

/** Who is not looked for any more; before members are written, some of whom may have begun anew. Null: nobody. */
export function saveIdle(flight: Flight, drafts: readonly ChatDraft[]): Promise<unknown> | null {
  const chats: number[] = [];
  const users: number[] = [];
  for (const { row, made } of drafts) {
    for (const id of [...(made.spans?.idle ?? [])].sort((a, b) => a - b)) {
      chats.push(row.chatId);
      users.push(id);
    }
  }
  return users.length === 0 ? null : flight.query(REST, [chats, users]);
}
