import type { Dice } from '../model/dice.ts';
import type { ChatEvent } from '../model/event.ts';
import type { ChatId, UserId } from '../model/ids.ts';
import type { Notice } from '../model/notice.ts';
import type { Seconds } from '../model/time.ts';
import type { Flight } from '../storage/database.ts';
import { apply, decide } from './apply.ts';
import { DUE_RULES, type DueChat, nextTick, reckonDue } from './due.ts';
import { NOTHING_ELSE } from './load/air.ts';
import { type Loaded, loadMore } from './load.ts';

/** Draws for the tick of a moment. */
export type TickDice = (chat: ChatId, at: Seconds) => Dice;

/** Chats of a batch in which something may be due by the time of their last event: almost always none. */
export function dueBy(chats: ReadonlyMap<ChatId, DueChat['facts']>, events: readonly ChatEvent[]): DueChat[] {
  const latest = new Map<ChatId, Seconds>();
  for (const event of events) {
    // A press is dated by our clock, which may be ahead of a backlog.
    if (event.is === 'migration' || event.is === 'press') continue;
    const { id } = event.chat;
    const facts = chats.get(id);
    if (!facts || facts.row.dueAt === null || facts.row.dueAt > event.at) continue;
    latest.set(id, Math.max(latest.get(id) ?? 0, event.at));
  }
  return [...latest].flatMap(([id, until]) => {
    const facts = chats.get(id);
    return facts ? [{ facts, until }] : [];
  });
}

/** What of a rule is judged in one transaction by a tick, over all its chats and of each at least: updates wait so long. */
const PIECE = 250;
const LEAST_PIECE = 20;

/** Reads what is due in these chats. `byTick`: also what falls due for ticks alone, but no more than a piece. */
export async function loadDue(
  flight: Flight,
  loaded: Loaded,
  chats: readonly DueChat[],
  byTick = false,
): Promise<void> {
  if (chats.length === 0) return;
  const piece = byTick ? Math.max(LEAST_PIECE, Math.floor(PIECE / chats.length)) : null;
  const rules = DUE_RULES.filter((rule) => byTick || !rule.ticksOnly);
  const found = await Promise.all(rules.map((rule) => rule.load(flight, chats, piece)));
  const members = found.flat().filter(([chat, id]) => !loaded.chats.get(chat)?.asked.has(id)) as [
    ChatId,
    UserId,
  ][];
  if (members.length === 0) return;
  const none = { pairs: [], days: [], firstDay: 0, lastDay: 0 };
  await loadMore(flight, loaded, { ...NOTHING_ELSE, ...none, members });
}

/**
 * Judges all that is due in a chat until a moment, each in its own second and in order, as so many ticks. Called before
 * each event of the chat, so that it meets the same whether the ticks came in time or not at all.
 */
export function settle(facts: DueChat['facts'], until: Seconds, dice: TickDice): Notice[] {
  const notices: Notice[] = [];
  if (facts.row.dueAt === null || facts.row.dueAt > until) return notices;
  facts.judged = null;
  for (;;) {
    const at = nextTick(facts, until);
    if (at === null) return notices;
    const tick = { is: 'tick' as const, chat: facts.ref, at };
    const drawn = dice(facts.row.chatId, at);
    notices.push(...apply(facts, tick, decide(facts, tick, drawn), drawn));
  }
}

/** As `settle`, by a tick, which has read everything: it alone says when the chat is due again. */
export function settleByTick({ facts, until }: DueChat, dice: TickDice): Notice[] {
  const notices = settle(facts, until, dice);
  reckonDue(facts);
  return notices;
}
