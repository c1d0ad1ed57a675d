import { actualChange } from './amount.ts';

/** Points of both kinds: what somebody has, or what they lose. */
export interface Points {
  readonly experience: number;
  readonly reputation: number;
}

/**
 * What a deduction really takes: never more experience than there is, and reputation to `floor` at most.
 * Samples for 30 experience and 4 reputation: 10 and 2 → −10, −2; 50 and 10, floor 0 → −30, −4; 50 and 10, no floor →
 * −30, −10; of −3 reputation 10 at a floor of 0 → 0.
 */
export function deduct(has: Points, loss: Points, floor: number): Points {
  return {
    experience: actualChange(has.experience, 0 - loss.experience, 0),
    reputation: actualChange(has.reputation, 0 - loss.reputation, floor),
  };
}
