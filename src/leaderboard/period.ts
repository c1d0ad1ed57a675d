import type { TopPeriod } from '../model/rating.ts';
import { DAY, localDay, MINUTE, type Seconds, zoneOffset } from '../model/time.ts';

/** When a period began: the moment, and the first day of the chat's calendar that belongs to it. */
export interface Since {
  readonly at: Seconds;
  readonly day: number;
  /** Where it begins within that day: when the next one begins. */
  readonly nextDayAt: Seconds | null;
  /** When the one before it began. */
  readonly beforeAt: Seconds;
}

/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const weekday = (day: number) => (((day + 3) % 7) + 7) % 7;

/**
 * The period that a moment lies in. Null: of all time. So many times 24 hours begin within a day, of which only what bears
 * a time is counted to the second.
 * Sample values, UTC, at 2026-11-26 12:00 (day 20783, a Thursday): day → 20783, week → 20780, month → 20758 (the 1st),
 * year → 20454, 1 → 20782 from 12:00 on.
 */
export function sinceOf(period: TopPeriod, now: Seconds, zone: string): Since | null {
  if (period === 'all') return null;
  if (typeof period === 'number') {
    // By the minute, so that the same rating is asked for more than once.
    const at = Math.floor((now - period * DAY) / MINUTE) * MINUTE;
    const day = localDay(at, zone);
    return { at, day, nextDayAt: startOfDay(day + 1, zone), beforeAt: at - period * DAY };
  }
  const today = localDay(now, zone);
  const day = firstDay(period, today);
  const beforeAt = startOfDay(firstDay(period, day - 1), zone);
  return { at: startOfDay(day, zone), day, nextDayAt: null, beforeAt };
}

function firstDay(period: Exclude<TopPeriod, 'all' | number>, today: number): number {
  if (period === 'day') return today;
  if (period === 'week') return today - weekday(today);
  const date = new Date(today * DAY * 1000);
  return Date.UTC(date.getUTCFullYear(), period === 'month' ? date.getUTCMonth() : 0, 1) / 1000 / DAY;
}

/** The moment at which a day of a zone's calendar begins. */
export function startOfDay(day: number, zone: string): Seconds {
  const guess = day * DAY - zoneOffset(day * DAY, zone);
  const at = day * DAY - zoneOffset(guess, zone);
  // Where the clock is put forward at midnight the day begins an hour late.
  return localDay(at, zone) === day ? at : at + 3600;
}
