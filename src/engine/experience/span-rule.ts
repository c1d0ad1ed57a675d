import { periodOf, usualIn } from '../../experience/climate.ts';
import type { Dice } from '../../model/dice.ts';
import type { TickEvent } from '../../model/event.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { SpanRow } from '../draft/spans.ts';
import type { ChatDraft } from '../draft.ts';
import { Earners } from './earn.ts';
import { askWhoHelped } from './recognition.ts';

/** A span that is over: what it earns. Its end is settled without a word. */
export function decideClosing(facts: ChatDraft, row: SpanRow, tick: TickEvent, dice: Dice): Decision {
  const policy = facts.rules.policy?.spans;
  const { span } = row;
  // The chat has changed its policy since: what was gathered by another measure is worth nothing by this one.
  if (!policy || !span || !facts.spans.counts(row, policy))
    return { ...NOTHING, spans: [{ ...row, span: null, wake: null, lesson: null }] };
  const { climate } = facts.spans;
  const usual = climate ? usualIn(climate, periodOf(tick.at)) : 0;
  const before = { usual, wake: row.wake };
  const settled = policy.settle(new Earners(facts, tick.at), row.userId, span, before, dice);
  const effort = policy.learns?.teaches(span) ?? null;
  const isLast = effort !== null && tick.at >= (row.lesson?.at ?? 0);
  const lesson = isLast ? { at: tick.at, effort } : row.lesson;
  const { userId, kind, turn, poll, texts } = row;
  const over: SpanRow = { userId, kind, turn, span: null, wake: settled.wake, lesson, poll, texts };
  if (settled.talked === 0) return { ...NOTHING, earned: settled.earned, spans: [over] };
  const asked = askWhoHelped(facts, tick, over, span, settled.talked, dice);
  return { ...NOTHING, earned: settled.earned, notices: asked.notices, spans: [asked.row] };
}
