import type { Dice } from '../model/dice.ts';
import { between } from '../model/dice.ts';
import type { Powers } from '../model/facts.ts';
import { CEILING, type Sign, type SignRules } from './rules.ts';

type AwardRules = Pick<SignRules, 'award' | 'awardMin' | 'awardMax' | 'complexFull'>;

/**
 * How much one gift is worth, before floors and ceilings: at least 1.
 * normal: 1. random: uniform over awardMin…awardMax. complex: see `complexAward`.
 */
export function award(rules: AwardRules, giverReputation: number, dice: Dice, receiver: number): number {
  switch (rules.award) {
    case 'normal':
      return 1;
    case 'complex':
      return complexAward(rules, giverReputation);
    case 'random':
      return between(dice('award', receiver), rules.awardMin, rules.awardMax);
  }
}

/**
 * min + floor((max − min) · √(clamp(rep, 0, full) / full)), rep being the giver's own before the gift: the first
 * points of a giver weigh most, and nobody weighs more than max.
 * Sample values for 1…10, full 1000: −5 → 1, 0 → 1, 12 → 1, 13 → 2, 250 → 5, 999 → 9, 1000 → 10, 5000 → 10.
 */
export function complexAward(rules: AwardRules, reputation: number): number {
  const share = Math.min(Math.max(reputation, 0), rules.complexFull) / rules.complexFull;
  return rules.awardMin + Math.floor((rules.awardMax - rules.awardMin) * Math.sqrt(share));
}

/**
 * An award as its giver's rewards have it weigh, with the sign of what is given: first the award, then the weight, then
 * floor and ceiling. A minus weighs as much as anybody's.
 * Sample values for a weight of 3: thanks worth 1 → 3, thanks worth 10 → 30, a minus worth 2 → −2.
 */
export function weighed(worth: number, sign: Sign, { weight }: Pick<Powers, 'weight'>): number {
  return sign === 'thanks' ? worth * weight : -worth;
}

/** What a change really moves a total by, once it is held between floor and ceiling. Never against its own sign. */
export function actualChange(total: number, change: number, floor: number, ceiling = CEILING): number {
  if (change > 0) return Math.max(0, Math.min(change, ceiling - total));
  return Math.min(0, Math.max(change, floor - total)) || 0;
}
