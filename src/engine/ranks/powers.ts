import { NO_POWERS, type Powers } from '../../model/facts.ts';
import type { UserId } from '../../model/ids.ts';
import { DAY, type Seconds } from '../../model/time.ts';
import { readHoldings } from '../../ranks/holdings.ts';
import type { Rewards } from '../../ranks/rewards.ts';
import type { ChatDraft } from '../draft.ts';
import { rewardsOf } from './holdings.ts';

/** What a member may do in the bot by the rewards that they hold. */
export function powersOf(facts: ChatDraft, id: UserId): Powers {
  return powersBy(facts.row.rewards, facts.members.get(id)?.holdings ?? null);
}

/**
 * Votes and boosts by any, weight by the heaviest, extra gifts in sum. Who holds nothing, as nearly everybody, costs a
 * look at a field.
 */
export function powersBy(stored: string, holdings: string | null): Powers {
  if (holdings === null || stored === '') return NO_POWERS;
  return summed(rewardsOf(stored), holdings);
}

/** For how long a member's boost doubles another's experience, and by how much. */
export const BOOST_LASTS: Seconds = DAY;
const BOOST_TIMES = 2;

/** Until the very second, by the time of what earns. */
export function timesOf(holdings: string | null, at: Seconds): number {
  return holdings !== null && readHoldings(holdings).boosted > at ? BOOST_TIMES : 1;
}

function summed({ list }: Rewards, stored: string): Powers {
  const { held, spent } = readHoldings(stored);
  const powers = { ...NO_POWERS };
  for (const { id, gifts } of list) {
    if (!held.includes(id)) continue;
    powers.vote ||= gifts.vote;
    powers.weight = Math.max(powers.weight, gifts.weight);
    powers.extraGifts += gifts.gifts;
    powers.boost ||= gifts.boost && !spent.includes(id);
  }
  return powers;
}
