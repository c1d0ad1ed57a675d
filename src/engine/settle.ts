import { endOf, endOfKept } from '../experience/climate.ts';
import type { Dice } from '../model/dice.ts';
import type { SettledEvent, TickEvent } from '../model/event.ts';
import type { ChatId, UserId } from '../model/ids.ts';
import type { Notice } from '../model/notice.ts';
import type { Seconds } from '../model/time.ts';
import type { Flight } from '../storage/database.ts';
import { apply, decide } from './apply.ts';
import type { ChatDraft } from './draft.ts';
import { DUE_RULES, type DueChat, nextTick, reckonDue } from './due.ts';
import { atStake, concernsAll, isAside } from './experience/at-stake.ts';
import { learn } from './experience/learn.ts';
import { NOTHING_ELSE } from './load/air.ts';
import { isSpanDue, loadDueSpans } from './load/spans.ts';
import { type Loaded, loadMore } from './load.ts';

/** Draws for the tick of a moment. */
export type TickDice = (chat: ChatId, at: Seconds) => Dice;

const SILENCE: readonly Notice[] = [];

/**
 * Before an event: judges the spans that are over of those whose points it may show or change, of all where it concerns
 * all. It makes no difference to what they earn whether that comes now, or was done by a tick, or is done later.
 */
export function settleBefore(facts: ChatDraft, event: SettledEvent, dice: TickDice): readonly Notice[] {
  const policy = facts.rules.policy?.spans;
  if (!policy) return SILENCE;
  const at = isAside(event) ? seenBy(facts) : event.at;
  const period = policy.learns && !isAside(event) ? learn(facts, policy.learns, at) : null;
  const notices = concernsAll(event)
    ? settleSpans(facts, at, dice)
    : settleSpans(facts, at, dice, atStake(facts, event));
  // Of what they would be judged by nothing is known after the next period.
  return period === null ? notices : notices.concat(settleSpans(facts, endOfKept(period), dice));
}

/** What has surely happened before: of a period that nothing was learnt up to it is not known what to judge by. */
function seenBy({ row: { lastEventAt }, rules, spans: { climate } }: ChatDraft): Seconds {
  if (!rules.policy?.spans?.learns || !climate) return lastEventAt;
  return Math.min(lastEventAt, endOf(climate.period));
}

/** Those that are over by then, of everybody in the batch or of these, each in its own second. */
function settleSpans(
  facts: ChatDraft,
  until: Seconds,
  dice: TickDice,
  of?: readonly UserId[],
): readonly Notice[] {
  const { spans } = facts;
  const over = spans.over(until, of);
  if (over.length === 0) return SILENCE;
  let notices = SILENCE;
  for (const { userId, spanClosesAt: at } of over) {
    if (at === null) continue;
    spans.closing = spans.get(userId);
    try {
      const told = judge(facts, at, dice);
      if (told.length > 0) notices = [...notices, ...told];
    } finally {
      spans.closing = null;
    }
  }
  return notices;
}

function judge(facts: ChatDraft, at: Seconds, dice: TickDice): readonly Notice[] {
  const tick: TickEvent = { is: 'tick', chat: facts.ref, at };
  const drawn = dice(facts.row.chatId, at);
  return apply(facts, tick, decide(facts, tick, drawn), drawn);
}

/** Members whose spans are judged in one transaction by a tick, over all its chats and of each at least: updates wait so long. */
const PIECE = 250;
const LEAST_PIECE = 20;

/** Reads what is due in these chats, no more than a piece of it. */
export async function loadDue(flight: Flight, loaded: Loaded, chats: readonly DueChat[]): Promise<void> {
  if (chats.length === 0) return;
  const others = chats.filter(isDue);
  const [, ...found] = await Promise.all([
    loadDueSpans(flight, loaded, chats, Math.max(LEAST_PIECE, Math.floor(PIECE / chats.length))),
    ...(others.length === 0 ? [] : DUE_RULES.map((rule) => rule.load(flight, others))),
  ]);
  const members = found.flat().filter(([chat, id]) => !loaded.chats.get(chat)?.asked.has(id)) as [
    ChatId,
    UserId,
  ][];
  if (members.length === 0) return;
  await loadMore(flight, loaded, { ...NOTHING_ELSE, members });
}

export const isDue = ({ facts: { row }, until }: DueChat): boolean =>
  row.dueAt !== null && row.dueAt <= until;

/** Somebody's silence is told so seconds after another's at least: a lively chat has no tick of its own for each. */
const TOGETHER: Seconds = 15;

/** Judges all that is due in a chat until a moment, each in its own second. */
export function settleByTick(due: DueChat, dice: TickDice): Notice[] {
  const { facts, until } = due;
  const notices: Notice[] = [];
  const learns = facts.rules.policy?.spans?.learns;
  if (learns) learn(facts, learns, until);
  if (isDue(due)) {
    facts.judged = null;
    for (let at = nextTick(facts, until); at !== null; at = nextTick(facts, until)) {
      // Whoever's points are looked at: what was over before has come to them.
      notices.push(...settleSpans(facts, at, dice), ...judge(facts, at, dice));
    }
    reckonDue(facts);
  }
  notices.push(...settleSpans(facts, until, dice));
  if (isSpanDue(facts, until)) {
    const { beyond } = facts.spans;
    facts.spans.setDue(beyond === null || beyond <= until ? beyond : Math.max(beyond, until + TOGETHER));
  }
  return notices;
}
