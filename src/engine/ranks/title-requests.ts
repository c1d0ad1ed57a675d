import type { MessageEvent } from '../../model/event.ts';
import type { KeyLine, NoticeButton } from '../../model/notice.ts';
import type { Request } from '../../model/request.ts';
import { planAddTitle, planEditTitle, planRemoveTitle, type TitlePlan } from '../../ranks/change.ts';
import { isAsleep } from '../../ranks/ladder.ts';
import { answer, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { tellUsage } from '../usage.ts';
import { rewardsOf } from './holdings.ts';
import { storeTitles } from './titles.ts';

type Asked = Extract<Request, { ask: 'title' }>;

const PLANS = { add: planAddTitle, edit: planEditTitle, remove: planRemoveTitle } as const;

/** Decides `/title add`, `edit` and `remove`. */
export function changeTitles(facts: ChatDraft, event: MessageEvent, { how, words }: Asked): Decision {
  const plan: TitlePlan = PLANS[how](facts.titles, words);
  if (!plan.ok) {
    const [first, ...others] = plan.refusals ?? [];
    if (first) return refused(facts, event, first, ...others);
    return tellUsage(facts, event, 'title');
  }
  const { name, experience, reputation } = plan.of;
  const lines: KeyLine[] = [
    { key: `title.did_${how}`, params: { name, ...thresholds(experience, reputation) } },
  ];
  if (how !== 'remove' && isAsleep(plan.of, facts.rules.switches)) {
    lines.push({ key: 'title.asleep', params: { name, experience: null, reputation: null } });
  }
  for (const { name } of plan.gone) lines.push({ key: 'title.made_room', params: { name } });
  const removed = how === 'remove' ? [plan.of] : plan.gone;
  const lost = removed.flatMap(({ id }) => rewardsFor(facts, id));
  if (lost.length > 0) lines.push({ key: 'title.rewards_lost', params: { ids: lost.map((id) => `${id}`) } });
  return {
    ...NOTHING,
    ladder: storeTitles(plan.titles),
    notices: [{ ...answer(facts, event, 'title'), lines, buttons: [[SYNC_NOW]] }],
  };
}

/** Else members get and lose titles when their points change next. */
export const SYNC_NOW: NoticeButton = { key: 'title.button_sync', request: { ask: 'sync', exact: false } };

/** Rewards that nobody reaches any more without this title. */
function rewardsFor({ row }: ChatDraft, title: number): number[] {
  const own = rewardsOf(row.rewards).list.filter(
    ({ for: tier, gone }) => !gone && 'title' in tier && tier.title === title,
  );
  return own.map(({ id }) => id);
}

const thresholds = (experience: number | null, reputation: number | null) => ({ experience, reputation });
