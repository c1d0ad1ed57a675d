import type { MessageEvent, PressEvent, WordEvent } from '../../model/event.ts';
import type { KeyLine } from '../../model/notice.ts';
import type { Refusal } from '../../model/refusal.ts';
import {
  planAddReward,
  planEditReward,
  planRemoveReward,
  type RewardPlan,
} from '../../ranks/reward-change.ts';
import { storeRewards } from '../../ranks/rewards-stored.ts';
import { type Plan, planAdd, planRemove } from '../../reputation/triggers/change.ts';
import { writeTrigger } from '../../reputation/triggers/write.ts';
import { clean } from '../../settings/clean.ts';
import { type Listed, listPage, type Page } from '../../settings/panel/page.ts';
import type { PanelPress } from '../../settings/panel/press.ts';
import { asker, refusalParams, refused } from '../answer.ts';
import type { Decision } from '../decision.ts';
import type { PanelRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { rewardsOf } from '../ranks/holdings.ts';
import { rewardChecks } from '../ranks/reward-requests.ts';
import { commandTaken, TRIGGER_CHECKS } from '../reputation/trigger-requests.ts';
import { show } from './page.ts';

// Triggers and rewards are no settings: what a button or words change of them counts at once, as by command.

type ListPress = Extract<PanelPress, { do: 'remove' | 'keep' }>;

/** A button takes one away, or says how long a reward is kept. Back to the list where it is not there any more. */
export function pressList(facts: ChatDraft, event: PressEvent, row: PanelRow, press: ListPress): Decision {
  if (press.do === 'keep') {
    const plan = planEditReward(
      rewardsOf(facts.row.rewards),
      `${press.id} keep=${press.keep}`,
      rewardChecks(facts, event.person.id),
    );
    if (!plan.ok && plan.refusals?.[0]?.no === 'nothing_to_change')
      return refused(facts, event, plan.refusals[0]);
    const page: Page = plan.ok ? { at: 'listed', what: 'reward', id: press.id } : listPage('reward', 1);
    return ofReward(facts, event, row, plan, page, []);
  }
  const { what, id } = press;
  const list = listPage(what, 1);
  if (what === 'trigger')
    return ofTrigger(
      facts,
      event,
      row,
      planRemove(facts.triggers.list, `#${id}`, TRIGGER_CHECKS),
      list,
      'removed',
    );
  const plan = planRemoveReward(rewardsOf(facts.row.rewards), `${id}`, rewardChecks(facts, event.person.id));
  return ofReward(facts, event, row, plan, list, [{ key: 'panel.reward_removed', params: { id } }]);
}

/** Words for what is to be added, as the command takes them; with the command before them they mean the same. */
export function addTyped(
  facts: ChatDraft,
  event: MessageEvent | WordEvent,
  row: PanelRow,
  what: Listed,
  typed: string,
): Decision {
  const words = clean(typed).replace(/^\/(?:trigger|reward)(?:@\w+)?\s+add\s+/i, '');
  const again: Page = { at: 'adding', what };
  if (what === 'trigger') {
    const plan = planAdd(facts.triggers.list, words, TRIGGER_CHECKS);
    const command = plan.ok ? commandTaken(plan.of.phrase, facts.rules.settings['commands.disabled']) : null;
    if (command !== null)
      return show(facts, event, row, again, [refusalParams({ no: 'trigger_command', command })]);
    return ofTrigger(facts, event, row, plan, plan.ok ? listPage(what, 1) : again, 'added');
  }
  const plan = planAddReward(rewardsOf(facts.row.rewards), words, rewardChecks(facts, asker(event)));
  const added = (plan.ok ? plan.of : []).map(({ id }) => ({ key: 'panel.reward_added', params: { id } }));
  return ofReward(facts, event, row, plan, plan.ok ? listPage(what, 1) : again, added);
}

type Asked = MessageEvent | WordEvent | PressEvent;

function ofTrigger(
  facts: ChatDraft,
  event: Asked,
  row: PanelRow,
  plan: Plan,
  page: Page,
  did: 'added' | 'removed',
): Decision {
  if (!plan.ok) return show(facts, event, row, page, refusalsOf(plan.refusals));
  const { id } = plan.of;
  const told = { key: `trigger.${did}`, params: { id, written: writeTrigger(plan.of) } };
  return { ...show(facts, event, row, page, [told]), ...(plan.triggers && { triggers: plan.triggers }) };
}

function ofReward(
  facts: ChatDraft,
  event: Asked,
  row: PanelRow,
  plan: RewardPlan,
  page: Page,
  told: readonly KeyLine[],
): Decision {
  if (!plan.ok) return show(facts, event, row, page, refusalsOf(plan.refusals));
  const rewards = storeRewards(plan.rewards);
  if (rewards === facts.row.rewards)
    return show(facts, event, row, page, refusalsOf([{ no: 'nothing_to_change' }]));
  return { ...show(facts, event, row, page, told), rewards };
}

/** Null: the words could not be read at all; the page shows how they are written. */
function refusalsOf(refusals: readonly Refusal[] | null): KeyLine[] {
  return (refusals ?? []).length > 0
    ? (refusals ?? []).map(refusalParams)
    : [{ key: 'panel.unreadable', params: {} }];
}
