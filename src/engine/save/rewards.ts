import type { Flight } from '../../storage/database.ts';
import type { ChatDraft } from '../draft.ts';

/** By themselves: next to no member of a batch gets or loses a reward. */
const SAVE_HOLDINGS = `update members m set holdings = h.holdings
  from unnest($1::bigint[], $2::bigint[], $3::text[]) h(chat_id, user_id, holdings)
  where m.chat_id = h.chat_id and m.user_id = h.user_id`;

const SAVE_REWARDS = `update chats c set rewards = r.rewards
  from unnest($1::bigint[], $2::text[]) r(chat_id, rewards) where c.chat_id = r.chat_id`;

/** After the members, who may be new. Only where something changed: nothing is sent otherwise. */
export function saveRewards(flight: Flight, drafts: readonly ChatDraft[]): Promise<unknown>[] {
  const sent: Promise<unknown>[] = [];
  const held: [chat: number, user: number, holdings: string | null][] = [];
  const listed: [chat: number, rewards: string][] = [];
  for (const { row, members, made } of drafts) {
    if (!made.rewards) continue;
    if (made.rewards.listChanged) listed.push([row.chatId, row.rewards]);
    for (const id of [...made.rewards.changed].sort((a, b) => a - b))
      held.push([row.chatId, id, members.get(id)?.holdings ?? null]);
  }
  if (held.length > 0)
    sent.push(
      flight.query(SAVE_HOLDINGS, [
        held.map(([chat]) => chat),
        held.map(([, user]) => user),
        held.map(([, , holdings]) => holdings),
      ]),
    );
  if (listed.length > 0)
    sent.push(
      flight.query(SAVE_REWARDS, [listed.map(([chat]) => chat), listed.map(([, rewards]) => rewards)]),
    );
  return sent;
}
