import type { ChatEvent } from '../../model/event.ts';
import { type ChatId, type UserId, userId } from '../../model/ids.ts';
import type { Request } from '../../model/request.ts';
import type { Flight } from '../../storage/database.ts';
import type { JobRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import type { DueChat } from '../due.ts';
import { bulkInsert, replace } from '../save/bulk.ts';

// Work on all members of a chat: read only where a batch may begin one, or does a piece of it.

/** So many members a piece: some 40 ms, within which nothing else happens in the chat. */
export const PIECE = 500;

/** What may begin one, or asks how far it is. */
const ASKING = new Set<Request['ask']>(['sync', 'confirm']);

export function isAboutJob(event: ChatEvent): boolean {
  if (event.is === 'press') return ASKING.has(event.request.ask);
  return event.is === 'message' && event.command !== null && ASKING.has(event.command.request.ask);
}

const JOB = `j.number, j.kind, j.asked_by as "askedBy", j.asked_at as "askedAt", j.payload, j.state, j.cursor, j.done,
  j.total, j.counts`;

/** With the number of people in it, which is counted only where one may begin; bots are few, and taken off. */
export const JOBS = `select n.c as "chatId", ${JOB},
    case when j.state = 'running' then 0 else
      (select count(*) from members m where m.chat_id = n.c) - (select count(*) from people p
        join members b on b.chat_id = n.c and b.user_id = p.user_id where p.is_bot) end::int as members
  from unnest($1::bigint[]) n(c) left join chat_jobs j on j.chat_id = n.c`;

export type JobAnswer = { chatId: ChatId; members: number } & (JobRow | { [Key in keyof JobRow]: null });

export function assembleJobs(answers: readonly JobAnswer[], chats: ReadonlyMap<ChatId, ChatDraft>): void {
  for (const { chatId, members, ...row } of answers) {
    const draft = chats.get(chatId);
    if (!draft) continue;
    draft.job.members = members;
    if (row.number !== null) draft.job.row = row;
  }
}

const RUNNING = `select j.chat_id as "chatId", ${JOB} from chat_jobs j
  where j.chat_id = any($1::bigint[]) and j.state = 'running'`;

/** In the order of their ids: who comes meanwhile has a higher one, or comes with what is due already. */
const NEXT = `select user_id as id from members where chat_id = $1::bigint and user_id > $2::bigint
  order by user_id limit ${PIECE}`;

/** The works that are running in these chats, and the members whose turn it is in each. */
export async function loadPieces(flight: Flight, due: readonly DueChat[]): Promise<[ChatId, UserId][]> {
  const drafts = new Map(due.map(({ facts }) => [facts.row.chatId, facts]));
  const works = await flight.query<JobRow & { chatId: ChatId }>(RUNNING, [[...drafts.keys()]]);
  const pieces = works.map(async ({ chatId, ...row }): Promise<[ChatId, UserId][]> => {
    const draft = drafts.get(chatId);
    if (!draft) return [];
    const next = await flight.query<{ id: number }>(NEXT, [chatId, row.cursor]);
    draft.job.row = row;
    draft.job.piece = next.map(({ id }) => userId(id));
    return draft.job.piece.map((id) => [chatId, id]);
  });
  return (await Promise.all(pieces)).flat();
}

const saveRows = bulkInsert({
  table: 'chat_jobs',
  columns: {
    chat_id: 'bigint',
    number: 'integer',
    kind: 'text',
    asked_by: 'bigint',
    asked_at: 'bigint',
    payload: 'text',
    state: 'text',
    cursor: 'bigint',
    done: 'integer',
    total: 'integer',
    counts: 'text',
  },
  conflict: `on conflict (chat_id) do update set ${replace(
    ...['number', 'kind', 'asked_by', 'asked_at', 'payload', 'state', 'cursor', 'done', 'total', 'counts'],
  )}`,
});

/** Null: none has changed, as in nearly every batch. */
export function saveJobs(flight: Flight, drafts: readonly ChatDraft[]): Promise<unknown> | null {
  const rows = drafts.flatMap(({ row: { chatId }, made: { job } }) =>
    job?.changed && job.row ? [[chatId, ...valuesOf(job.row)]] : [],
  );
  return saveRows(flight, rows);
}

function valuesOf(job: JobRow) {
  const { number, kind, askedBy, askedAt, payload, state, cursor, done, total, counts } = job;
  return [number, kind, askedBy, askedAt, payload, state, cursor, done, total, counts];
}
