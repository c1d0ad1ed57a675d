import { ADMIN, type Chosen, type Told } from './fold-steps.ts';

/** A gift as it should have been: by which message, of which sign, to whom. */
export interface Expected {
  message: number;
  sign: 'thanks' | 'minus';
  giver: number;
  receiver: number;
  at: number;
}

type Family = 'reputation' | 'negative';

/** A calendar day by way of the text that Intl writes: slow, and by another way than the code. */
function dayOf(at: number, zone: string): string {
  const writer =
    writers.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  writers.set(zone, writer);
  return writer.format(at * 1000);
}
const writers = new Map<string, Intl.DateTimeFormat>();

/**
 * What a stream comes to by the rules as they stand on paper: looks back at every gift so far for each question.
 * Nothing is kept but the gifts, the messages and the sums. `before`: who had written how many messages already.
 */
export function expected(
  stream: readonly Told[],
  chosen: Chosen,
  before = new Map<number, number>(),
): Expected[] {
  const gifts: Expected[] = [];
  const sums = new Map<number, number>();
  const written = new Map(before);
  const known = new Set(before.keys());
  const add = (id: number, change: number) => sums.set(id, (sums.get(id) ?? 0) + change);

  for (const { step, at, event } of stream) {
    if (event.is !== 'message') continue;
    known.add(step.who);
    if (step.to !== null) known.add(step.to);
    if (!step.edited) {
      if (step.say === 'add' || step.say === 'take') {
        if (step.who === ADMIN && step.to !== null) add(step.to, step.say === 'add' ? 7 : -7);
      } else {
        for (const gift of given(step, at, event.messageId)) {
          gifts.push(gift);
          add(gift.receiver, gift.sign === 'thanks' ? 1 : -1);
        }
      }
      written.set(step.who, (written.get(step.who) ?? 0) + 1);
    }
  }
  return gifts;

  function given(step: Told['step'], at: number, message: number): Expected[] {
    const thanks = chosen['reputation.mentions'];
    const bare = thanks === 'any' && (step.say === 'talk' || step.say === 'set') && named(step).length > 0;
    const signs = new Set<'thanks' | 'minus'>();
    if (step.say === 'thanks' || step.say === 'both' || bare) signs.add('thanks');
    if (
      (step.say === 'minus' || step.say === 'both' || step.say === 'bare minus') &&
      chosen['negative.enabled']
    ) {
      signs.add('minus');
    }
    if (signs.size !== 1) return [];
    const [sign] = signs;
    if (sign === undefined) return [];
    const family: Family = sign === 'thanks' ? 'reputation' : 'negative';
    if (step.say === 'bare minus' && chosen['negative.reason']) return [];
    if (chosen[`${family}.from`] === 'admins' && step.who !== ADMIN) return [];
    if (sign === 'thanks' && (written.get(step.who) ?? 0) < chosen['reputation.least_messages']) return [];

    const meant = [step.to, ...(sign === 'thanks' && thanks === 'off' ? [] : named(step))];
    const receivers = [...new Set(meant)]
      .filter((id) => id !== null && id !== step.who && known.has(id))
      .slice(0, 3);
    const earlier = gifts.filter((gift) => gift.sign === sign);
    const within = (seconds: number, fits: (gift: Expected) => boolean) =>
      seconds > 0 && earlier.some((gift) => fits(gift) && at - gift.at < seconds);
    if (within(chosen[`${family}.chat_interval`] * 60, () => true)) return [];
    if (within(chosen[`${family}.giver_interval`] * 60, (gift) => gift.giver === step.who)) return [];

    const made: Expected[] = [];
    for (const receiver of receivers as number[]) {
      const pair = (gift: Expected) =>
        (gift.giver === step.who && gift.receiver === receiver) ||
        (chosen[`${family}.pair_both_ways`] && gift.giver === receiver && gift.receiver === step.who);
      if (within(chosen[`${family}.receiver_interval`], (gift) => gift.receiver === receiver)) continue;
      if (within(chosen[`${family}.pair_interval`] * 60, pair)) continue;
      const today = [...earlier, ...made].filter(
        (gift) => dayOf(gift.at, chosen.time_zone) === dayOf(at, chosen.time_zone),
      );
      const count = (fits: (gift: Expected) => boolean) => today.filter(fits).length;
      const givenMost = chosen[`${family}.given_per_day`];
      const gotMost = chosen[`${family}.received_per_day`];
      if (givenMost > 0 && count((gift) => gift.giver === step.who) >= givenMost) continue;
      if (gotMost > 0 && count((gift) => gift.receiver === receiver) >= gotMost) continue;
      if (sign === 'minus' && !chosen['negative.below_zero'] && (sums.get(receiver) ?? 0) <= 0) continue;
      made.push({ message, sign, giver: step.who, receiver, at });
    }
    return made;
  }
}

const named = (step: Told['step']): number[] => (step.say === 'set' ? [] : step.names);
