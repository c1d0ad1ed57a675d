import { type Boost, boostAt } from '../model/boost.ts';
import { between, type Dice } from '../model/dice.ts';
import type { UserId } from '../model/ids.ts';
import type { NumberRange } from '../model/range.ts';
import type { Seconds } from '../model/time.ts';
import { gain } from './gain.ts';
import type { EarningKind } from './kinds.ts';
import type { Deed, EarnerFacts, Earning, EarningFacts, EarningPolicy } from './policy.ts';

/** What every gain is multiplied by. */
export interface Multipliers {
  /** 0…1 */
  bonusChance: number;
  bonusMultiplier: number;
  /** Percent on top, −50…200, where no timed one holds. */
  boost: number;
  boosts: readonly Boost[];
}

export interface GettingRules extends Multipliers {
  /** What a member gets from others in a day; 0: no limit. */
  gotPerDay: number;
}

export interface ActivityRules extends GettingRules {
  /** Between two things that a member sends; 0: none. */
  cooldown: Seconds;
  /** Shorter texts earn nothing, visible characters. */
  leastLength: number;
  amounts: Readonly<Record<EarningKind, NumberRange>>;
}

/**
 * The policy of points for taking part (ChatKeeper's and GiselleBot's): a random amount for each kind of deed. What a
 * member sends has a cooldown, what a member gets has a daily cap.
 */
export function activity(rules: ActivityRules): EarningPolicy {
  return (facts, deed, dice) => {
    switch (deed.did) {
      case 'send': {
        const earned = sent(rules, facts, deed, dice);
        const answered = repliedTo(deed);
        if (answered !== null) earned.push(...got(rules, facts, answered, 'reply_got', deed.at, dice));
        return earned;
      }
      case 'thank':
        return deed.by === deed.to ? [] : got(rules, facts, deed.to, 'thanks_got', deed.at, dice);
      case 'react':
        return deed.by === deed.to ? [] : got(rules, facts, deed.to, 'reaction_got', deed.at, dice);
      case 'invite': {
        const invited = deed.people.filter((id) => id !== deed.by);
        return invited.length === 0
          ? []
          : got(rules, facts, deed.by, 'invited', deed.at, dice, invited.length);
      }
    }
  };
}

type Sent = Extract<Deed, { did: 'send' }>;

function sent(rules: ActivityRules, facts: EarningFacts, deed: Sent, dice: Dice): Earning[] {
  const member = facts.earner(deed.by);
  if (!member) return [];
  const visit = visitKinds(member, facts.dayOf(deed.at));
  const earns =
    deed.kind !== null && deed.own && isWorth(rules, member, deed) && isRested(rules, member, deed.at);
  const kinds = earns && deed.kind ? [...visit, deed.kind] : visit;
  let base = sum(rules, kinds, deed.by, dice);
  if (earns && deed.thanks > 0) {
    kinds.push('thanks_given');
    base += deed.thanks * draw(rules, 'thanks_given', deed.by, dice);
  }
  return multiplied(rules, member, { member: deed.by, kinds, sent: earns, got: false }, base, deed.at, dice);
}

/** The first visit of a day, and the next day in a row. */
function visitKinds({ lastDay }: EarnerFacts, day: number): EarningKind[] {
  if (lastDay !== null && lastDay >= day) return [];
  return lastDay === day - 1 ? ['daily_visit', 'streak'] : ['daily_visit'];
}

/** Near-empty and repeated texts earn nothing. A picture without words is no text. */
function isWorth(
  { leastLength }: ActivityRules,
  { lastText }: EarnerFacts,
  { kind, length, text }: Sent,
): boolean {
  if (text !== 0 && text === lastText) return false;
  return kind !== 'text' || length >= leastLength;
}

/** Exactly at the end of the cooldown is late enough. */
function isRested({ cooldown }: ActivityRules, { earnedAt }: EarnerFacts, at: Seconds): boolean {
  return earnedAt === null || at - earnedAt >= cooldown;
}

const repliedTo = ({ answers, by, own }: Sent): UserId | null => (own && answers !== by ? answers : null);

function got(
  rules: ActivityRules,
  facts: EarningFacts,
  id: UserId | null,
  kind: EarningKind,
  at: Seconds,
  dice: Dice,
  times = 1,
): Earning[] {
  if (id === null || !facts.earner(id)) return [];
  return gotFrom(rules, facts, { id, kind, base: times * draw(rules, kind, id, dice), at }, dice);
}

/** What somebody gets from others, up to the daily cap. */
export function gotFrom(
  rules: GettingRules,
  facts: EarningFacts,
  { id, kind, base, at }: { id: UserId; kind: EarningKind; base: number; at: Seconds },
  dice: Dice,
): Earning[] {
  const member = facts.earner(id);
  if (!member) return [];
  const earning = { member: id, kinds: [kind], sent: false, got: true };
  const earned = multiplied(rules, member, earning, base, at, dice);
  if (rules.gotPerDay === 0) return earned;
  const left = Math.max(0, rules.gotPerDay - member.gotToday);
  return earned.flatMap((one) => (left > 0 ? [{ ...one, amount: Math.min(one.amount, left) }] : []));
}

function sum(rules: ActivityRules, kinds: readonly EarningKind[], member: UserId, dice: Dice): number {
  let total = 0;
  for (const kind of kinds) total += draw(rules, kind, member, dice);
  return total;
}

function draw({ amounts }: ActivityRules, kind: EarningKind, member: UserId, dice: Dice): number {
  const { min, max } = amounts[kind];
  return min === max ? min : between(dice(kind, member), min, max);
}

export function multiplied(
  rules: Multipliers,
  { titleBoost: title, times }: EarnerFacts,
  earning: Omit<Earning, 'amount' | 'bonus'>,
  base: number,
  at: Seconds,
  dice: Dice,
): Earning[] {
  if (base === 0) return [];
  const { bonusChance, bonusMultiplier } = rules;
  const [kind = ''] = earning.kinds;
  const lucky = bonusChance > 0 && dice(`bonus ${kind}`, earning.member) < bonusChance;
  const boost = boostAt(rules.boosts, rules.boost, at);
  const amount = gain(base * times, { boost, title, bonus: lucky ? bonusMultiplier : 1 });
  if (amount <= 0) return [];
  const { member, kinds, sent, got } = earning;
  return [{ member, kinds, sent, got, amount, bonus: lucky ? bonusMultiplier : null }];
}
