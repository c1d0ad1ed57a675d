import { HOUR, type Seconds } from '../model/time.ts';
import type { StaleLimits } from './store.ts';

/** For so long Telegram lets a bot remove a message. */
const REMOVABLE = 48 * HOUR;

export interface Aging {
  at: Seconds;
  dueAt: Seconds;
  keep: boolean;
  job: { is: 'notice' | 'delete' };
}

/** Too old to be worth doing. `maxAge`: seconds, 0 = notices never are. What was meant for later ages from then. */
export function isStale(row: Aging, now: Seconds, maxAge: number): boolean {
  if (row.job.is === 'delete') return row.at < now - REMOVABLE;
  return maxAge > 0 && !row.keep && Math.max(row.at, row.dueAt) < now - maxAge;
}

/** The same limits as a statement needs them. */
export function staleLimits(now: Seconds, maxAge: number): StaleLimits {
  return { noticesBefore: maxAge > 0 ? now - maxAge : null, removalsBefore: now - REMOVABLE };
}
