import { type ChatId, userId } from '../../model/ids.ts';
import type { People } from '../draft/people.ts';
import type { MemberRow, PairRow, PersonRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';

// What is read of the common tables, by whichever statement: the columns, and how they become rows.

export const PERSON = `p.first_name as "firstName", p.last_name as "lastName", p.username, p.is_bot as "isBot",
  p.language, p.speaks, p.dm_open as "dmOpen", p.awaited, p.hides, p.seen_at as "seenAt"`;

export const MEMBER = `m.user_id is not null as known, m.reputation, m.reputation_from_admins as "reputationFromAdmins",
  m.experience, m.present, m.messages, m.first_seen_at as "firstSeenAt", m.last_seen_at as "lastSeenAt",
  m.album, m.album_spoke as "albumSpoke",
  m.thanks_given as "thanksGiven", m.thanks_got as "thanksGot", m.thanks_given_at as "thanksGivenAt",
  m.thanks_got_at as "thanksGotAt", m.minus_given_at as "minusGivenAt", m.minus_got_at as "minusGotAt",
  m.told_at as "toldAt", m.earned_at as "earnedAt", m.last_text as "lastText", m.title, m.unannounced, m.holdings,
  m.hidden, m.gathered, m.span_closes_at as "spanClosesAt", m.gathers, m.today`;

/** People whom a query names: chat `c`, person `u`. */
export function membersOf(query: string): string {
  return `select n.c as "chatId", n.u as "userId", p.user_id is not null as seen,
  ${PERSON}, ${MEMBER}
  from (${query}) n
  left join people p on p.user_id = n.u
  left join members m on m.chat_id = n.c and m.user_id = n.u`;
}

export const PAIR = `p.chat_id as "chatId", p.giver_id as giver, p.receiver_id as receiver, p.thanks_at as "thanksAt",
  p.minus_at as "minusAt"`;

export type MemberAnswer = PersonRow & MemberRow & { chatId: ChatId; seen: boolean; known: boolean };
export type PairAnswer = PairRow & { chatId: ChatId };

/** Needs as parameters: a list for each of their places. */
export function columns(
  rows: readonly (readonly (string | number)[])[],
  width: number,
): (string | number)[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] as string | number));
}

function personOf(row: MemberAnswer): PersonRow {
  const {
    userId: id,
    firstName,
    lastName,
    username,
    isBot,
    language,
    speaks,
    dmOpen,
    awaited,
    hides,
    seenAt,
  } = row;
  return {
    userId: userId(id),
    firstName,
    lastName,
    username,
    isBot,
    language,
    speaks,
    dmOpen,
    awaited,
    hides,
    seenAt,
  };
}

function memberOf(row: MemberAnswer): MemberRow {
  return {
    userId: userId(row.userId),
    reputation: row.reputation,
    reputationFromAdmins: row.reputationFromAdmins,
    experience: row.experience,
    present: row.present,
    messages: row.messages,
    firstSeenAt: row.firstSeenAt,
    lastSeenAt: row.lastSeenAt,
    album: row.album,
    albumSpoke: row.albumSpoke,
    thanksGiven: row.thanksGiven,
    thanksGot: row.thanksGot,
    thanksGivenAt: row.thanksGivenAt,
    thanksGotAt: row.thanksGotAt,
    minusGivenAt: row.minusGivenAt,
    minusGotAt: row.minusGotAt,
    toldAt: row.toldAt,
    earnedAt: row.earnedAt,
    lastText: row.lastText ?? 0,
    title: row.title,
    unannounced: row.unannounced ?? false,
    holdings: row.holdings,
    hidden: row.hidden ?? false,
    gathered: row.gathered,
    spanClosesAt: row.spanClosesAt,
    gathers: row.gathers ?? false,
    today: row.today,
  };
}

/** Into the drafts of their chats, people first. */
export function rememberMembers(
  chats: ReadonlyMap<ChatId, ChatDraft>,
  people: People,
  rows: readonly MemberAnswer[],
): void {
  for (const row of rows) {
    const id = userId(row.userId);
    if (row.seen) people.remember(personOf(row));
    const draft = chats.get(row.chatId);
    draft?.asked.add(id);
    if (row.known) draft?.remember(memberOf(row));
  }
}
