import type { Flight } from '../../storage/database.ts';
import type { ChatDraft } from '../draft.ts';
import { bulkInsert, replace, rowsOf, send } from './bulk.ts';

export const saveQuestions = bulkInsert({
  table: 'questions',
  columns: {
    chat_id: 'bigint',
    user_id: 'bigint',
    message_id: 'bigint',
    kind: 'text',
    step: 'integer',
    asked_at: 'bigint',
    about: 'bigint',
    amount: 'bigint',
    reason: 'text',
    payload: 'text',
  },
  conflict: `on conflict (chat_id, user_id) do update set
    ${replace('message_id', 'kind', 'step', 'asked_at', 'about', 'amount', 'reason', 'payload')}`,
});

export const DROP_QUESTIONS = `delete from questions q using unnest($1::bigint[], $2::bigint[]) r(c, u)
  where q.chat_id = r.c and q.user_id = r.u`;

export function saveAsked(flight: Flight, drafts: readonly ChatDraft[]): void {
  send(saveQuestions(flight, rowsOf(drafts, questionRows)));
  const answered = rowsOf(drafts, ({ row: { chatId }, questions }) =>
    questions.gone().map((user) => ({ chatId, user })),
  );
  if (answered.length === 0) return;
  send(flight.query(DROP_QUESTIONS, [answered.map((one) => one.chatId), answered.map((one) => one.user)]));
}

function questionRows({ row: { chatId }, questions }: ChatDraft) {
  return questions
    .changed()
    .map(({ user, messageId, kind, step, askedAt, about, amount, reason, payload }) => [
      chatId,
      user,
      messageId,
      kind,
      step,
      askedAt,
      about,
      amount,
      reason,
      payload,
    ]);
}

export const savePanels = bulkInsert({
  table: 'panels',
  columns: {
    chat_id: 'bigint',
    user_id: 'bigint',
    session: 'bigint',
    step: 'integer',
    page: 'text',
    place: 'bigint',
    message_id: 'bigint',
    ephemeral_id: 'bigint',
    pressed_at: 'bigint',
    base_version: 'integer',
    changes: 'text',
  },
  conflict: `on conflict (chat_id, user_id) do update set ${replace(
    'session',
    'step',
    'page',
    'place',
    'message_id',
    'ephemeral_id',
    'pressed_at',
    'base_version',
    'changes',
  )}`,
});

export const DROP_PANELS = `delete from panels p using unnest($1::bigint[], $2::bigint[]) r(c, u)
  where p.chat_id = r.c and p.user_id = r.u`;

/** Only where somebody uses one: nothing is sent otherwise. */
export function saveOpenPanels(flight: Flight, drafts: readonly ChatDraft[]): void {
  send(savePanels(flight, drafts.flatMap(panelRows)));
  const closed = drafts.flatMap(({ row: { chatId }, made: { panels } }) =>
    panels ? panels.rows.gone().map((user) => ({ chatId, user })) : [],
  );
  if (closed.length === 0) return;
  send(flight.query(DROP_PANELS, [closed.map((one) => one.chatId), closed.map((one) => one.user)]));
}

function panelRows({ row: { chatId }, made: { panels } }: ChatDraft) {
  if (!panels) return [];
  return panels.rows
    .changed()
    .map((row) => [
      chatId,
      row.user,
      row.session,
      row.step,
      row.page,
      row.place,
      row.messageId,
      row.ephemeralId,
      row.pressedAt,
      row.baseVersion,
      row.changes,
    ]);
}
