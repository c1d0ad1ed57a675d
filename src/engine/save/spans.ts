import type { ChatId } from '../../model/ids.ts';
import type { Flight } from '../../storage/database.ts';
import type { ChatDraft } from '../draft.ts';
import { bulkInsert, replace } from './bulk.ts';

const insertSpans = bulkInsert({
  table: 'spans',
  columns: {
    chat_id: 'bigint',
    user_id: 'bigint',
    kind: 'text',
    first_at: 'bigint',
    last_at: 'bigint',
    closes_at: 'bigint',
    messages: 'integer',
    talk: 'integer',
    characters: 'integer',
    deleted: 'integer',
    words: 'text',
    answered: 'text',
    heard: 'text',
    wake: 'text',
    poll: 'text',
    texts: 'text',
  },
  conflict: `on conflict (chat_id, user_id) do update set ${replace(
    ...['kind', 'first_at', 'last_at', 'closes_at', 'messages', 'talk', 'characters', 'deleted'],
    ...['words', 'answered', 'heard', 'wake', 'poll', 'texts'],
  )}`,
});

const insertClimates = bulkInsert({
  table: 'climates',
  columns: { chat_id: 'bigint', climate: 'text' },
  conflict: `on conflict (chat_id) do update set ${replace('climate')}`,
});

/** Null where no chat of the batch has any: nothing is sent. */
export function saveSpans(flight: Flight, drafts: readonly ChatDraft[]): Promise<unknown> | null {
  const made = drafts.flatMap(({ row, made: { spans } }) => (spans ? [{ chatId: row.chatId, spans }] : []));
  if (made.length === 0) return null;
  const rows = made.flatMap(({ chatId, spans }) =>
    spans.rows.changed().map(({ userId, kind, span, wake, poll, texts }) => {
      const { firstAt = 0, lastAt = 0, messages = 0, talk = 0, characters = 0, deleted = 0 } = span ?? {};
      return [
        ...[
          chatId,
          userId,
          kind,
          firstAt,
          lastAt,
          span?.closesAt ?? null,
          messages,
          talk,
          characters,
          deleted,
        ],
        ...[span?.words ?? [], span?.answered ?? [], span?.heard ?? [], wake, poll, texts].map((one) =>
          JSON.stringify(one),
        ),
      ];
    }),
  );
  const climates = made.flatMap(({ chatId, spans: { climate, climateChanged } }) =>
    climateChanged && climate ? [[chatId, JSON.stringify(climate)]] : [],
  );
  return Promise.all([insertSpans(flight, rows), insertClimates(flight, climates)]);
}

/**
 * With a group that was upgraded. Whose span is open under both ids has been taking part in one stretch of time, most
 * of it under the old one.
 */
export async function moveSpans(flight: Flight, from: ChatId, to: ChatId): Promise<void> {
  await flight.query(
    `delete from spans a using spans b where a.chat_id = $2::bigint and b.chat_id = $1::bigint
       and b.user_id = a.user_id and b.closes_at is not null`,
    [from, to],
  );
  await flight.query(
    `delete from spans a using spans b where a.chat_id = $1::bigint and b.chat_id = $2::bigint and b.user_id = a.user_id`,
    [from, to],
  );
  await flight.query('update spans set chat_id = $2::bigint where chat_id = $1::bigint', [from, to]);
  await flight.query(
    `delete from climates where chat_id = $2::bigint and exists (select 1 from climates where chat_id = $1::bigint)`,
    [from, to],
  );
  await flight.query('update climates set chat_id = $2::bigint where chat_id = $1::bigint', [from, to]);
}
