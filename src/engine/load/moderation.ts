import type { Entry } from '../../model/entry.ts';
import { type ChatId, type UserId, userId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import type { Flight } from '../../storage/database.ts';
import { messageKey } from '../draft/moderation.ts';
import type { ChatDraft } from '../draft.ts';
import type { ModerationNeeds } from '../needs/moderation.ts';
import { columns } from './columns.ts';

// What sanctions and removals must know beforehand: asked for only where a batch holds one, in the same flight.

/** With the ban's entry, which may have to be taken back. */
const PASTS = `select p.chat_id as "chatId", p.user_id as "user", p.joined_at as "joinedAt",
    p.banned_at as "bannedAt", p.banned_by as "bannedBy", p.ban_entry as "banEntry",
    e.at, e.kind, e.giver_id as giver, e.giver_role as "giverRole", e.reputation, e.experience, e.epoch,
    e.message_id as "messageId", e.reason, b.id as "reversedBy"
  from unnest($1::bigint[], $2::bigint[]) n(c, u)
  join member_pasts p on p.chat_id = n.c and p.user_id = n.u
  left join lateral (select * from entries where chat_id = n.c and id = p.ban_entry offset 0) e on true
  left join lateral (select id from entries where chat_id = n.c and reverses = p.ban_entry limit 1) b on true`;

/** Of a message that is not known, or that nobody has voted on, the parts are null. */
const ASKED = `select n.c as "chatId", h.epoch, n.m as "messageId", m.at, m.length, m.deleted_at as "deletedAt",
    v.started_at as "startedAt", v.voters
  from unnest($1::bigint[], $2::bigint[], $3::int[]) n(c, m, back)
  cross join lateral (select epoch - n.back as epoch from chats where chat_id = n.c offset 0) h
  left join messages m on m.chat_id = n.c and m.epoch = h.epoch and m.message_id = n.m
  left join votes v on v.chat_id = n.c and v.epoch = h.epoch and v.message_id = n.m`;

type PastAnswer = Pick<Entry, 'kind' | 'giver' | 'giverRole' | 'reputation' | 'experience'> & {
  chatId: ChatId;
  user: number;
  joinedAt: Seconds | null;
  bannedAt: Seconds | null;
  bannedBy: UserId | null;
  banEntry: number | null;
  at: Seconds | null;
  epoch: number;
  messageId: number | null;
  reason: string | null;
  reversedBy: number | null;
};

interface AskedAnswer {
  chatId: ChatId;
  epoch: number;
  messageId: number;
  at: Seconds | null;
  length: number | null;
  deletedAt: Seconds | null;
  startedAt: Seconds | null;
  voters: string | null;
}

export interface ModerationAnswers {
  pasts: PastAnswer[];
  asked: AskedAnswer[];
}

/** Most batches have neither, and share this. */
const NONE: Promise<ModerationAnswers> = Promise.resolve({ pasts: [], asked: [] });

export function loadModeration(flight: Flight, needs: ModerationNeeds): Promise<ModerationAnswers> {
  const { pasts, removals } = needs;
  if (pasts.length === 0 && removals.length === 0) return NONE;
  return Promise.all([
    pasts.length > 0 ? flight.query<PastAnswer>(PASTS, columns(pasts, 2)) : [],
    removals.length > 0 ? flight.query<AskedAnswer>(ASKED, columns(removals, 3)) : [],
  ]).then(([found, asked]) => ({ pasts: found, asked }));
}

export function assembleModeration(
  { pasts, asked }: ModerationAnswers,
  chats: ReadonlyMap<ChatId, ChatDraft>,
): void {
  for (const row of pasts) rememberPast(chats.get(row.chatId), row);
  for (const { chatId, epoch, messageId, at, length, deletedAt, startedAt, voters } of asked) {
    const draft = chats.get(chatId)?.moderation;
    const key = messageKey(epoch, messageId);
    if (at !== null) draft?.asked.set(key, { at, length: length ?? 0, deletedAt });
    if (startedAt === null || voters === null) continue;
    draft?.votes.remember(key, { epoch, messageId, startedAt, voters: JSON.parse(voters) as UserId[] });
  }
}

function rememberPast(draft: ChatDraft | undefined, row: PastAnswer): void {
  const { joinedAt, bannedAt, bannedBy, banEntry, at } = row;
  const user = userId(row.user);
  draft?.moderation.pasts.remember(user, { user, joinedAt, bannedAt, bannedBy, banEntry });
  if (banEntry === null || at === null) return;
  const { kind, giver, giverRole, reputation, experience, epoch, messageId, reason, reversedBy } = row;
  draft?.ledger.remember({
    ...{ id: banEntry, at, kind, giver, receiver: user, giverRole, reputation, experience },
    ...{ epoch, messageId, reason, reverses: null, reversedBy },
  });
}
