import type { Dice } from '../model/dice.ts';
import type { TickEvent } from '../model/event.ts';
import type { ChatId, UserId } from '../model/ids.ts';
import type { Seconds } from '../model/time.ts';
import type { Flight } from '../storage/database.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';
import { spanRule } from './experience/span-rule.ts';
import { jobRule } from './jobs/piece.ts';
import { boardRule } from './leaderboard/boards.ts';
import { decayRule } from './moderation/decay.ts';

/** A chat in which something may be due, until a moment. */
export interface DueChat {
  readonly facts: ChatDraft;
  readonly until: Seconds;
}

/**
 * Something that happens in a chat because time passes. It asks for its moment by `facts.due(at)` when it applies or
 * loads what falls due, and is then asked here: by a tick, or before an event of the chat that comes first.
 */
export interface DueRule {
  /** It falls due only where no event of the chat can meet it: ticks alone judge it, not the batches of messages. */
  readonly ticksOnly?: true;
  /**
   * Reads what of it falls due in these chats until their moments, in its order, and when the next does. `piece`: for so
   * much of it the rest may be left to the next tick; null: nothing may be left out, for an event stands behind it.
   * Answers whose rows of members the rule needs.
   */
  load(
    flight: Flight,
    chats: readonly DueChat[],
    piece: number | null,
  ): Promise<readonly (readonly [ChatId, UserId])[]>;
  /** The next moment, as far as was read; null: none. A moment that is past says that a piece is left for the next tick. */
  next(facts: ChatDraft): Seconds | null;
  /** What comes of that moment, `tick.at`. Pure; what it changes is applied by `apply.ts`, after which `next` has moved on. */
  decide(facts: ChatDraft, tick: TickEvent, dice: Dice): Decision;
}

/** In the order in which they are judged where they fall due in the same second; those for ticks only come last. */
export const DUE_RULES: DueRule[] = [spanRule, jobRule, decayRule, boardRule];

/** The first of the rules for which this moment has come. */
export function decideTick(facts: ChatDraft, tick: TickEvent, dice: Dice): Decision {
  const rule = DUE_RULES.find((one) => nextOf(facts, one) === tick.at);
  if (!rule) return NOTHING;
  facts.judged ??= new Map();
  facts.judged.set(rule, tick.at);
  return rule.decide(facts, tick, dice);
}

/** A rule that was asked for a moment and still stands there has a piece left: not for this transaction. */
function nextOf(facts: ChatDraft, rule: DueRule): Seconds | null {
  const next = rule.next(facts);
  return next !== null && facts.judged?.get(rule) === next ? null : next;
}

/** The next moment at which something is to be judged until then; null: nothing is. */
export function nextTick(facts: ChatDraft, until: Seconds): Seconds | null {
  let first: Seconds | null = null;
  for (const rule of DUE_RULES) {
    const next = nextOf(facts, rule);
    if (next !== null && next <= until && (first === null || next < first)) first = next;
  }
  return first;
}

/** All rules have been read and judged: the chat is due again when the first of them says. */
export function reckonDue(facts: ChatDraft): void {
  const moments = DUE_RULES.flatMap((rule) => rule.next(facts) ?? []);
  const next = moments.length === 0 ? null : Math.min(...moments);
  if (next === facts.row.dueAt) return;
  facts.row.dueAt = next;
  facts.dueChanged = true;
}

const SAVE_DUE = `update chats c set due_at = r.due_at
  from unnest($1::bigint[], $2::bigint[]) r(chat_id, due_at) where c.chat_id = r.chat_id`;

/** Written by itself: a chat's whole row is not to be written whenever a moment passes. */
export function saveDue(flight: Flight, drafts: readonly ChatDraft[]): Promise<unknown> | null {
  const rows = drafts.filter(({ dueChanged }) => dueChanged).map(({ row }) => row);
  if (rows.length === 0) return null;
  return flight.query(SAVE_DUE, [rows.map(({ chatId }) => chatId), rows.map(({ dueAt }) => dueAt)]);
}
