import type { Poll } from '../../experience/recognition.ts';
import type { Climate, SpanKind, Wake } from '../../experience/span.ts';
import type { ChatEvent } from '../../model/event.ts';
import { type ChatId, type UserId, userId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import type { Flight } from '../../storage/database.ts';
import type { SpanRow } from '../draft/spans.ts';
import type { DueChat } from '../due.ts';
import type { Loaded } from '../load.ts';
import { Tuples } from '../needs/tuples.ts';
import type { Needs } from '../needs.ts';
import { MEMBER, type MemberAnswer, membersOf, PERSON, rememberMembers } from './columns.ts';

// Read only where a chat's policy looks at stretches of time, or something in it is due.

const COLUMNS = `s.chat_id as "chatId", s.user_id as "userId", s.kind, s.first_at as "firstAt", s.last_at as "lastAt",
  s.closes_at as "closesAt", s.messages as "sent", s.talk, s.characters, s.deleted, s.words, s.answered, s.heard, s.wake, s.poll, s.texts`;

const ROWS = `select ${COLUMNS} from unnest($1::bigint[], $2::bigint[]) n(c, u)
  cross join lateral (select * from spans where chat_id = n.c and user_id = n.u offset 0) s`;

/** `offset 0`: else the order of an index is not used (`columns.ts`). */
const OVER_OF_EACH = `cross join lateral (select * from spans where chat_id = n.c and closes_at <= n.until
    order by chat_id, closes_at, user_id limit $3::int offset 0) s`;

const OVER = `select ${COLUMNS} from unnest($1::bigint[], $2::bigint[]) n(c, until) ${OVER_OF_EACH}`;

/** With the rows of their members, so that these are looked for once. */
const OVER_MEMBERS = `select ${COLUMNS}, p.user_id is not null as seen, ${PERSON}, ${MEMBER}
  from unnest($1::bigint[], $2::bigint[]) n(c, until) ${OVER_OF_EACH}
  left join people p on p.user_id = s.user_id
  left join members m on m.chat_id = s.chat_id and m.user_id = s.user_id`;

const POLL_MEMBERS = membersOf(`select n.c, p.id::bigint as u from unnest($1::bigint[], $2::bigint[]) n(c, u)
  cross join lateral (select poll from spans where chat_id = n.c and user_id = n.u and poll <> 'null' offset 0) s
  cross join lateral jsonb_array_elements_text(s.poll::jsonb -> 'people') p(id)`);

const BEYOND = `select n.c as "chatId", (select min(closes_at) from spans where chat_id = n.c and closes_at > n.until) as at
  from unnest($1::bigint[], $2::bigint[]) n(c, until)`;

const CLIMATES = `select chat_id as "chatId", climate from climates where chat_id = any($1::bigint[])`;

interface Answer {
  chatId: ChatId;
  userId: number;
  kind: SpanKind;
  firstAt: Seconds;
  lastAt: Seconds;
  closesAt: Seconds | null;
  sent: number;
  talk: number;
  characters: number;
  deleted: number;
  words: string;
  answered: string;
  heard: string;
  wake: string;
  poll: string;
  texts: string;
}
type ClimateAnswer = { chatId: ChatId; climate: string };

/** What a batch needs of spans: of each chat those that are over until its last event, and those of these members. */
export interface SpanNeeds {
  readonly chats: readonly ChatId[];
  readonly until: readonly Seconds[];
  readonly wanted: readonly (readonly [ChatId, UserId])[];
}

export interface SpanAnswers {
  readonly rows: readonly Answer[];
  readonly members: readonly MemberAnswer[];
  readonly climates: readonly ClimateAnswer[];
}

/**
 * Chats whose policy looked at stretches of time when this process saw them last. A hint and no more: what it tells is
 * read in the first flight instead of one of its own.
 */
const gathering = new Set<ChatId>();
const MOST_REMEMBERED = 50_000;

/** Of the chats that are likely to gather; null: none of the batch is, and nothing is sent. */
export function likelySpanNeeds(events: readonly ChatEvent[]): SpanNeeds | null {
  return gathering.size === 0 ? null : spanNeeds(events, (chat) => gathering.has(chat));
}

function spanNeeds(events: readonly ChatEvent[], gathers: (chat: ChatId) => boolean): SpanNeeds | null {
  const until = new Map<ChatId, Seconds>();
  const wanted = new Tuples<[ChatId, UserId]>();
  for (const event of events) {
    if (event.is === 'migration' || event.is === 'press' || !gathers(event.chat.id)) continue;
    const { id } = event.chat;
    until.set(id, Math.max(until.get(id) ?? 0, event.at));
    if (event.is !== 'message' || event.author.is !== 'person') continue;
    wanted.add([id, event.author.person.id]);
    const { reply } = event;
    if (reply.to === 'message' && reply.author.is === 'person') wanted.add([id, reply.author.person.id]);
  }
  if (until.size === 0) return null;
  return { chats: [...until.keys()], until: [...until.values()], wanted: wanted.list };
}

/** Sends what is needed, and with it the rows of the members whose spans are over. */
export async function readSpans(
  flight: Flight,
  { chats, until, wanted }: SpanNeeds,
  piece: number | null = null,
): Promise<SpanAnswers> {
  const [over, rows, climates] = await Promise.all([
    flight.query<Answer & MemberAnswer>(OVER_MEMBERS, [chats, until, piece]),
    wanted.length === 0 ? [] : flight.query<Answer>(ROWS, [wanted.map(([c]) => c), wanted.map(([, u]) => u)]),
    flight.query<ClimateAnswer>(CLIMATES, [chats]),
  ]);
  return { rows: [...over, ...rows], members: over, climates };
}

/** Who was asked who has helped, and those whom they may name: read only where a button of such a question was pressed. */
export async function loadPolls(flight: Flight, loaded: Loaded, events: readonly ChatEvent[]): Promise<void> {
  const presses = events.flatMap((event) =>
    event.is === 'press' && event.request.ask === 'recognize' ? [[event.chat.id, event.person.id]] : [],
  );
  if (presses.length === 0) return;
  const params = [presses.map(([chat]) => Number(chat)), presses.map(([, id]) => Number(id))];
  const [rows, members] = await Promise.all([
    flight.query<Answer>(ROWS, params),
    flight.query<MemberAnswer>(POLL_MEMBERS, params),
  ]);
  rememberMembers(loaded.chats, loaded.people, members);
  assembleSpans({ rows, climates: [], members: [] }, loaded.chats, []);
}

/** For those chats of a batch of which it was not known beforehand. */
export async function loadSpans(
  flight: Flight,
  loaded: Loaded,
  { changing, spans }: Pick<Needs, 'changing' | 'spans'>,
  events: readonly ChatEvent[],
): Promise<void> {
  if (gathering.size > MOST_REMEMBERED) gathering.clear();
  const read = new Set(spans?.chats);
  const missing = new Set<ChatId>();
  for (const [id, facts] of loaded.chats) {
    const gathers = facts.rules.policy?.spans !== undefined;
    if (gathers) gathering.add(id);
    else if (gathering.size > 0) gathering.delete(id);
    // Settings that change in the batch may switch the policy on.
    if (!read.has(id) && (gathers || changing.has(id))) missing.add(id);
  }
  const needs = missing.size === 0 ? null : spanNeeds(events, (chat) => missing.has(chat));
  if (!needs) return;
  const answers = await readSpans(flight, needs);
  rememberMembers(loaded.chats, loaded.people, answers.members);
  assembleSpans(answers, loaded.chats, needs.chats);
}

/** The spans that are over in these chats; `piece`: so many of each are enough. Answers whose they are. */
export async function loadOver(
  flight: Flight,
  due: readonly DueChat[],
  piece: number | null,
): Promise<(readonly [ChatId, UserId])[]> {
  const unread = due.filter(({ facts }) => !facts.made.spans?.isRead);
  if (unread.length === 0) return [];
  const chats = new Map(unread.map(({ facts }) => [facts.row.chatId, facts]));
  const params = [[...chats.keys()], unread.map(({ until }) => until)];
  const [rows, beyond, climates] = await Promise.all([
    flight.query<Answer>(OVER, [...params, piece]),
    // Only a tick says when the chat is due again.
    piece === null ? [] : flight.query<{ chatId: ChatId; at: Seconds | null }>(BEYOND, params),
    flight.query<ClimateAnswer>(CLIMATES, [[...chats.keys()]]),
  ]);
  const counts = new Map<ChatId, number>();
  for (const { chatId } of rows) counts.set(chatId, (counts.get(chatId) ?? 0) + 1);
  const last = new Map(rows.map(({ chatId, closesAt }) => [chatId, closesAt]));
  for (const { chatId, at } of beyond) {
    const facts = chats.get(chatId);
    const isPiece = counts.get(chatId) === piece;
    if (facts && (isPiece || at !== null)) facts.spans.beyond = isPiece ? (last.get(chatId) ?? at) : at;
  }
  assembleSpans({ rows, climates, members: [] }, chats, chats.keys());
  return rows.map((row) => [row.chatId, userId(row.userId)]);
}

/** Into the drafts of these chats. */
export function assembleSpans(
  { rows, climates }: SpanAnswers,
  chats: ReadonlyMap<ChatId, DueChat['facts']>,
  read: Iterable<ChatId>,
): void {
  for (const id of read) {
    const facts = chats.get(id);
    if (facts) facts.spans.isRead = true;
  }
  for (const row of rows) chats.get(row.chatId)?.spans.remember(rowOf(row));
  for (const { chatId, climate } of climates) {
    const facts = chats.get(chatId);
    if (facts) facts.spans.climate = JSON.parse(climate) as Climate;
  }
}

function rowOf(row: Answer): SpanRow {
  const { kind, firstAt, lastAt, closesAt, sent: messages, talk, characters, deleted } = row;
  const span = closesAt !== null && {
    ...{ firstAt, lastAt, closesAt, messages, talk, characters, deleted },
    words: JSON.parse(row.words) as number[],
    answered: JSON.parse(row.answered) as UserId[],
    heard: JSON.parse(row.heard) as UserId[],
  };
  const wake = JSON.parse(row.wake) as Wake | null;
  const poll = JSON.parse(row.poll) as Poll | null;
  return {
    userId: userId(row.userId),
    kind,
    span: span || null,
    wake,
    poll,
    texts: JSON.parse(row.texts) as number[],
  };
}
