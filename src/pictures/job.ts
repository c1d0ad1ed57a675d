import type { Card } from '../profile/card.ts';

/** What can be drawn. Plain data: it goes to a thread of its own. */
export type Job = { is: 'card'; card: Card; face: Uint8Array | null };

export interface Asked {
  id: number;
  job: Job;
}

export type Answer = { id: number; png: Uint8Array } | { id: number; fault: string };
