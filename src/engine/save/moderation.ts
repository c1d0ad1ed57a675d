import { addLater, addRemovals } from '../../outbox/store.ts';
import type { Flight } from '../../storage/database.ts';
import type { DecayRun } from '../draft/moderation.ts';
import type { ChatDraft } from '../draft.ts';
import { bulkInsert, replace } from './bulk.ts';

const savePasts = bulkInsert({
  table: 'member_pasts',
  columns: {
    chat_id: 'bigint',
    user_id: 'bigint',
    joined_at: 'bigint',
    banned_at: 'bigint',
    banned_by: 'bigint',
    ban_entry: 'bigint',
  },
  conflict: `on conflict (chat_id, user_id) do update set
    ${replace('joined_at', 'banned_at', 'banned_by', 'ban_entry')}`,
});

const saveVotes = bulkInsert({
  table: 'votes',
  columns: {
    chat_id: 'bigint',
    epoch: 'integer',
    message_id: 'bigint',
    started_at: 'bigint',
    voters: 'text',
  },
  conflict: `on conflict (chat_id, epoch, message_id) do update set ${replace('started_at', 'voters')}`,
});

const DROP_VOTES = `delete from votes v using unnest($1::bigint[], $2::int[], $3::bigint[]) r(c, e, m)
  where v.chat_id = r.c and v.epoch = r.e and v.message_id = r.m`;

/** A message that is no longer known leaves a trace here too: nobody removes it, or pays for it, twice. */
const saveDoomed = bulkInsert({
  table: 'messages',
  columns: {
    chat_id: 'bigint',
    epoch: 'integer',
    message_id: 'bigint',
    user_id: 'bigint',
    at: 'bigint',
    kind: 'text',
    deleted_at: 'bigint',
  },
  conflict: `on conflict (chat_id, epoch, message_id) do update set ${replace('deleted_at')}`,
});

const saveSilences = bulkInsert({
  table: 'decays',
  columns: { chat_id: 'bigint', user_id: 'bigint', since: 'bigint', noted_at: 'bigint', weeks: 'integer' },
  conflict: `on conflict (chat_id, user_id) do update set ${replace('since', 'noted_at', 'weeks')}`,
});

const SAVE_RUN = `insert into decay_runs (chat_id, begun_at, next_at, cursor)
  values ($1::bigint, $2::bigint, $3::bigint, $4::bigint)
  on conflict (chat_id) do update set ${replace('begun_at', 'next_at', 'cursor')}`;

function saveRun(flight: Flight, chat: number, run: DecayRun | null): Promise<unknown> {
  if (!run) return flight.query('delete from decay_runs where chat_id = $1::bigint', [chat]);
  return flight.query(SAVE_RUN, [chat, run.begunAt, run.nextAt, run.cursor]);
}

/** Only where somebody was sanctioned or something removed; after the messages of the batch. */
export function saveModeration(flight: Flight, drafts: readonly ChatDraft[], botId: number): void {
  for (const { row, made } of drafts) {
    const { moderation } = made;
    if (!moderation) continue;
    const { chatId } = row;
    const { pasts, votes, doomed, removals, later, silences, decay } = moderation;
    const over = votes.gone().map((key) => key.split(' ').map(Number));
    const sent: (Promise<unknown> | null)[] = [
      savePasts(
        flight,
        pasts
          .changed()
          .map(({ user, joinedAt, bannedAt, bannedBy, banEntry }) => [
            ...[chatId, user, joinedAt, bannedAt, bannedBy, banEntry],
          ]),
      ),
      saveVotes(
        flight,
        votes
          .changed()
          .map(({ epoch, messageId, startedAt, voters }) => [
            ...[chatId, epoch, messageId, startedAt, JSON.stringify(voters)],
          ]),
      ),
      over.length === 0
        ? null
        : flight.query(DROP_VOTES, [
            over.map(() => chatId),
            over.map(([epoch]) => epoch ?? 0),
            over.map(([, messageId]) => messageId ?? 0),
          ]),
      later.length === 0 ? null : addLater(flight, botId, later),
      saveDoomed(
        flight,
        [...doomed.values()].map(({ epoch, messageId, author, at, deletedAt }) => [
          ...[chatId, epoch, messageId, author, at, 'other', deletedAt],
        ]),
      ),
      saveSilences(
        flight,
        silences
          .changed()
          .map(({ user, since, notedAt, weeks }) => [...[chatId, user, since, notedAt, weeks]]),
      ),
      decay.changed ? saveRun(flight, chatId, decay.run) : null,
      removals.length === 0 ? null : addRemovals(flight, botId, removals),
    ];
    // Its failure is the transaction's failure, told by the commit.
    for (const one of sent) one?.catch(() => undefined);
  }
}
