import type { Flight } from '../../storage/database.ts';
import type { ChatDraft } from '../draft.ts';
import { bulkInsert, replace, send } from './bulk.ts';

export const saveMessages = bulkInsert({
  table: 'messages',
  columns: {
    chat_id: 'bigint',
    epoch: 'integer',
    message_id: 'bigint',
    user_id: 'bigint',
    at: 'bigint',
    kind: 'text',
    length: 'integer',
    words: 'integer',
    reply_to: 'bigint',
    thread: 'bigint',
    rule: 'text',
    outcome: 'text',
  },
  conflict: `on conflict (chat_id, epoch, message_id) do update set ${replace('rule', 'outcome')}
    where messages.outcome is null and excluded.outcome is not null`,
});

export function messageRows({ row: { chatId }, messages }: ChatDraft) {
  return [...messages.values()].map((message) => [
    chatId,
    message.epoch,
    message.messageId,
    message.userId,
    message.at,
    message.kind,
    message.length,
    message.words,
    message.replyTo,
    message.thread,
    message.rule,
    message.outcome,
  ]);
}

export const saveReactions = bulkInsert({
  table: 'reactions',
  columns: {
    chat_id: 'bigint',
    epoch: 'integer',
    message_id: 'bigint',
    user_id: 'bigint',
    at: 'bigint',
    entry: 'bigint',
    outcome: 'text',
    waiting: 'text',
    counted: 'boolean',
  },
  conflict: `on conflict (chat_id, epoch, message_id, user_id) do update set
    ${replace('at', 'entry', 'outcome', 'waiting', 'counted')}`,
});

export function reactionRows({ row: { chatId }, made: { reactions } }: ChatDraft) {
  if (!reactions) return [];
  return reactions.rows
    .changed()
    .map((row) => [
      chatId,
      row.epoch,
      row.messageId,
      row.userId,
      row.at,
      row.entry,
      row.outcome,
      row.waiting,
      row.counted,
    ]);
}

export const saveOffers = bulkInsert({
  table: 'air_offers',
  columns: {
    chat_id: 'bigint',
    message_id: 'bigint',
    giver_id: 'bigint',
    at: 'bigint',
    thread: 'integer',
    rule: 'text',
    people: 'text',
    answered: 'boolean',
  },
  conflict: `on conflict (chat_id, message_id) do update set ${replace('answered')}`,
});

export const RETELL = `update messages m set outcome = r.outcome
  from unnest($1::bigint[], $2::integer[], $3::bigint[], $4::text[]) r(chat_id, epoch, message_id, outcome)
  where m.chat_id = r.chat_id and m.epoch = r.epoch and m.message_id = r.message_id`;

/** Questions, and what answered ones came to; after the messages, whose results they replace. */
export function saveAir(flight: Flight, drafts: readonly ChatDraft[]): void {
  send(saveOffers(flight, drafts.flatMap(offerRows)));
  const retold = drafts.flatMap(({ row, made: { air } }) =>
    air ? [...air.retold.values()].map((one) => ({ chat: row.chatId, ...one })) : [],
  );
  if (retold.length === 0) return;
  send(
    flight.query(RETELL, [
      retold.map(({ chat }) => chat),
      retold.map(({ epoch }) => epoch),
      retold.map(({ messageId }) => messageId),
      retold.map(({ outcome }) => outcome),
    ]),
  );
}

function offerRows({ row: { chatId }, made: { air } }: ChatDraft) {
  if (!air) return [];
  return air.offers
    .changed()
    .map(({ messageId, giver, at, thread, rule, people, answered }) => [
      chatId,
      messageId,
      giver,
      at,
      thread,
      rule,
      JSON.stringify(people),
      answered,
    ]);
}
