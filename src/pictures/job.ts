import type { Card } from '../profile/card.ts';
import type { Charts } from '../stats/charts.ts';

/** What can be drawn. Plain data: it goes to a thread of its own. */
export type Job = { is: 'card'; card: Card; face: Uint8Array | null } | { is: 'charts'; charts: Charts };

export interface Asked {
  id: number;
  job: Job;
}

export type Answer = { id: number; png: Uint8Array<ArrayBuffer> } | { id: number; fault: string };
