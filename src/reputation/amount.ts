import type { Dice } from '../model/dice.ts';
import { between } from '../model/dice.ts';
import { CEILING, type SignRules } from './rules.ts';

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

/** What a change really moves a total by, once it is held between floor and ceiling. Never against its own sign. */
export function actualChange(total: number, change: number, floor: number, ceiling = CEILING): number {
  if (change > 0) return Math.max(0, Math.min(change, ceiling - total));
  return Math.min(0, Math.max(change, floor - total)) || 0;
}
