import { type ChatId, chatId, type UserId, userId } from '../model/ids.ts';
import type { Flight, Param } from '../storage/database.ts';
import { ChatDraft } from './draft.ts';
import { loadAir } from './load-air.ts';
import { loadBooks } from './load-triggers.ts';
import type { Needs } from './needs.ts';
import { People } from './people.ts';
import type { ChatRow, DayRow, MemberRow, PairRow, PersonRow } from './rows.ts';
import type { TriggerBook } from './triggers.ts';

export interface Loaded {
  chats: Map<ChatId, ChatDraft>;
  people: People;
  /** Chats of the batch that went on under another id. */
  moved: Map<ChatId, ChatId>;
}

const LOCK = `select chat_id as "chatId", type, title, username, is_forum as "isForum", epoch,
  migrated_to as "migratedTo", settings_version as "settingsVersion", settings, triggers,
  triggers_fired as "triggersFired", admins, bot_status as "botStatus",
  bot_can_write as "botCanWrite", bot_can_delete as "botCanDelete", last_entry as "lastEntry",
  last_thanks_at as "lastThanksAt", last_minus_at as "lastMinusAt", last_event_at as "lastEventAt"
  from chats where chat_id = any($1::bigint[]) order by chat_id for no key update`;

const PERSON = `p.first_name as "firstName", p.last_name as "lastName", p.username, p.is_bot as "isBot",
  p.language, p.dm_open as "dmOpen", p.seen_at as "seenAt"`;

const MEMBER = `m.user_id is not null as known, m.reputation, m.reputation_from_admins as "reputationFromAdmins",
  m.experience, m.present, m.messages, m.first_seen_at as "firstSeenAt", m.last_seen_at as "lastSeenAt",
  m.album, m.album_spoke as "albumSpoke",
  m.thanks_given as "thanksGiven", m.thanks_got as "thanksGot", m.thanks_given_at as "thanksGivenAt",
  m.thanks_got_at as "thanksGotAt", m.minus_given_at as "minusGivenAt", m.minus_got_at as "minusGotAt"`;

const MEMBERS = `select n.c as "chatId", n.u as "userId", p.user_id is not null as seen, ${PERSON}, ${MEMBER}
  from unnest($1::bigint[], $2::bigint[]) n(c, u)
  left join people p on p.user_id = n.u
  left join members m on m.chat_id = n.c and m.user_id = n.u`;

const NAMES = `select n.c as "chatId", h.user_id as "userId", true as seen, ${PERSON}, ${MEMBER}
  from unnest($1::bigint[], $2::text[]) n(c, name)
  join usernames h on h.name = n.name
  join people p on p.user_id = h.user_id
  left join members m on m.chat_id = n.c and m.user_id = h.user_id`;

const HOLDERS = `select h.name, h.user_id as id, h.seen_at as since
  from unnest($1::text[]) n(name) join usernames h on h.name = n.name`;

const PAIR = `p.chat_id as "chatId", p.giver_id as giver, p.receiver_id as receiver, p.thanks_at as "thanksAt",
  p.minus_at as "minusAt"`;

const PAIRS = `select ${PAIR} from unnest($1::bigint[], $2::bigint[], $3::bigint[]) n(c, g, r)
  join pairs p on p.chat_id = n.c and p.giver_id = n.g and p.receiver_id = n.r`;

const NAMED_PAIRS = `select ${PAIR} from unnest($1::bigint[], $2::bigint[], $3::text[]) n(c, g, name)
  join usernames h on h.name = n.name
  join pairs p on p.chat_id = n.c and ((p.giver_id = n.g and p.receiver_id = h.user_id)
    or (p.giver_id = h.user_id and p.receiver_id = n.g))`;

const DAY = `d.chat_id as "chatId", d.user_id as "userId", d.day, d.thanks_given as "thanksGiven",
  d.thanks_got as "thanksGot", d.minus_given as "minusGiven", d.minus_got as "minusGot"`;

/**
 * `offset 0` keeps the planner from turning the look-up around: joined plainly, a table without statistics is
 * read from its other end (10 ms a batch instead of 0.1).
 */
const daysOf = (user: string) => `cross join lateral (
  select * from day_sums where chat_id = n.c and user_id = ${user} and day between $3::int and $4::int offset 0) d`;

const DAYS = `select ${DAY} from unnest($1::bigint[], $2::bigint[]) n(c, u) ${daysOf('n.u')}`;

const NAMED_DAYS = `select ${DAY} from unnest($1::bigint[], $2::text[]) n(c, name)
  join usernames h on h.name = n.name ${daysOf('h.user_id')}`;

type MemberAnswer = PersonRow & MemberRow & { chatId: ChatId; seen: boolean; known: boolean };
type HolderAnswer = { name: string; id: number; since: number };
type PairAnswer = PairRow & { chatId: ChatId };
type DayAnswer = DayRow['before'] & { chatId: ChatId; userId: UserId; day: number };

/**
 * Locks the chats of a batch in the order of their ids, then reads what their events need. The lock is a
 * statement of its own before all others: a statement's snapshot is older than the lock it waits for, so
 * reading in the same statement would see what another process has just replaced.
 * Everything travels in one flight, and in a second one when a chat was never seen before or its triggers are not
 * known here.
 */
export async function load(
  flight: Flight,
  needs: Needs,
  bot: { id: UserId; username: string },
): Promise<Loaded> {
  const first = await readAll(flight, needs);
  const found = new Set(first.chats.map((row) => row.chatId));
  const missing = needs.chats.filter((id) => !found.has(id) && !needs.guests.has(id));
  if (missing.length === 0) {
    return withAir(flight, needs, assemble(first, bot, await loadBooks(flight, first.chats)));
  }
  await flight.query(`insert into chats (chat_id) select unnest($1::bigint[]) on conflict do nothing`, [
    missing,
  ]);
  const second = await readAll(flight, needs);
  return withAir(flight, needs, assemble(second, bot, await loadBooks(flight, second.chats)));
}

/** Reads on where somebody thanks into the air: whom they may mean, and those people's rows. */
async function withAir(flight: Flight, needs: Needs, loaded: Loaded): Promise<Loaded> {
  const more = await loadAir(flight, needs, loaded.chats);
  if (more) fill(loaded, await readAll(flight, more));
  return loaded;
}

interface Answers {
  chats: ChatRow[];
  members: MemberAnswer[];
  holders: HolderAnswer[];
  pairs: PairAnswer[];
  days: DayAnswer[];
}

async function readAll(flight: Flight, needs: Needs): Promise<Answers> {
  const { members, names, usernames, pairs, namedPairs, days, firstDay, lastDay } = needs;
  /** Nothing to ask for: nothing sent. */
  const ask = async <Row>(any: readonly unknown[], text: string, params: () => Param[]): Promise<Row[]> =>
    any.length > 0 ? flight.query<Row>(text, params()) : [];
  const sent = [
    ask<ChatRow>(needs.chats, LOCK, () => [needs.chats]),
    ask<MemberAnswer>(members, MEMBERS, () => columns(members, 2)),
    ask<MemberAnswer>(names, NAMES, () => columns(names, 2)),
    ask<HolderAnswer>(usernames, HOLDERS, () => [usernames]),
    ask<PairAnswer>(pairs, PAIRS, () => columns(pairs, 3)),
    ask<PairAnswer>(namedPairs, NAMED_PAIRS, () => columns(namedPairs, 3)),
    ask<DayAnswer>(days, DAYS, () => [...columns(days, 2), firstDay, lastDay]),
    ask<DayAnswer>(namedPairs, NAMED_DAYS, () => [
      namedPairs.map(([chat]) => chat),
      namedPairs.map(([, , name]) => name),
      firstDay,
      lastDay,
    ]),
  ] as const;
  const [chats, known, named, holders, ownPairs, otherPairs, ownDays, otherDays] = await Promise.all(sent);
  return {
    chats,
    members: [...known, ...named],
    holders,
    pairs: [...ownPairs, ...otherPairs],
    days: [...ownDays, ...otherDays],
  };
}

function columns(rows: readonly (readonly (string | number)[])[], width: number): (string | number)[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] as string | number));
}

function assemble(
  answers: Answers,
  bot: { id: UserId; username: string },
  books: ReadonlyMap<ChatId, TriggerBook>,
): Loaded {
  const people = new People();
  const loaded: Loaded = { chats: new Map(), people, moved: new Map() };
  for (const row of answers.chats) {
    loaded.chats.set(chatId(row.chatId), new ChatDraft(row, people, bot, books.get(row.chatId)));
    if (row.migratedTo !== null) loaded.moved.set(chatId(row.chatId), chatId(row.migratedTo));
  }
  fill(loaded, answers);
  return loaded;
}

function fill({ chats, people }: Loaded, answers: Answers): void {
  for (const row of answers.members) {
    const id = userId(row.userId);
    if (row.seen) people.remember(personOf(row));
    const draft = chats.get(row.chatId);
    draft?.asked.add(id);
    if (row.known) draft?.members.set(id, memberOf(row));
  }
  for (const { name, id, since } of answers.holders) people.rememberHolder(name, userId(id), since);
  for (const { chatId: chat, ...row } of answers.pairs) {
    chats.get(chat)?.pairs.set(`${row.giver} ${row.receiver}`, row);
  }
  const added = { thanksGiven: 0, thanksGot: 0, minusGiven: 0, minusGot: 0, messages: 0, reputation: 0 };
  for (const { chatId: chat, userId: user, day, ...before } of answers.days) {
    chats.get(chat)?.days.set(`${user} ${day}`, { userId: user, day, before, added: { ...added } });
  }
}

function personOf(row: MemberAnswer): PersonRow {
  const { userId: id, firstName, lastName, username, isBot, language, dmOpen, seenAt } = row;
  return { userId: userId(id), firstName, lastName, username, isBot, language, dmOpen, seenAt };
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
  };
}
