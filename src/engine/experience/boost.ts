import { MOST_BOOSTS, planBoost } from '../../experience/plan-boost.ts';
import { type Boost, readBoosts, writeBoost } from '../../model/boost.ts';
import type { MessageEvent } from '../../model/event.ts';
import type { NoticeValue } from '../../model/notice.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Request } from '../../model/request.ts';
import { DAY, localClock, type Seconds } from '../../model/time.ts';
import { planChange } from '../../settings/change.ts';
import { languageDefaults } from '../../text/i18n.ts';
import { answer, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { parseStored } from '../rules-of.ts';
import { CHECKS, planFor, settle } from '../settings/settle.ts';
import { tellUsage } from '../usage.ts';

type Asked = Extract<Request, { ask: 'boost' }>;

/** Telegram hands a message over within a day: what was over before that touches nothing any more. */
const STILL_COUNTS: Seconds = 2 * DAY;

/** `/boost`: more or less experience for everybody, from now on or for a while. */
export function decideBoost(facts: ChatDraft, event: MessageEvent, { words }: Asked): Decision {
  const { settings } = facts.rules;
  const plan = planBoost(words, event.at, settings.time_zone);
  if (!plan) return tellUsage(facts, event, 'boost');
  if ('refused' in plan) return refused(facts, event, plan.refused);
  const boosts = readBoosts(settings['experience.boosts']) ?? [];
  switch (plan.do) {
    case 'show':
      return { ...NOTHING, notices: [answer(facts, event, 'view:boosts')] };
    case 'usual': {
      const text = `experience.boost ${plan.percent}`;
      const planned = planChange(parseStored(facts.row.settings), languageDefaults, text, CHECKS);
      return settle(facts, event, planned, roundedFigures(plan.written, plan.percent));
    }
    case 'cancel':
      return cancel(facts, event, boosts, plan.place);
    case 'timed':
      return add(facts, event, boosts, plan.boost, plan.written);
  }
}

/** What has not ended yet, numbered as `/boost` shows it. */
export function boostsToCome(boosts: readonly Boost[], at: Seconds): readonly Boost[] {
  return boosts.filter(({ to }) => to > at);
}

/** Percent that were written and what became of them, where that is another number. */
const roundedFigures = (written: number, percent: number): Record<string, NoticeValue> =>
  written === percent ? {} : { written, percent };

function add(
  facts: ChatDraft,
  event: MessageEvent,
  boosts: readonly Boost[],
  boost: Boost,
  written: number,
): Decision {
  const kept = boosts.filter(({ to }) => to > event.at - STILL_COUNTS);
  const other = kept.find(({ from, to }) => from < boost.to && boost.from < to);
  if (other) {
    const number = boostsToCome(boosts, event.at).indexOf(other) + 1;
    return refused(facts, event, { no: 'boost_overlaps', number, percent: other.percent });
  }
  if (boostsToCome(kept, event.at).length >= MOST_BOOSTS)
    return refused(facts, event, { no: 'boosts_full', most: MOST_BOOSTS });
  const all = [...kept, boost].sort((a, b) => a.from - b.from);
  const decision = store(facts, event, all.slice(-MOST_STORED), 'boost.added', boost);
  if (written === boost.percent || decision.settings === undefined) return decision;
  const rounded = { key: 'boost.rounded', params: roundedFigures(written, boost.percent) };
  const notices = decision.notices.map((said) => ({
    ...said,
    lines: [{ key: said.key, params: said.params }, rounded],
  }));
  return { ...decision, notices };
}

/** Those that are over count against no limit but that of the setting. */
export const MOST_STORED = 50;

/** One that holds already ends now: what was said before keeps what it has earned, though it be told later. */
function cancel(
  facts: ChatDraft,
  event: MessageEvent,
  boosts: readonly Boost[],
  place: number | 'all',
): Decision {
  const toCome = boostsToCome(boosts, event.at);
  const gone = place === 'all' ? toCome : toCome.slice(place - 1, place);
  const [first] = place === 0 ? [] : gone;
  if (!first) return refused(facts, event, { no: 'boost_unknown', asked: String(place) });
  const left = boosts.flatMap((one) => {
    if (!gone.includes(one)) return [one];
    return one.from < event.at ? [{ ...one, to: event.at }] : [];
  });
  return place === 'all'
    ? store(facts, event, left, 'boost.cancelled_all')
    : store(facts, event, left, 'boost.cancelled', first);
}

function store(
  facts: ChatDraft,
  event: MessageEvent,
  boosts: readonly Boost[],
  said: string,
  about?: Boost,
): Decision {
  const plan = planFor(facts.row.settings, new Map([['experience.boosts', boosts.map(writeBoost)]]));
  if (!plan.ok) return refused(facts, event, ...(plan.refusals as [Refusal, ...Refusal[]]));
  const figures = about ? boostFigures(about, facts.rules.settings.time_zone) : {};
  return {
    ...NOTHING,
    settings: JSON.stringify(plan.overrides),
    notices: [answer(facts, event, said, figures)],
  };
}

/** A boost by the clock of the chat. */
export function boostFigures({ percent, from, to }: Boost, zone: string): Record<string, NoticeValue> {
  const begin = localClock(from, zone);
  const end = localClock(to, zone);
  return { percent, from: begin.date, from_time: begin.time, to: end.date, to_time: end.time };
}
