import type { MessageEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Request } from '../../model/request.ts';
import {
  groupName,
  planAddReward,
  planEditReward,
  planRemoveReward,
  type RewardChecks,
} from '../../ranks/reward-change.ts';
import { isOutdone, type Reward, type Rewards } from '../../ranks/rewards.ts';
import { storeRewards } from '../../ranks/rewards-stored.ts';
import { answer, asker, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { tellUsage } from '../usage.ts';
import { chainOf, rewardsOf } from './holdings.ts';
import { SYNC_NOW } from './title-requests.ts';

type Asked = Extract<Request, { ask: 'reward' }>;

const PLANS = { add: planAddReward, edit: planEditReward, remove: planRemoveReward } as const;

/** Decides `/reward add`, `edit` and `remove`: all that is named at once, or nothing. Members get theirs when they rise. */
export function changeRewards(facts: ChatDraft, event: MessageEvent, { how, words }: Asked): Decision {
  const checks = rewardChecks(facts, asker(event));
  const before = rewardsOf(facts.row.rewards);
  let rewards: Rewards = before;
  const of: Reward[] = [];
  for (const source of words) {
    const plan = PLANS[how](rewards, source, checks);
    if (!plan.ok) {
      const [first, ...others] = plan.refusals ?? [];
      if (first) return refused(facts, event, first, ...others);
      return tellUsage(facts, event, 'reward');
    }
    rewards = plan.rewards;
    of.push(...plan.of);
  }
  const stored = storeRewards(rewards);
  if (stored === facts.row.rewards) return refused(facts, event, { no: 'nothing_to_change' });
  const ids = [...new Set(of.map(({ id }) => String(id)))];
  const chain = { ...chainOf(facts), rewards };
  const replaced = how === 'add' && of.some((one) => isOutdone(one, chain));
  const told = answer(facts, event, 'view:rewards', { did: how, of: ids, replaced });
  // Who has reached it already gets it so; what is taken away is nobody's loss.
  const buttons = how === 'remove' ? {} : { buttons: [[SYNC_NOW]] };
  return { ...NOTHING, rewards: stored, notices: [{ ...told, ...buttons }] };
}

export function rewardChecks(facts: ChatDraft, by: UserId | null): RewardChecks {
  return {
    ladder: facts.titles.ladder,
    by,
    lowest: facts.rules.curve.first + 1,
    group: (written) => groupFor(facts, by, written),
  };
}

/** Who sends others into a group must be an admin there, and so must the bot. Which groups there are is nobody's business. */
function groupFor(facts: ChatDraft, by: UserId | null, written: string): number | Refusal {
  if (by === null) return { no: 'as_yourself' };
  const { chatId, username } = facts.row;
  const name = groupName(written);
  if (name === String(chatId) || name === username?.toLowerCase()) return { no: 'reward_link_here' };
  const group = facts.made.rewards?.groups.get(`${by} ${name}`);
  if (group?.id === chatId) return { no: 'reward_link_here' };
  if (!group?.admin) return { no: 'reward_link', asked: written.slice(0, 64) };
  return group.able ? group.id : { no: 'reward_link_bot', title: group.title };
}
