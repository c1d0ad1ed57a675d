import { levelOf } from '../../model/curve.ts';
import type { Errand } from '../../model/errand.ts';
import { chatId, type UserId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import { type Holdings, handOut, readHoldings, storeHoldings } from '../../ranks/holdings.ts';
import {
  type Chain,
  heldAfter,
  type Passing,
  type Reward,
  type Rewards,
  type Standing,
  standingOf,
} from '../../ranks/rewards.ts';
import { readRewards } from '../../ranks/rewards-stored.ts';
import type { ChatSettings } from '../../settings/catalogue.ts';
import type { Before } from '../draft/rewards.ts';
import type { MemberRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { noteReturn } from '../moderation/decay-switch.ts';
import { titlesOf } from './titles.ts';

const MOST_KEPT = 500;
const kept = new Map<string, Rewards>();

/** A chat's rewards by what is stored of them; kept by content, so never stale. */
export function rewardsOf(stored: string): Rewards {
  const known = kept.get(stored);
  if (known) return known;
  const rewards = readRewards(stored);
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value as string);
  kept.set(stored, rewards);
  return rewards;
}

export function chainOf({ row, rules, titles }: ChatDraft): Chain {
  return { rewards: rewardsOf(row.rewards), ladder: titles.ladder, mode: rules.settings['rewards.mode'] };
}

/** The same for a view, which reads the chat's row by itself. */
export function chainOfChat(chat: { rewards: string; ladder: string } | null, settings: ChatSettings): Chain {
  return {
    rewards: rewardsOf(chat?.rewards ?? ''),
    ladder: titlesOf(chat?.ladder ?? '', settings.language).ladder,
    mode: settings['rewards.mode'],
  };
}

export function standsAt(facts: ChatDraft, points: Before): Standing {
  const { curve, switches } = facts.rules;
  const level = levelOf(curve, points.experience);
  return standingOf({ ...points, level }, facts.titles.ladder, switches);
}

/** Called before a member's points, presence or role change. Costs a look at a field where the chat has no rewards. */
export function watch(facts: ChatDraft, { userId, experience, reputation, title }: MemberRow): void {
  if (facts.row.rewards === '') return;
  const { moved } = facts.rewards;
  // Of several changes by one event the first tells where it began.
  if (!moved.has(userId)) moved.set(userId, { experience, reputation, title });
}

/** Somebody is here or is not; or their role has changed, on which their tag hangs as well. */
export function bePresent(facts: ChatDraft, id: UserId, at: Seconds, present: boolean): void {
  const member = facts.touch(id, at);
  watch(facts, member);
  if (present && !member.present) noteReturn(facts, id, at);
  member.present = present;
}

/** How those whom an event moved come by rewards. `kept`: they do not, as where an admin resets somebody. */
export type Passage = Passing | 'kept';

/** At the end of each event: what is held follows, and Telegram is to be told. */
export function settleHoldings(facts: ChatDraft, at: Seconds, passage?: { of: UserId; how: Passage }): void {
  const moved = facts.made.rewards?.moved;
  if (!moved || moved.size === 0) return;
  const chain = chainOf(facts);
  for (const [id, before] of moved) {
    const member = facts.members.get(id);
    if (!member) continue;
    const holdings = readHoldings(member.holdings);
    const how = passage?.of === id ? passage.how : 'through';
    const held =
      how === 'kept'
        ? holdings.held
        : heldAfter(holdings.held, standsAt(facts, before), standsAt(facts, member), chain, how);
    handTo(facts, member, holdings, held, at);
  }
  moved.clear();
}

/** Gives a member these rewards and no others, and leaves to do in Telegram what that takes. Twice does nothing more. */
export function handTo(
  facts: ChatDraft,
  member: MemberRow,
  before: Holdings,
  held: readonly number[],
  at: Seconds,
): void {
  const who = { present: member.present, admin: facts.isAdmin(member.userId) };
  const { holdings, tag, once } = handOut(before, held, who, chainOf(facts));
  keepHoldings(facts, member, holdings);
  const errands: Errand[] = [];
  const whose = { chat: facts.row.chatId, user: member.userId, at };
  if (tag !== null) errands.push({ do: 'tag', ...whose, tag });
  for (const reward of once) {
    const { link, lift } = reward.gifts;
    if (link !== null)
      errands.push({ do: 'invite', ...whose, to: chatId(link), reward: nameOf(facts, reward) });
    if (lift && !who.admin) errands.push({ do: 'lift', ...whose });
  }
  if (errands.length > 0) facts.errands.add(errands);
}

export function keepHoldings(facts: ChatDraft, member: MemberRow, holdings: Holdings): void {
  const stored = storeHoldings(holdings);
  if (stored === member.holdings) return;
  member.holdings = stored;
  facts.rewards.changed.add(member.userId);
}

export function holdingsOf(facts: ChatDraft, id: UserId): Holdings {
  return readHoldings(facts.members.get(id)?.holdings ?? null);
}

/** What a reward is called by: its tag, or what it is for. */
function nameOf({ titles }: ChatDraft, { for: tier, gifts }: Reward): string {
  if (gifts.tag !== '') return gifts.tag;
  if ('level' in tier) return `Lv. ${tier.level}`;
  return titles.ladder.find(({ id }) => id === tier.title)?.name ?? '';
}
