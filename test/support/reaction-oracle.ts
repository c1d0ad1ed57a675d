import { ADMIN, type Chosen } from './fold-steps.ts';
import { type Done, signOf } from './reaction-steps.ts';

/** A gift as it should have been, and whether it stands at the end. */
export interface ExpectedGift {
  sign: 'thanks' | 'minus';
  giver: number;
  receiver: number;
  at: number;
  /** The message reacted to, or the one that says thanks. */
  message: number;
  change: number;
  stands: boolean;
}

const writers = new Map<string, Intl.DateTimeFormat>();
function dayOf(at: number, zone: string): string {
  const writer =
    writers.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  writers.set(zone, writer);
  return writer.format(at * 1000);
}

/**
 * What thanks and reactions come to by the rules on paper. Looks back at every gift for each question: the giver's
 * and the pair's interval see all of them, the receiver's and the chat's interval and the budgets those that stand.
 */
export function expectedGifts(stream: readonly Done[], chosen: Chosen, weight: number): ExpectedGift[] {
  const gifts: ExpectedGift[] = [];
  const written = new Map<number, number>();
  for (const { deed, at, messageId, author, before } of stream) {
    if (deed.does === 'thank') {
      give('thanks', deed.who, author, at, messageId, 1);
    }
    if (deed.does !== 'react') {
      written.set(deed.who, (written.get(deed.who) ?? 0) + 1);
      continue;
    }
    const said = signOf(deed.now);
    const gift = gifts.find((one) => {
      return one.stands && one.giver === deed.who && one.message === messageId;
    });
    if (gift && gift.sign === said) continue;
    if (gift) gift.stands = false;
    if (said === null || said === 'both') continue;
    if (gift || said !== signOf(before)) give(said, deed.who, author, at, messageId, weight);
  }
  return gifts;

  function give(
    sign: 'thanks' | 'minus',
    giver: number,
    receiver: number,
    at: number,
    message: number,
    worth: number,
  ): void {
    const family = sign === 'thanks' ? 'reputation' : 'negative';
    if (sign === 'minus' && !chosen['negative.enabled']) return;
    if (giver === receiver) return;
    if (chosen[`${family}.from`] === 'admins' && giver !== ADMIN) return;
    if (sign === 'thanks' && (written.get(giver) ?? 0) < chosen['reputation.least_messages']) return;
    const earlier = gifts.filter((gift) => gift.sign === sign);
    const standing = earlier.filter((gift) => gift.stands);
    const within = (list: ExpectedGift[], seconds: number, fits: (gift: ExpectedGift) => boolean) =>
      seconds > 0 && list.some((gift) => fits(gift) && at - gift.at < seconds);
    if (within(standing, chosen[`${family}.chat_interval`] * 60, () => true)) return;
    if (within(earlier, chosen[`${family}.giver_interval`] * 60, (gift) => gift.giver === giver)) return;
    if (within(standing, chosen[`${family}.receiver_interval`], (gift) => gift.receiver === receiver)) return;
    const pair = (gift: ExpectedGift) =>
      (gift.giver === giver && gift.receiver === receiver) ||
      (chosen[`${family}.pair_both_ways`] && gift.giver === receiver && gift.receiver === giver);
    if (within(earlier, chosen[`${family}.pair_interval`] * 60, pair)) return;
    const today = standing.filter((gift) => dayOf(gift.at, chosen.time_zone) === dayOf(at, chosen.time_zone));
    const full = (most: number, fits: (gift: ExpectedGift) => boolean) =>
      most > 0 && today.filter(fits).length >= most;
    if (full(chosen[`${family}.given_per_day`], (gift) => gift.giver === giver)) return;
    if (full(chosen[`${family}.received_per_day`], (gift) => gift.receiver === receiver)) return;
    const total = gifts
      .filter((gift) => gift.stands && gift.receiver === receiver)
      .reduce((sum, gift) => sum + gift.change, 0);
    const floored = sign === 'minus' && !chosen['negative.below_zero'];
    const change = sign === 'thanks' ? worth : floored ? -Math.max(0, Math.min(worth, total)) : -worth;
    if (change === 0) return;
    gifts.push({ sign, giver, receiver, at, message, change, stands: true });
  }
}
