import { endOfKept, hasBegun, isSetRight, periodOf } from '../../experience/climate.ts';
import type { ChatEvent } from '../../model/event.ts';
import { type ChatId, userId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import type { Flight } from '../../storage/database.ts';
import type { ChatDraft } from '../draft.ts';
import type { DueChat } from '../due.ts';
import { concernsAll, isAside } from '../experience/at-stake.ts';
import type { Loaded } from '../load.ts';
import { MEMBER, type MemberAnswer, PERSON, rememberMembers } from './columns.ts';

// What is read of spans beside the rows of a batch's own members, in which theirs stand: who gathers in a chat, where a
// period is over, and whose span is over, where somebody looks. A plain message needs neither.

/** `offset 0`: else the order of an index is not used (`columns.ts`). */
const GATHERING = `select n.c as "chatId", m.user_id as "userId", m.gathered from unnest($1::bigint[]) n(c)
  cross join lateral (select user_id, gathered from members where chat_id = n.c and gathers offset 0) m`;

const OVER = `select n.c as "chatId", m.user_id as "userId", p.user_id is not null as seen, ${PERSON}, ${MEMBER}
  from (select o.c, greatest(o.until, t.last_event_at) as until from unnest($1::bigint[], $2::bigint[]) o(c, until)
    left join chats t on t.chat_id = o.c and o.c = any($4::bigint[]) offset 0) n
  cross join lateral (select * from members where chat_id = n.c and gathers and span_closes_at <= n.until
    order by user_id limit $3::int offset 0) m
  left join people p on p.user_id = m.user_id`;

const BEYOND = `select n.c as "chatId", (select min(span_closes_at) from members
    where chat_id = n.c and gathers and span_closes_at > n.until) as at
  from unnest($1::bigint[], $2::bigint[]) n(c, until)`;

/** Later than anything. */
const EVER: Seconds = Number.MAX_SAFE_INTEGER;

type GatheringAnswer = { chatId: ChatId; userId: number; gathered: string };

/** What a batch needs of spans beside the rows of its members. */
export interface SpanNeeds {
  /** Chats in which periods are over, and the one that has begun. */
  readonly periods: readonly (readonly [chat: ChatId, period: number])[];
  /** Chats in which whoever's span is over until then is settled. */
  readonly over: readonly (readonly [chat: ChatId, until: Seconds])[];
  /**
   * Of those, the chats where a button is pressed. A press is dated by our clock: what is over by then is told by what the
   * chat has seen, which is what its row says, or something of the batch.
   */
  readonly pressed: ReadonlySet<ChatId>;
}

export interface SpanAnswers {
  readonly gathering: readonly GatheringAnswer[];
  readonly over: readonly MemberAnswer[];
}

/** Up to which period a chat has learnt; null: it learns nothing. */
type Learnt = number | null;

/**
 * Chats whose policy looked at stretches of time when this process saw them last. A hint and no more: what it tells is
 * read in the first flight instead of one of its own.
 */
const hints = new Map<ChatId, Learnt>();
const MOST_REMEMBERED = 50_000;

/** By what is known of the chats beforehand; null: nothing is needed, as for most batches. */
export function likelySpanNeeds(events: readonly ChatEvent[]): SpanNeeds | null {
  return hints.size === 0 ? null : spanNeeds(events, hints);
}

function spanNeeds(events: readonly ChatEvent[], learntBy: ReadonlyMap<ChatId, Learnt>): SpanNeeds | null {
  const periods = new Map<ChatId, number>();
  /** Up to which period the fold will have learnt. */
  const reached = new Map<ChatId, number>();
  const over = new Map<ChatId, Seconds>();
  const pressed = new Set<ChatId>();
  // Whatever its chat: words in private are about a group, too.
  let seen = 0;
  const until = (chat: ChatId, at: Seconds) => over.set(chat, Math.max(over.get(chat) ?? 0, at));
  for (const event of events) {
    if (event.is === 'migration') continue;
    const { id } = event.chat;
    if (event.is !== 'press') seen = Math.max(seen, event.at);
    const learnt = learntBy.get(id);
    if (learnt === undefined) continue;
    if (concernsAll(event)) {
      if (event.is === 'press') pressed.add(id);
      else until(id, event.at);
    }
    if (learnt === null || learnt === EVER || isAside(event)) continue;
    const period = periodOf(event.at);
    const known = reached.get(id) ?? learnt;
    if (period > known) periods.set(id, Math.max(period, periods.get(id) ?? period));
    if (period > known || isSetRight(known, period)) reached.set(id, period);
  }
  for (const id of pressed) until(id, seen);
  for (const [id, period] of periods) until(id, endOfKept(period));
  return over.size === 0 ? null : { periods: [...periods], over: [...over], pressed };
}

/** For those chats of a batch of which it was not known beforehand. */
export async function loadSpans(flight: Flight, loaded: Loaded, events: readonly ChatEvent[]): Promise<void> {
  if (hints.size > MOST_REMEMBERED) hints.clear();
  const learnt = new Map<ChatId, Learnt>();
  for (const [id, facts] of loaded.chats) {
    const known = learntIn(facts);
    if (known !== undefined) learnt.set(id, known);
    else if (hints.size > 0) hints.delete(id);
  }
  if (learnt.size === 0) return;
  for (const [id, known] of learnt) hints.set(id, known);
  const wanted = spanNeeds(events, learnt);
  if (!wanted) return;
  for (const [id, period] of wanted.periods) hints.set(id, period);
  await readMore(flight, loaded, {
    periods: wanted.periods.filter(([id]) => !loaded.chats.get(id)?.spans.everybody),
    over: wanted.over.filter(([id, until]) => {
      const facts = loaded.chats.get(id);
      return facts && (facts.spans.overUntil ?? -1) < untilOf(facts, until, wanted.pressed);
    }),
    pressed: wanted.pressed,
  });
}

/** Undefined: the chat's policy does not look at stretches of time. Where nothing was learnt yet nobody has gathered. */
function learntIn(facts: ChatDraft): Learnt | undefined {
  const policy = facts.rules.policy?.spans;
  if (!policy) return undefined;
  if (!policy.learns) return null;
  const { climate } = facts.spans;
  return climate && hasBegun(climate) ? climate.period : EVER;
}

/** Until when all that is over is read in a chat whose row is known. */
const untilOf = ({ row }: ChatDraft, until: Seconds, pressed: SpanNeeds['pressed']): Seconds =>
  pressed.has(row.chatId) ? Math.max(until, row.lastEventAt) : until;

/** `piece`: so many members of each chat are enough. */
export async function readSpans(
  flight: Flight,
  { periods, over, pressed }: SpanNeeds,
  piece: number | null = null,
): Promise<SpanAnswers> {
  const [gathering, rows] = await Promise.all([
    periods.length === 0 ? [] : flight.query<GatheringAnswer>(GATHERING, [periods.map(([chat]) => chat)]),
    over.length === 0
      ? []
      : flight.query<MemberAnswer>(OVER, [
          ...[over.map(([chat]) => chat), over.map(([, until]) => until), piece],
          [...pressed],
        ]),
  ]);
  return { gathering, over: rows };
}

/** Into the drafts of their chats. The rows of the members whose spans are over come with all others. */
export function assembleSpans(
  { gathering }: SpanAnswers,
  { periods, over, pressed }: SpanNeeds,
  chats: ReadonlyMap<ChatId, ChatDraft>,
): void {
  for (const [chat, until] of over) {
    const facts = chats.get(chat);
    if (facts) facts.spans.overUntil = untilOf(facts, until, pressed);
  }
  for (const [chat] of periods) {
    const facts = chats.get(chat);
    if (facts) facts.spans.everybody = new Map();
  }
  for (const { chatId, userId: id, gathered } of gathering)
    chats.get(chatId)?.spans.everybody?.set(userId(id), gathered);
}

async function readMore(
  flight: Flight,
  loaded: Loaded,
  needs: SpanNeeds,
  piece: number | null = null,
): Promise<readonly MemberAnswer[]> {
  const answers = await readSpans(flight, needs, piece);
  rememberMembers(loaded.chats, loaded.people, answers.over);
  assembleSpans(answers, needs, loaded.chats);
  return answers.over;
}

const NOBODY: ReadonlySet<ChatId> = new Set();

/** For ticks: whose span is over, a piece of each chat, and when the next one is. */
export async function loadDueSpans(
  flight: Flight,
  loaded: Loaded,
  due: readonly DueChat[],
  piece: number,
): Promise<void> {
  const periods = due.flatMap(({ facts, until }) => {
    const learnt = learntIn(facts) ?? EVER;
    return periodOf(until) > learnt ? [[facts.row.chatId, periodOf(until)] as const] : [];
  });
  const over = due
    .filter(({ facts, until }) => isSpanDue(facts, until))
    .map(({ facts, until }) => [facts.row.chatId, until] as const);
  if (periods.length === 0 && over.length === 0) return;
  const params = [over.map(([chat]) => chat), over.map(([, until]) => until)];
  const [rows, beyond] = await Promise.all([
    readMore(flight, loaded, { periods, over, pressed: NOBODY }, piece),
    over.length === 0 ? [] : flight.query<{ chatId: ChatId; at: Seconds | null }>(BEYOND, params),
  ]);
  const counts = new Map<ChatId, number>();
  for (const { chatId } of rows) counts.set(chatId, (counts.get(chatId) ?? 0) + 1);
  const untils = new Map(over);
  for (const { chatId, at } of beyond) {
    const facts = loaded.chats.get(chatId);
    // What is left of a piece is for the next tick.
    if (facts) facts.spans.beyond = counts.get(chatId) === piece ? (untils.get(chatId) ?? at) : at;
  }
}

export const isSpanDue = ({ row: { spansDueAt } }: ChatDraft, until: Seconds): boolean =>
  spansDueAt !== null && spansDueAt <= until;
