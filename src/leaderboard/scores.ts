/** The scores of a rating, the highest first. Of a long one only its first are there one by one. */
export interface Scores {
  readonly total: number;
  /** By score, then by id. */
  readonly first: readonly Scored[];
  /** Each score with how many have it, descending; empty where `first` holds everybody. */
  readonly counts: readonly (readonly [score: number, people: number])[];
}

export interface Scored {
  readonly userId: number;
  readonly score: number;
}

export interface Placed extends Scored {
  /** Counts from 1; those with the same score share it. */
  readonly place: number;
}

/** Sample: scores 9, 5, 5, 3: 9 → 1, 5 → 2, 3 → 4, and 7, which nobody has, would be 2. */
export function placeOf({ first, counts }: Scores, score: number): number {
  if (counts.length === 0) return 1 + countAbove(first, score);
  let above = 0;
  for (const [higher, people] of counts) {
    if (higher <= score) break;
    above += people;
  }
  return above + 1;
}

/** How many of those in order have more. */
function countAbove(first: readonly Scored[], score: number): number {
  let low = 0;
  let high = first.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((first[middle]?.score ?? 0) > score) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A page, counting from 1; null: it lies behind those who are there one by one. */
export function pageOf(scores: Scores, page: number, perPage: number): Placed[] | null {
  const from = (page - 1) * perPage;
  if (from < scores.total && from + perPage > scores.first.length && scores.first.length < scores.total)
    return null;
  return scores.first
    .slice(from, from + perPage)
    .map((one) => ({ ...one, place: placeOf(scores, one.score) }));
}

/** The last page that there is, at least 1. */
export const lastPage = (total: number, perPage: number): number => Math.max(1, Math.ceil(total / perPage));
