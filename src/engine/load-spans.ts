import type { Climate, SpanKind, Wake } from '../experience/span.ts';
import type { ChatEvent } from '../model/event.ts';
import { type ChatId, type UserId, userId } from '../model/ids.ts';
import type { Seconds } from '../model/time.ts';
import type { Flight } from '../storage/database.ts';
import type { SpanRow } from './draft-spans.ts';
import type { DueChat } from './due.ts';
import type { Loaded } from './load.ts';
import type { Needs } from './needs.ts';
import { Tuples } from './tuples.ts';

// Read only where a chat's policy looks at stretches of time, or something in it is due.

const COLUMNS = `s.chat_id as "chatId", s.user_id as "userId", s.kind, s.first_at as "firstAt", s.last_at as "lastAt",
  s.closes_at as "closesAt", s.messages, s.talk, s.characters, s.deleted, s.words, s.answered, s.heard, s.wake, s.texts`;

const ROWS = `select ${COLUMNS} from unnest($1::bigint[], $2::bigint[]) n(c, u)
  cross join lateral (select * from spans where chat_id = n.c and user_id = n.u offset 0) s`;

const CLOSING = `select ${COLUMNS} from unnest($1::bigint[], $2::bigint[]) n(c, until)
  cross join lateral (select * from spans where chat_id = n.c and closes_at <= n.until
    order by chat_id, closes_at, user_id limit $3::int offset 0) s`;

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
  messages: number;
  talk: number;
  characters: number;
  deleted: number;
  words: string;
  answered: string;
  heard: string;
  wake: string;
  texts: string;
}
type ClimateAnswer = { chatId: ChatId; climate: string };

/** The spans of those who write in a batch, and of those whom they answer. */
export async function loadSpans(
  flight: Flight,
  { chats }: Loaded,
  { changing }: Pick<Needs, 'changing'>,
  events: readonly ChatEvent[],
): Promise<void> {
  const wanted = new Tuples<[ChatId, UserId]>();
  const gathering = new Set<ChatId>();
  for (const event of events) {
    if (event.is !== 'message' || event.author.is !== 'person') continue;
    const { id } = event.chat;
    const facts = chats.get(id);
    // Settings that change in the batch may switch the policy on.
    if (!facts || !(facts.rules.policy?.spans || changing.has(id))) continue;
    gathering.add(id);
    wanted.add([id, event.author.person.id]);
    const { reply } = event;
    if (reply.to === 'message' && reply.author.is === 'person') wanted.add([id, reply.author.person.id]);
  }
  if (gathering.size === 0) return;
  const [rows, climates] = await Promise.all([
    flight.query<Answer>(ROWS, [wanted.list.map(([chat]) => chat), wanted.list.map(([, id]) => id)]),
    flight.query<ClimateAnswer>(CLIMATES, [[...gathering]]),
  ]);
  remember(chats, rows, climates);
}

/** The spans that are over in these chats; `piece`: so many of each are enough. Answers whose they are. */
export async function loadClosing(
  flight: Flight,
  due: readonly DueChat[],
  piece: number | null,
): Promise<(readonly [ChatId, UserId])[]> {
  const params = [due.map(({ facts }) => facts.row.chatId), due.map(({ until }) => until)];
  const [rows, beyond, climates] = await Promise.all([
    flight.query<Answer>(CLOSING, [...params, piece]),
    // Only a tick says when the chat is due again.
    piece === null ? [] : flight.query<{ chatId: ChatId; at: Seconds | null }>(BEYOND, params),
    flight.query<ClimateAnswer>(CLIMATES, [params[0] ?? []]),
  ]);
  const chats = new Map(due.map(({ facts }) => [facts.row.chatId, facts]));
  const counts = new Map<ChatId, number>();
  for (const { chatId } of rows) counts.set(chatId, (counts.get(chatId) ?? 0) + 1);
  const last = new Map(rows.map(({ chatId, closesAt }) => [chatId, closesAt]));
  for (const { chatId, at } of beyond) {
    const facts = chats.get(chatId);
    const isPiece = counts.get(chatId) === piece;
    if (facts && (isPiece || at !== null)) facts.spans.beyond = isPiece ? (last.get(chatId) ?? at) : at;
  }
  remember(chats, rows, climates);
  return rows.map((row) => [row.chatId, userId(row.userId)]);
}

function remember(
  chats: ReadonlyMap<ChatId, DueChat['facts']>,
  rows: readonly Answer[],
  climates: readonly ClimateAnswer[],
): void {
  for (const row of rows) chats.get(row.chatId)?.spans.remember(rowOf(row));
  for (const { chatId, climate } of climates) {
    const facts = chats.get(chatId);
    if (facts) facts.spans.climate = JSON.parse(climate) as Climate;
  }
}

function rowOf(row: Answer): SpanRow {
  const { kind, firstAt, lastAt, closesAt, messages, talk, characters, deleted } = row;
  const span = closesAt !== null && {
    ...{ firstAt, lastAt, closesAt, messages, talk, characters, deleted },
    words: JSON.parse(row.words) as number[],
    answered: JSON.parse(row.answered) as UserId[],
    heard: JSON.parse(row.heard) as UserId[],
  };
  const wake = JSON.parse(row.wake) as Wake | null;
  return {
    userId: userId(row.userId),
    kind,
    span: span || null,
    wake,
    texts: JSON.parse(row.texts) as number[],
  };
}
