import { type ChatClimate, hasBegun, isSetRight, learnt, periodOf } from '../../experience/climate.ts';
import type { Learning, Lesson } from '../../experience/span.ts';
import type { UserId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import type { ChatDraft } from '../draft.ts';

/**
 * Time has come to `at`: the chat learns from what ended in the periods that are over since, whether it was judged already
 * or not, and rests those who have not gathered for a whole one. Answers with the period that has begun; null: none has.
 */
export function learn(facts: ChatDraft, learning: Learning, at: Seconds): number | null {
  const { spans } = facts;
  const { climate, turn } = spans;
  const known = climate && hasBegun(climate) ? climate : null;
  const period = periodOf(at);
  if (known && period <= known.period) {
    if (isSetRight(known.period, period))
      spans.climate = { ...known, period, past: [[period, learning.usualOf(known)]] };
    return null;
  }
  spans.climate = known ? taught(facts, known, learning, period) : begun(learning, period, turn);
  return period;
}

function begun({ mildest, usualOf }: Learning, period: number, turn: number): ChatClimate {
  return { ...mildest, period, turn, past: [[period, usualOf(mildest)]] };
}

function taught(facts: ChatDraft, known: ChatClimate, learning: Learning, period: number): ChatClimate {
  const { spans } = facts;
  const lessons: (Lesson & { by: UserId })[] = [];
  const isOver = (at: Seconds) => periodOf(at) >= known.period && periodOf(at) < period;
  for (const { userId: by, turn, span, lesson: earlier } of spans.gathering()) {
    const counts = turn === known.turn;
    const effort = counts && span && isOver(span.closesAt) ? learning.teaches(span) : null;
    const last = effort === null || !span ? null : { at: span.closesAt, effort };
    if (last) lessons.push({ ...last, by });
    const taught = counts && earlier && isOver(earlier.at) ? earlier : null;
    // Of a period one lesson of each counts, the last.
    if (taught && (!last || periodOf(taught.at) !== periodOf(last.at))) lessons.push({ ...taught, by });
    if (!span && !taught) spans.rest(by);
  }
  return learnt(known, period, lessons, learning.learn, learning.usualOf);
}
