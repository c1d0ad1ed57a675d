import type { UserId } from '../model/ids.ts';

/** A member of the rating. */
export interface Ranked {
  id: UserId;
  name: string;
  reputation: number;
}

/** The order of the rating: who has more comes first, and of equals who has the lower id. */
export function compareRanked(one: Omit<Ranked, 'name'>, other: Omit<Ranked, 'name'>): number {
  return other.reputation - one.reputation || one.id - other.id;
}

/**
 * Whom a gift carries its receiver strictly past: the highest of those whose place is among the first `top`, who had
 * at least what the receiver had before, and have less than the receiver has now. Null: nobody.
 *
 * `rating`: the first of the rating before the gift, in its order, one more than `top`, for the receiver may be among
 * them. Places are shared: who is passed has all above them who have more, so they stand within the first `top` if
 * fewer than that stand before them here, the receiver not counted. To draw level is not to pass. Whoever has
 * nothing, or less, stands in no rating to be passed in.
 * Sample values, of Ann 10, Bo 7, Cy 7, Di 5, and somebody else: 6 → 7 null, 6 → 8 Bo, 7 → 8 Bo, 7 → 10 Bo,
 * 7 → 11 Ann, 10 → 11 Ann, 11 → 12 null, 0 → 5 null, 0 → 6 Di. Cy himself, 7 → 8: Bo. Ann herself, 10 → 11: null.
 * Of the first two only, 0 → 6: null, for Di is the fourth; 6 → 8: Bo; of the first one only, 6 → 8: null.
 */
export function overtaken(
  rating: readonly Ranked[],
  top: number,
  receiver: UserId,
  before: number,
  after: number,
): Ranked | null {
  const others = rating.filter(({ id }) => id !== receiver).slice(0, top);
  const passed = others.find(({ reputation }) => reputation < after);
  return passed && passed.reputation >= before && passed.reputation > 0 ? passed : null;
}
