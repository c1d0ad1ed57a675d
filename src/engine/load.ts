import type { Entry } from '../model/entry.ts';
import { type ChatId, chatId, type UserId, userId } from '../model/ids.ts';
import type { Flight, Param } from '../storage/database.ts';
import { ChatDraft, reactionKey } from './draft.ts';
import { loadAir } from './load-air.ts';
import {
  assembleLedger,
  type LedgerAnswers,
  LINE_PEOPLE,
  LINES,
  type LineAnswer,
  meantParams,
  QUESTION_PEOPLE,
  QUESTIONS,
  type QuestionAnswer,
} from './load-ledger.ts';
import { assembleStandings, type StandingAnswer as RatingAnswer, STANDINGS } from './load-standings.ts';
import { loadBooks } from './load-triggers.ts';
import { type Awaited, type Needs, withAwaited } from './needs.ts';
import { People } from './people.ts';
import { waitingOf } from './reactions.ts';
import type { ChatRow, DayRow, MemberRow, PairRow, PersonRow, ReactionRow } from './rows.ts';
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
  last_thanks_at as "lastThanksAt", last_minus_at as "lastMinusAt", texts_at as "textsAt", last_event_at as "lastEventAt",
  reactions_wait_until as "reactionsWaitUntil"
  from chats where chat_id = any($1::bigint[]) order by chat_id for no key update`;

const PERSON = `p.first_name as "firstName", p.last_name as "lastName", p.username, p.is_bot as "isBot",
  p.language, p.dm_open as "dmOpen", p.seen_at as "seenAt"`;

const MEMBER = `m.user_id is not null as known, m.reputation, m.reputation_from_admins as "reputationFromAdmins",
  m.experience, m.present, m.messages, m.first_seen_at as "firstSeenAt", m.last_seen_at as "lastSeenAt",
  m.album, m.album_spoke as "albumSpoke",
  m.thanks_given as "thanksGiven", m.thanks_got as "thanksGot", m.thanks_given_at as "thanksGivenAt",
  m.thanks_got_at as "thanksGotAt", m.minus_given_at as "minusGivenAt", m.minus_got_at as "minusGotAt",
  m.told_at as "toldAt"`;

const MEMBERS = `select n.c as "chatId", n.u as "userId", p.user_id is not null as seen, ${PERSON}, ${MEMBER}
  from unnest($1::bigint[], $2::bigint[]) n(c, u)
  left join people p on p.user_id = n.u
  left join members m on m.chat_id = n.c and m.user_id = n.u`;

/** The same for people whom a query names: chat `c`, person `u`. */
const membersOf = (query: string) => `select n.c as "chatId", n.u as "userId", p.user_id is not null as seen,
  ${PERSON}, ${MEMBER}
  from (${query}) n
  left join people p on p.user_id = n.u
  left join members m on m.chat_id = n.c and m.user_id = n.u`;
const LINE_MEMBERS = membersOf(LINE_PEOPLE);
const QUESTION_MEMBERS = membersOf(QUESTION_PEOPLE);

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
const daysOf = (user: string, first = 3) => `cross join lateral (
  select * from day_sums where chat_id = n.c and user_id = ${user}
    and day between $${first}::int and $${first + 1}::int offset 0) d`;

const DAYS = `select ${DAY} from unnest($1::bigint[], $2::bigint[]) n(c, u) ${daysOf('n.u')}`;

const NAMED_DAYS = `select ${DAY} from unnest($1::bigint[], $2::text[]) n(c, name)
  join usernames h on h.name = n.name ${daysOf('h.user_id')}`;

/** Reactions of the batch: chat, message, person, and the epoch in which the message got its number. */
const REACTED = `unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[]) n(c, m, u, back)
  cross join lateral (select epoch - n.back as epoch from chats where chat_id = n.c offset 0) h`;

const AUTHORS = `select n.c as "chatId", h.epoch, n.m as "messageId", w.user_id as author from ${REACTED}
  cross join lateral (select user_id from messages
    where chat_id = n.c and epoch = h.epoch and message_id = n.m offset 0) w`;

const REACTION = `r.chat_id as "chatId", r.epoch, r.message_id as "messageId", r.user_id as "userId", r.at,
  r.entry, r.outcome, r.waiting`;

const STANDING = `cross join lateral (select * from reactions
  where chat_id = n.c and epoch = h.epoch and message_id = n.m and user_id = n.u offset 0) r`;

/** With the gift that may stand for the reaction, and what took it back otherwise. */
const REACTIONS = `select ${REACTION}, e.at as "giftAt", e.kind, e.giver_id as giver, e.receiver_id as receiver,
  e.giver_role as "giverRole", e.reputation, e.experience, b.id as "reversedBy"
  from ${REACTED} ${STANDING}
  left join lateral (select * from entries where chat_id = n.c and id = r.entry offset 0) e on true
  left join lateral (select id from entries where chat_id = n.c and reverses = r.entry limit 1) b on true`;

/** Whom a reaction may give to or take from: who wrote the message, and who got the gift that stands. */
const TOUCHED = `${REACTED} cross join lateral (
  select user_id as id from messages where chat_id = n.c and epoch = h.epoch and message_id = n.m
  union select (select receiver_id from entries where chat_id = r.chat_id and id = r.entry) from reactions r
    where chat_id = n.c and epoch = h.epoch and message_id = n.m and user_id = n.u and entry is not null offset 0) t`;

const TOUCHED_MEMBERS = `select n.c as "chatId", t.id as "userId", true as seen, ${PERSON}, ${MEMBER}
  from ${TOUCHED}
  cross join lateral (select * from people where user_id = t.id offset 0) p
  left join lateral (select * from members where chat_id = n.c and user_id = t.id offset 0) m on true`;

const TOUCHED_PAIRS = `select ${PAIR} from ${TOUCHED} cross join lateral (
  select * from pairs where chat_id = n.c and giver_id = n.u and receiver_id = t.id
  union all select * from pairs where chat_id = n.c and giver_id = t.id and receiver_id = n.u offset 0) p`;

const TOUCHED_DAYS = `select ${DAY} from ${TOUCHED} ${daysOf('t.id', 5)}`;

const WAITING = `select ${REACTION} from unnest($1::bigint[], $2::bigint[], $3::int[]) n(c, m, back)
  cross join lateral (select epoch - n.back as epoch from chats where chat_id = n.c offset 0) h
  cross join lateral (select * from reactions
    where chat_id = n.c and epoch = h.epoch and message_id = n.m and waiting is not null offset 0) r`;

type MemberAnswer = PersonRow & MemberRow & { chatId: ChatId; seen: boolean; known: boolean };
type HolderAnswer = { name: string; id: number; since: number };
type PairAnswer = PairRow & { chatId: ChatId };
type AuthorAnswer = { chatId: ChatId; epoch: number; messageId: number; author: number };
type ReactionAnswer = ReactionRow & { chatId: ChatId };
type StandingAnswer = ReactionAnswer &
  Pick<Entry, 'kind' | 'giver' | 'receiver' | 'giverRole' | 'reputation' | 'experience'> & {
    giftAt: number | null;
    reversedBy: number | null;
  };
type DayAnswer = DayRow['before'] & { chatId: ChatId; userId: UserId; day: number };

/**
 * Locks the chats of a batch in the order of their ids, then reads what their events need. The lock is a
 * statement of its own before all others: a statement's snapshot is older than the lock it waits for, so
 * reading in the same statement would see what another process has just replaced.
 * Everything travels in one flight, and in a further one when a chat was never seen before, its triggers are not known
 * here, or a reaction may wait for a message of the batch.
 */
export async function load(
  flight: Flight,
  needs: Needs,
  bot: { id: UserId; username: string },
): Promise<Loaded> {
  const first = await readAll(flight, needs);
  const found = new Set(first.chats.map((row) => row.chatId));
  const missing = needs.chats.filter((id) => !found.has(id) && !needs.onlyIfKnown.has(id));
  if (missing.length > 0) {
    await flight.query(`insert into chats (chat_id) select unnest($1::bigint[]) on conflict do nothing`, [
      missing,
    ]);
    const second = await readAll(flight, needs);
    return withAir(flight, needs, assemble(second, [], bot, await loadBooks(flight, second.chats)));
  }
  const books = await loadBooks(flight, first.chats);
  const waiting = await readWaiting(flight, needs, first.chats);
  const all =
    waiting.length === 0 ? first : await readAll(flight, withAwaited(needs, awaitedOf(needs, waiting)));
  return withAir(flight, needs, assemble(all, waiting, bot, books));
}

/** Asked only where a chat's row says that something waits: almost never. */
async function readWaiting(
  flight: Flight,
  needs: Needs,
  chats: readonly ChatRow[],
): Promise<ReactionAnswer[]> {
  const awaiting = new Set(chats.flatMap((row) => (row.reactionsWaitUntil === null ? [] : [row.chatId])));
  const arrivals = needs.arrivals.filter(({ chat }) => awaiting.has(chat));
  if (arrivals.length === 0) return [];
  return flight.query<ReactionAnswer>(WAITING, [
    arrivals.map(({ chat }) => chat),
    arrivals.map(({ messageId }) => messageId),
    arrivals.map(({ upgrades }) => upgrades),
  ]);
}

function awaitedOf(needs: Needs, waiting: readonly ReactionAnswer[]): Awaited[] {
  return waiting.flatMap((row) =>
    needs.arrivals
      .filter(({ chat, messageId }) => chat === row.chatId && messageId === row.messageId)
      .map((arrival) => ({
        arrival,
        userId: userId(row.userId),
        times: waitingOf(row).map(({ at }) => at),
      })),
  );
}

/** Reads on where somebody thanks into the air: whom they may mean, and those people's rows. */
async function withAir(flight: Flight, needs: Needs, loaded: Loaded): Promise<Loaded> {
  const more = await loadAir(flight, needs, loaded.chats);
  if (more) fill(loaded, await readAll(flight, more), []);
  return loaded;
}

interface Answers {
  chats: ChatRow[];
  members: MemberAnswer[];
  holders: HolderAnswer[];
  pairs: PairAnswer[];
  days: DayAnswer[];
  ledger: LedgerAnswers;
  authors: AuthorAnswer[];
  reactions: StandingAnswer[];
  standings: RatingAnswer[];
}

async function readAll(flight: Flight, needs: Needs): Promise<Answers> {
  const {
    members,
    names,
    usernames,
    pairs,
    namedPairs,
    days,
    firstDay,
    lastDay,
    questions,
    reactions,
    standings,
  } = needs;
  /** Nothing to ask for: nothing sent. */
  const ask = async <Row>(any: readonly unknown[], text: string, params: () => Param[]): Promise<Row[]> =>
    any.length > 0 ? flight.query<Row>(text, params()) : [];
  const undos = needs.undo.events > 0 ? [needs.undo] : [];
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
    ask<LineAnswer>(undos, LINES, () => meantParams(needs)),
    ask<MemberAnswer>(undos, LINE_MEMBERS, () => meantParams(needs)),
    ask<QuestionAnswer>(questions, QUESTIONS, () => columns(questions, 2)),
    ask<MemberAnswer>(questions, QUESTION_MEMBERS, () => columns(questions, 2)),
    ask<AuthorAnswer>(reactions, AUTHORS, () => columns(reactions, 4)),
    ask<StandingAnswer>(reactions, REACTIONS, () => columns(reactions, 4)),
    ask<MemberAnswer>(reactions, TOUCHED_MEMBERS, () => columns(reactions, 4)),
    ask<PairAnswer>(reactions, TOUCHED_PAIRS, () => columns(reactions, 4)),
    ask<DayAnswer>(reactions, TOUCHED_DAYS, () => [...columns(reactions, 4), firstDay, lastDay]),
    ask<RatingAnswer>(standings, STANDINGS, () => [
      standings.map(([chat]) => chat),
      standings.map(([, asked]) => asked),
      standings.map(([, , unsettled]) => Number(unsettled)),
    ]),
  ] as const;
  const [chats, known, named, holders, ownPairs, otherPairs, ownDays, otherDays, ...rest] =
    await Promise.all(sent);
  const [lines, inLines, asked, inQuestions, ...reacted] = rest;
  const [authors, standing, touched, touchedPairs, touchedDays, ratings] = reacted;
  return {
    chats,
    members: [...known, ...named, ...inLines, ...inQuestions, ...touched],
    ledger: { lines, questions: asked },
    holders,
    pairs: [...ownPairs, ...otherPairs, ...touchedPairs],
    days: [...ownDays, ...otherDays, ...touchedDays],
    authors,
    reactions: standing,
    standings: ratings,
  };
}

function columns(rows: readonly (readonly (string | number)[])[], width: number): (string | number)[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] as string | number));
}

function assemble(
  answers: Answers,
  waiting: readonly ReactionAnswer[],
  bot: { id: UserId; username: string },
  books: ReadonlyMap<ChatId, TriggerBook>,
): Loaded {
  const people = new People();
  const loaded: Loaded = { chats: new Map(), people, moved: new Map() };
  for (const row of answers.chats) {
    loaded.chats.set(chatId(row.chatId), new ChatDraft(row, people, bot, books.get(row.chatId)));
    if (row.migratedTo !== null) loaded.moved.set(chatId(row.chatId), chatId(row.migratedTo));
  }
  fill(loaded, answers, waiting);
  return loaded;
}

function fill({ chats, people }: Loaded, answers: Answers, waiting: readonly ReactionAnswer[]): void {
  for (const row of answers.members) {
    const id = userId(row.userId);
    if (row.seen) people.remember(personOf(row));
    const draft = chats.get(row.chatId);
    draft?.asked.add(id);
    if (row.known) draft?.remember(memberOf(row));
  }
  assembleStandings(answers.standings, chats);
  for (const { name, id, since } of answers.holders) people.rememberHolder(name, userId(id), since);
  for (const { chatId: chat, ...row } of answers.pairs) {
    chats.get(chat)?.pairs.set(`${row.giver} ${row.receiver}`, row);
  }
  const added = { thanksGiven: 0, thanksGot: 0, minusGiven: 0, minusGot: 0, messages: 0, reputation: 0 };
  for (const { chatId: chat, userId: user, day, ...before } of answers.days) {
    chats.get(chat)?.days.set(`${user} ${day}`, { userId: user, day, before, added: { ...added } });
  }
  assembleLedger(answers.ledger, chats);
  for (const { chatId: chat, epoch, messageId, author } of answers.authors) {
    chats.get(chat)?.authors.set(`${epoch} ${messageId}`, author);
  }
  for (const row of answers.reactions) rememberStanding(chats.get(row.chatId), row);
  for (const row of [...answers.reactions, ...waiting]) {
    const { messageId, epoch, at, entry, outcome } = row;
    const reaction = {
      messageId,
      epoch,
      userId: userId(row.userId),
      at,
      entry,
      outcome,
      waiting: row.waiting,
    };
    chats.get(row.chatId)?.reactions.set(reactionKey(epoch, messageId, reaction.userId), reaction);
  }
}

function rememberStanding(draft: ChatDraft | undefined, row: StandingAnswer): void {
  const { entry: id, giftAt: at, kind, giver, receiver, giverRole, reputation, experience } = row;
  if (!draft || id === null || at === null) return;
  const { messageId, epoch, reversedBy } = row;
  const line = { id, at, kind, giver, receiver, giverRole, reputation, experience, messageId, epoch };
  draft.lines.set(id, { ...line, reason: null, reverses: null, reversedBy });
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
    toldAt: row.toldAt,
  };
}
