import { DAY, HOUR, localDay, type Seconds, zoneOffset } from '../model/time.ts';

export type Rhythm = 'daily' | 'weekly' | 'monthly';

/**
 * The next moment after another at which boards are posted: at an hour of the chat's clock, every day, on Mondays, or on
 * the first of the month.
 * Sample values, UTC, 18 o'clock, after 2026-11-26 12:00 (a Thursday): daily → the same day, weekly → 11-30, monthly → 12-01.
 */
export function nextPost(rhythm: Rhythm, hour: number, after: Seconds, zone: string): Seconds {
  for (let day = localDay(after, zone); ; day += 1) {
    if (!isDay(rhythm, day)) continue;
    const at = momentOf(day, hour, zone);
    if (at > after) return at;
  }
}

/** How many times 24 hours a post looks back upon: as far as the one before it. */
export function daysBefore(rhythm: Rhythm, at: Seconds, zone: string): number {
  if (rhythm !== 'monthly') return rhythm === 'daily' ? 1 : 7;
  // The month that has just ended.
  return new Date((localDay(at, zone) - 1) * DAY * 1000).getUTCDate();
}

/** 1970-01-01 was a Thursday. */
function isDay(rhythm: Rhythm, day: number): boolean {
  if (rhythm === 'daily') return true;
  return rhythm === 'weekly' ? day % 7 === 4 : new Date(day * DAY * 1000).getUTCDate() === 1;
}

/** An hour that the clock leaves out in spring comes an hour later. */
function momentOf(day: number, hour: number, zone: string): Seconds {
  const local = day * DAY + hour * HOUR;
  return local - zoneOffset(local - zoneOffset(local, zone), zone);
}
