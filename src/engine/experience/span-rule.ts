import type { Earning } from '../../experience/policy.ts';
import type { Notice } from '../../model/notice.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { DueRule } from '../due.ts';
import { loadOver } from '../load/spans.ts';
import { Earners } from './earn.ts';
import { askWhoHelped } from './recognition.ts';

/** Spans that are over: what they earn, in the order in which they end. Their end is settled without a word. */
export const spanRule: DueRule = {
  load: loadOver,

  next: (facts) => facts.made.spans?.next() ?? null,

  decide(facts, tick, dice): Decision {
    const spans = facts.rules.policy?.spans;
    const earners = new Earners(facts, tick.at);
    const known = facts.spans.climate;
    let climate = known ?? spans?.mildest ?? null;
    const earned: Earning[] = [];
    const notices: Notice[] = [];
    const rows = facts.spans.closing(tick.at).map((row) => {
      // The chat has changed its policy since: what was gathered by another measure is worth nothing by this one.
      if (row.span && spans && climate && row.kind === spans.kind) {
        const settled = spans.settle(earners, row.userId, row.span, { climate, wake: row.wake }, dice);
        climate = settled.climate;
        earned.push(...settled.earned);
        const over = { ...row, span: null, wake: settled.wake };
        if (settled.talked === 0) return over;
        const asked = askWhoHelped(facts, tick, over, row.span, settled.talked, dice);
        notices.push(...asked.notices);
        return asked.row;
      }
      return { ...row, span: null, wake: null };
    });
    if (rows.length === 0) return NOTHING;
    return { ...NOTHING, earned, notices, spans: { rows, climate: climate === known ? null : climate } };
  },
};
