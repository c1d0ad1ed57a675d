import { ADMIN, answeredBy, type Chosen, isCommand, type Told } from './fold-steps.ts';

/** A gift as it should have been: by which message, of which sign, to whom. */
export interface Expected {
  message: number;
  sign: 'thanks' | 'minus';
  giver: number;
  receiver: number;
  at: number;
  undone: boolean;
}

/** Everything that can be taken back: gifts, and what the admin gave or took by command. */
interface Given {
  message: number;
  giver: number;
  receiver: number;
  at: number;
  change: number;
  gift: Expected | null;
  undone: boolean;
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
  const all: Given[] = [];
  const steps = stream.map(({ step }) => step);
  const sums = new Map<number, number>();
  const written = new Map(before);
  const known = new Set(before.keys());
  const add = (id: number, change: number) => sums.set(id, (sums.get(id) ?? 0) + change);

  for (const [index, { step, at, event }] of stream.entries()) {
    if (event.is !== 'message') continue;
    known.add(step.who);
    if (step.to !== null && step.say !== 'undo') known.add(step.to);
    if (!step.edited) {
      if (step.say === 'add' || step.say === 'take') {
        if (step.who === ADMIN && step.to !== null) {
          const change = step.say === 'add' ? 7 : -7;
          add(step.to, change);
          const more = { at, change, gift: null, undone: false };
          all.push({ message: event.messageId, giver: ADMIN, receiver: step.to, ...more });
        }
      } else if (step.say === 'undo') {
        for (const one of undone(step.who, at, answeredBy(steps, index))) {
          one.undone = true;
          if (one.gift) one.gift.undone = true;
          add(one.receiver, -one.change);
        }
      } else {
        for (const gift of given(step, at, event.messageId)) {
          gifts.push(gift);
          const change = gift.sign === 'thanks' ? 1 : -1;
          all.push({ ...gift, change, gift });
          add(gift.receiver, change);
        }
      }
      written.set(step.who, (written.get(step.who) ?? 0) + 1);
    }
  }
  return gifts;

  function undone(who: number, at: number, answered: number | null): Given[] {
    const inTime = ({ change, at: then }: Given) => {
      const minutes = chosen[change < 0 ? 'negative.undo_minutes' : 'reputation.undo_minutes'];
      return minutes > 0 && at - then <= minutes * 60;
    };
    const standing = all.filter((one) => !one.undone);
    if (answered !== null) {
      const meant = standing.filter((one) => one.message === 100 + answered);
      return who === ADMIN ? meant : meant.filter((one) => one.giver === who && inTime(one));
    }
    const own = standing.filter((one) => one.giver === who);
    return own.filter((one) => one.message === own.at(-1)?.message && inTime(one));
  }

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
    const ever = gifts.filter((gift) => gift.sign === sign);
    const earlier = ever.filter((gift) => !gift.undone);
    /** What was taken back makes its giver and the pair wait all the same. */
    const within = (seconds: number, fits: (gift: Expected) => boolean, of = earlier) =>
      seconds > 0 && of.some((gift) => fits(gift) && at - gift.at < seconds);
    if (within(chosen[`${family}.chat_interval`] * 60, () => true)) return [];
    if (within(chosen[`${family}.giver_interval`] * 60, (gift) => gift.giver === step.who, ever)) return [];

    const made: Expected[] = [];
    for (const receiver of receivers as number[]) {
      const pair = (gift: Expected) =>
        (gift.giver === step.who && gift.receiver === receiver) ||
        (chosen[`${family}.pair_both_ways`] && gift.giver === receiver && gift.receiver === step.who);
      if (within(chosen[`${family}.receiver_interval`], (gift) => gift.receiver === receiver)) continue;
      if (within(chosen[`${family}.pair_interval`] * 60, pair, ever)) continue;
      const today = [...earlier, ...made].filter(
        (gift) => dayOf(gift.at, chosen.time_zone) === dayOf(at, chosen.time_zone),
      );
      const count = (fits: (gift: Expected) => boolean) => today.filter(fits).length;
      const givenMost = chosen[`${family}.given_per_day`];
      const gotMost = chosen[`${family}.received_per_day`];
      if (givenMost > 0 && count((gift) => gift.giver === step.who) >= givenMost) continue;
      if (gotMost > 0 && count((gift) => gift.receiver === receiver) >= gotMost) continue;
      if (sign === 'minus' && !chosen['negative.below_zero'] && (sums.get(receiver) ?? 0) <= 0) continue;
      made.push({ message, sign, giver: step.who, receiver, at, undone: false });
    }
    return made;
  }
}

const named = (step: Told['step']): number[] => (isCommand(step) ? [] : step.names);
