import type { Ranks } from '../leaderboard/places.ts';
import type { Ladder, LadderSwitches } from '../ranks/ladder.ts';

/** What a chat makes of its titles. */
export interface Rungs {
  readonly ladder: Ladder;
  readonly switches: LadderSwitches;
}

interface Measure {
  readonly what: Ranks;
  /** The highest first: titles that are awake, and of what they take how much. */
  readonly rungs: readonly { readonly id: number; readonly least: number }[];
}

/** The one measure that decides who holds which title; null: there are two, or what was held before counts, too. */
export function measureOf({ ladder, switches }: Rungs): Measure | null {
  if (!switches.demote) return null;
  const takes = ladder.map(({ id, experience, reputation }) => ({
    id,
    experience: switches.useExperience ? experience : null,
    reputation: switches.useReputation ? reputation : null,
  }));
  const by = (what: Ranks, other: Ranks): Measure | null => {
    const rungs = takes.flatMap((one) => (one[what] === null ? [] : [{ id: one.id, least: one[what] }]));
    // Who has nothing stands in no histogram.
    const alone = takes.every((one) => one[other] === null) && rungs.every(({ least }) => least >= 1);
    return alone && rungs.length > 0 ? { what, rungs: rungs.reverse() } : null;
  };
  return by('reputation', 'experience') ?? by('experience', 'reputation');
}

/**
 * How many hold each title, by how many have reached what it takes, the highest first: who has reached a higher one holds that.
 * Sample: 300 reached by 2, 100 by 5, 25 by 5 → 2, 3, 0; who holds none is left out.
 */
export function heldBy(
  rungs: readonly { readonly id: number; readonly reached: number }[],
): ReadonlyMap<number, number> {
  const held = new Map<number, number>();
  let above = 0;
  for (const { id, reached } of rungs) {
    if (reached > above) held.set(id, reached - above);
    above = Math.max(above, reached);
  }
  return held;
}
