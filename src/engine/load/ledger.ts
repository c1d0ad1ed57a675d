import type { ChatId } from '../../model/ids.ts';
import type { Line } from '../../reputation/reverse.ts';
import type { Param } from '../../storage/database.ts';
import type { QuestionRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import type { Needs } from '../needs.ts';

// What an undo must know beforehand: asked for only where a batch holds one, in the same flight as all else.

/** A message gives to a few people at once; a button or a command may stand for as many lines. */
const LINES_AN_UNDO = 10;

const TAKEN_BACK = `exists (select from entries r where r.chat_id = e.chat_id and r.reverses = e.id)`;

/**
 * Every line that an undo of this batch may mean: by number (with the others of its message), by message, and the last
 * ones of who asks.
 */
const MEANT = `with meant as (
  select e.chat_id, e.id from unnest($1::bigint[], $2::bigint[]) n(c, id)
    join entries e on e.chat_id = n.c and e.id = n.id
  union
  select o.chat_id, o.id from unnest($1::bigint[], $2::bigint[]) n(c, id)
    join entries e on e.chat_id = n.c and e.id = n.id
    join entries o on o.chat_id = e.chat_id and o.message_id = e.message_id and o.epoch = e.epoch
  union
  select e.chat_id, e.id from unnest($3::bigint[], $4::int[], $5::bigint[]) n(c, epoch, message)
    join chats k on k.chat_id = n.c
    join entries e on e.chat_id = n.c and e.message_id = n.message
      and e.epoch = case when n.epoch < 0 then k.epoch else n.epoch end
  union
  select l.chat_id, l.id from unnest($6::bigint[], $7::bigint[]) n(c, giver)
    cross join lateral (
      select e.chat_id, e.id from entries e
      where e.chat_id = n.c and e.giver_id = n.giver and e.kind not in ('undo', 'ban', 'kick', 'restriction', 'delete', 'vote', 'convert', 'bonus') and not ${TAKEN_BACK}
      order by e.id desc limit $8::int) l
)`;

export const LINES = `${MEANT}
  select e.chat_id as "chatId", e.id, e.at, e.kind, e.giver_id as giver, e.receiver_id as receiver,
    e.giver_role as "giverRole", e.reputation, e.experience, e.epoch, e.message_id as "messageId", e.reason,
    e.reverses, r.id as "reversedBy"
  from meant m
  join entries e on e.chat_id = m.chat_id and e.id = m.id
  left join entries r on r.chat_id = e.chat_id and r.reverses = e.id`;

/** The people of those lines, for `membersOf` to complete: chat `n.c`, person `n.u`. */
export const LINE_PEOPLE = `${MEANT}
  select distinct e.chat_id as c, p.id as u from meant m
  join entries e on e.chat_id = m.chat_id and e.id = m.id
  cross join lateral (values (e.giver_id), (e.receiver_id)) p(id) where p.id is not null`;

export const QUESTIONS = `select q.chat_id as "chatId", q.user_id as "user", q.message_id as "messageId", q.kind, q.step,
  q.asked_at as "askedAt", q.about, q.amount, q.reason, q.payload
  from unnest($1::bigint[], $2::bigint[]) n(c, u)
  join questions q on q.chat_id = n.c and q.user_id = n.u`;

export const QUESTION_PEOPLE = `select q.chat_id as c, q.about as u from unnest($1::bigint[], $2::bigint[]) n(c, u)
  join questions q on q.chat_id = n.c and q.user_id = n.u where q.about is not null`;

/** The parameters of everything that begins with `MEANT`. */
export function meantParams({ undo: { entries, messages, givers, events } }: Needs): Param[] {
  return [
    entries.map(([chat]) => chat),
    entries.map(([, id]) => id),
    messages.map(([chat]) => chat),
    messages.map(([, epoch]) => epoch),
    messages.map(([, , message]) => message),
    givers.map(([chat]) => chat),
    givers.map(([, giver]) => giver),
    LINES_AN_UNDO * events,
  ];
}

export type LineAnswer = Line & { chatId: ChatId };
export type QuestionAnswer = QuestionRow & { chatId: ChatId };

export interface LedgerAnswers {
  lines: LineAnswer[];
  questions: QuestionAnswer[];
}

export function assembleLedger(answers: LedgerAnswers, chats: ReadonlyMap<ChatId, ChatDraft>): void {
  for (const { chatId, ...line } of answers.lines) chats.get(chatId)?.ledger.remember(line);
  for (const { chatId, ...question } of answers.questions) {
    chats.get(chatId)?.questions.remember(question.user, question);
  }
}
