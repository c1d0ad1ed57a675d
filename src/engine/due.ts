import type { Dice } from '../model/dice.ts';
import type { TickEvent } from '../model/event.ts';
import type { ChatId, UserId } from '../model/ids.ts';
import type { Seconds } from '../model/time.ts';
import type { Flight } from '../storage/database.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';
import { decideClosing } from './experience/span-rule.ts';
import { jobRule } from './jobs/piece.ts';
import { boardRule } from './leaderboard/boards.ts';
import { decayRule } from './moderation/decay.ts';

/** A chat in which something may be due, until a moment. */
export interface DueChat {
  readonly facts: ChatDraft;
  readonly until: Seconds;
}

/**
 * Something that happens in a chat because time passes and that no event of the chat can meet: ticks alone judge it. It
 * asks for its moment by `facts.due(at)` when it applies or loads what falls due. Spans stand beside it: `settle.ts`.
 */
export interface DueRule {
  /**
   * Reads what of it falls due in these chats until their moments, a piece of it, and when the next does. Answers whose
   * rows of members the rule needs.
   */
  load(flight: Flight, chats: readonly DueChat[]): Promise<readonly (readonly [ChatId, UserId])[]>;
  /** The next moment, as far as was read; null: none. A moment that is past says that a piece is left for the next tick. */
  next(facts: ChatDraft): Seconds | null;
  /** What comes of that moment, `tick.at`. Pure; what it changes is applied by `apply.ts`, after which `next` has moved on. */
  decide(facts: ChatDraft, tick: TickEvent, dice: Dice): Decision;
}

/** In the order in which they are judged where they fall due in the same second. */
export const DUE_RULES: DueRule[] = [jobRule, decayRule, boardRule];

/** A span that is over, or the first of the rules for which this moment has come. */
export function decideTick(facts: ChatDraft, tick: TickEvent, dice: Dice): Decision {
  const closing = facts.made.spans?.closing;
  if (closing) return decideClosing(facts, closing, tick, dice);
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

const SAVE_DUE = `update chats c set due_at = r.due_at, spans_due_at = r.spans_due_at, climate = r.climate
  from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[]) r(chat_id, due_at, spans_due_at, climate)
  where c.chat_id = r.chat_id`;

/** Written by itself: a chat's whole row is not to be written whenever a moment passes. */
export function saveDue(flight: Flight, drafts: readonly ChatDraft[]): Promise<unknown> | null {
  const changed = drafts.filter(({ dueChanged, made }) => dueChanged || made.spans?.chatChanged);
  if (changed.length === 0) return null;
  const rows = changed.map(({ row }) => row);
  return flight.query(SAVE_DUE, [
    rows.map(({ chatId }) => chatId),
    rows.map(({ dueAt }) => dueAt),
    rows.map(({ spansDueAt }) => spansDueAt),
    rows.map(({ climate }) => climate),
  ]);
}
