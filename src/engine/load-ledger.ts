import type { EntryKind, GiverRole } from '../model/entry.ts';
import type { ChatId, UserId } from '../model/ids.ts';
import type { Seconds } from '../model/time.ts';
import type { Param } from '../storage/database.ts';
import type { ChatDraft } from './draft.ts';
import type { Needs } from './needs.ts';
import type { QuestionRow } from './rows.ts';

// What an undo must know beforehand: asked for only where a batch holds one, in the same flight as all else.

/** A message gives to a few people at once; a button or a command may stand for as many lines. */
const LINES_AN_UNDO = 10;

const TAKEN_BACK = `exists (select from entries r where r.chat_id = e.chat_id and r.reverses = e.id)`;

/** As `countsAs` has it, see src/reputation/reverse.ts. */
const SIGN = `case when e.giver_id is null then null when e.kind in ('thanks', 'mention') then 'thanks'
  when e.kind = 'minus' then 'minus'
  when e.kind = 'reaction' then case when e.reputation < 0 then 'minus' else 'thanks' end end`;

/** Every line that an undo of this batch may mean: by number, by message, and the last ones of who asks. */
const MEANT = `with meant as (
  select e.chat_id, e.id from unnest($1::bigint[], $2::bigint[]) n(c, id)
    join entries e on e.chat_id = n.c and e.id = n.id
  union
  select e.chat_id, e.id from unnest($3::bigint[], $4::int[], $5::bigint[]) n(c, epoch, message)
    join chats k on k.chat_id = n.c
    join entries e on e.chat_id = n.c and e.message_id = n.message
      and e.epoch = case when n.epoch < 0 then k.epoch else n.epoch end
  union
  select l.chat_id, l.id from unnest($6::bigint[], $7::bigint[]) n(c, giver)
    cross join lateral (
      select e.chat_id, e.id from entries e
      where e.chat_id = n.c and e.giver_id = n.giver and e.kind <> 'undo' and not ${TAKEN_BACK}
      order by e.id desc limit $8::int) l
)`;

export const LINES = `${MEANT}
  select e.chat_id as "chatId", e.id, e.at, e.kind, e.giver_id as giver, e.receiver_id as receiver,
    e.giver_role as "giverRole", e.reputation, e.experience, e.epoch, e.message_id as "messageId", e.reason,
    e.reverses, r.id as "reversedBy"
  from meant m
  join entries e on e.chat_id = m.chat_id and e.id = m.id
  left join entries r on r.chat_id = e.chat_id and r.reverses = e.id`;

/** The people of those lines, for `load.ts` to complete: chat `n.c`, person `n.u`. */
export const LINE_PEOPLE = `${MEANT}
  select distinct e.chat_id as c, p.id as u from meant m
  join entries e on e.chat_id = m.chat_id and e.id = m.id
  cross join lateral (values (e.giver_id), (e.receiver_id)) p(id) where p.id is not null`;

const GOT_AT = (member: string, sign: string) =>
  `case ${sign} when 'thanks' then ${member}.thanks_got_at else ${member}.minus_got_at end`;

/**
 * The gifts to a receiver that still stand, the latest first: one more than could be taken back. Only where the last
 * one is meant: without any other, intervals run on as they did. All lines of the receiver are looked at: they are
 * numbered as they came, not as they were made, so the highest number is not the last gift.
 */
export const STANDING = `${MEANT}
  select r.chat_id as "chatId", r.receiver_id as receiver, r.sign, g.id, g.at
  from (select distinct e.chat_id, e.receiver_id, ${SIGN} as sign from meant m
    join entries e on e.chat_id = m.chat_id and e.id = m.id
    join members o on o.chat_id = e.chat_id and o.user_id = e.receiver_id
    where not ${TAKEN_BACK} and e.at >= coalesce(${GOT_AT('o', SIGN)}, e.at)) r
  cross join lateral (
    select e.id, e.at from entries e
    where e.chat_id = r.chat_id and e.receiver_id = r.receiver_id and ${SIGN} = r.sign and not ${TAKEN_BACK}
    order by e.at desc, e.id desc limit (select count(*) + 1 from meant)) g
  where r.sign is not null`;

/**
 * Who of the chat was given something last: as many as the batch may change, and one more. Only where the chat's
 * last gift is meant, for it looks at every member (of 100,000: 0.1 s on the embedded database).
 */
export const GOT_LAST = `${MEANT}
  select c.chat_id as "chatId", c.sign, g.id, g.at
  from (select distinct e.chat_id, ${SIGN} as sign from meant m
    join entries e on e.chat_id = m.chat_id and e.id = m.id
    join chats k on k.chat_id = e.chat_id
    where not ${TAKEN_BACK}
      and e.at >= coalesce(case ${SIGN} when 'thanks' then k.last_thanks_at else k.last_minus_at end, e.at)) c
  cross join lateral (
    select m.user_id as id, ${GOT_AT('m', 'c.sign')} as at from members m
    where m.chat_id = c.chat_id and ${GOT_AT('m', 'c.sign')} is not null
    order by 2 desc, 1 limit (select 2 * count(*) + $9::int from meant)) g
  where c.sign is not null`;

export const QUESTIONS = `select q.chat_id as "chatId", q.user_id as "user", q.message_id as "messageId", q.kind, q.step,
  q.asked_at as "askedAt", q.about, q.amount, q.reason
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

/** People whose last gifts may change in the batch beside those of the lines. */
export function gotLastParams(needs: Needs): Param[] {
  return [...meantParams(needs), needs.members.length + needs.names.length + needs.questions.length + 1];
}

export interface LineAnswer {
  chatId: ChatId;
  id: number;
  at: Seconds;
  kind: EntryKind;
  giver: UserId | null;
  receiver: UserId;
  giverRole: GiverRole;
  reputation: number;
  experience: number;
  epoch: number;
  messageId: number | null;
  reason: string | null;
  reverses: number | null;
  reversedBy: number | null;
}
export type StandingAnswer = { chatId: ChatId; receiver: UserId; sign: string; id: number; at: Seconds };
export type GotLastAnswer = { chatId: ChatId; sign: 'thanks' | 'minus'; id: UserId; at: Seconds };
export type QuestionAnswer = QuestionRow & { chatId: ChatId };

export interface LedgerAnswers {
  lines: LineAnswer[];
  standing: StandingAnswer[];
  gotLast: GotLastAnswer[];
  questions: QuestionAnswer[];
}

export function assembleLedger(answers: LedgerAnswers, chats: ReadonlyMap<ChatId, ChatDraft>): void {
  for (const { chatId, ...line } of answers.lines) chats.get(chatId)?.lines.set(line.id, line);
  for (const { chatId, receiver, sign, id, at } of answers.standing) {
    const draft = chats.get(chatId);
    const key = `${receiver} ${sign}`;
    const gifts = draft?.standing.get(key) ?? [];
    gifts.push({ id, at });
    draft?.standing.set(key, gifts);
  }
  for (const { chatId, sign, id, at } of answers.gotLast) chats.get(chatId)?.gotLast[sign].push({ id, at });
  for (const { chatId, ...question } of answers.questions) {
    chats.get(chatId)?.questions.set(question.user, question);
  }
}
