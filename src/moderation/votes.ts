import type { UserId } from '../model/ids.ts';
import type { Refusal } from '../model/refusal.ts';
import { MINUTE, type Seconds } from '../model/time.ts';

/** Votes on removing one message. */
export interface Vote {
  readonly startedAt: Seconds;
  /** In the order in which they voted. */
  readonly voters: readonly UserId[];
}

/** Who finds nobody to join in for so long was alone with it. */
export const VOTE_LASTS: Seconds = 10 * MINUTE;

export const isOver = ({ startedAt }: Vote, at: Seconds): boolean => at - startedAt > VOTE_LASTS;

/** One more vote; after ten minutes they begin anew. Exactly then is still in time. */
export function castVote(vote: Vote | null, by: UserId, at: Seconds, needed: number): Vote | Refusal {
  if (!vote || isOver(vote, at)) return { startedAt: at, voters: [by] };
  if (vote.voters.includes(by)) return { no: 'vote_twice', have: vote.voters.length, need: needed };
  return { ...vote, voters: [...vote.voters, by] };
}
