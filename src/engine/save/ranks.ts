import { RANKS, type Ranks } from '../../leaderboard/places.ts';
import type { ChatDraft } from '../draft.ts';
import { bulkInsert } from './bulk.ts';

/** What the batch adds to the histograms of large chats, and takes from them. */
export const saveMoves = bulkInsert({
  table: 'rating_buckets',
  columns: { chat_id: 'bigint', what: 'text', bucket: 'integer', people: 'integer' },
  conflict:
    'on conflict (chat_id, what, bucket) do update set people = rating_buckets.people + excluded.people',
});

/** Summed by bucket: where as many come as go nothing is written. */
export function movesOf(chat: ChatDraft) {
  const {
    row: { chatId, rankedTo },
    members,
  } = chat;
  if (rankedTo === null) return [];
  const { ranks } = chat;
  const moves: Record<Ranks, Map<number, number>> = { reputation: new Map(), experience: new Map() };
  for (const row of members.changed()) {
    const was = ranks.before(row.userId);
    const is = ranks.now(row);
    for (const what of RANKS) {
      if (was[what] === is[what]) continue;
      add(moves[what], was[what], -1);
      add(moves[what], is[what], 1);
    }
  }
  return RANKS.flatMap((what) =>
    [...moves[what]]
      .filter(([, people]) => people !== 0)
      .sort(([a], [b]) => a - b)
      .map(([bucket, people]) => [chatId, what, bucket, people]),
  );
}

function add(sums: Map<number, number>, bucket: number | null, people: number): void {
  if (bucket !== null) sums.set(bucket, (sums.get(bucket) ?? 0) + people);
}
