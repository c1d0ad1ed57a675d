import type { Seconds } from './time.ts';

/** More or less experience for a while; `percent` on top of the amount: 100 is double, −50 half. */
export interface Boost {
  percent: number;
  from: Seconds;
  /** The first second that it does not hold any more. */
  to: Seconds;
}

export const LEAST_BOOST = -50;
export const MOST_BOOST = 200;

/**
 * What holds at a moment: a timed boost stands in the place of the usual one as long as it lasts. `boosts`: none two at
 * once. The moment is that of the message, so that one which ends while messages are on their way counts right.
 */
export function boostAt(boosts: readonly Boost[], usual: number, at: Seconds): number {
  for (const { percent, from, to } of boosts) if (from <= at && at < to) return percent;
  return usual;
}

/** GiselleBot rounds down to tens: −35 → −40. Null: out of bounds. */
export function roundedBoost(percent: number): number | null {
  if (percent > MOST_BOOST || percent < LEAST_BOOST) return null;
  return Math.floor(percent / 10) * 10 || 0;
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z$/;

/** As it is stored: `100 2026-11-28T00:00Z/2026-11-30T00:00Z`. Null: it is none. */
export function readBoost(written: string): Boost | null {
  const [, percent = '', start = '', end = ''] =
    /^([+-]?\d{1,3})%?\s+([^\s/]+)\s*\/\s*(\S+)$/.exec(written.trim()) ?? [];
  const [from, to] = [readMoment(start.toUpperCase()), readMoment(end.toUpperCase())];
  const rounded = percent === '' ? null : roundedBoost(Number(percent));
  return rounded === null || from === null || to === null || from >= to
    ? null
    : { percent: rounded, from, to };
}

/** What `readBoost` reads back. */
export function writeBoost({ percent, from, to }: Boost): string {
  return `${percent} ${writeMoment(from)}/${writeMoment(to)}`;
}

/** A day that is none, 30 February, is taken by `Date` for another. */
function readMoment(written: string): Seconds | null {
  if (!MOMENT.test(written)) return null;
  const at = Date.parse(written) / 1000;
  return Number.isNaN(at) || at < 0 || !writeMoment(at).startsWith(written.slice(0, 16)) ? null : at;
}

function writeMoment(at: Seconds): string {
  return `${new Date(at * 1000).toISOString().slice(0, 19)}Z`.replace(/:00Z$/, 'Z');
}

/** Boosts as they are stored; null where they cannot hold together. */
export function readBoosts(written: readonly string[]): readonly Boost[] | null {
  const boosts: Boost[] = [];
  for (const one of written) {
    const boost = readBoost(one);
    const before = boosts.at(-1);
    if (!boost || (before && boost.from < before.to)) return null;
    boosts.push(boost);
  }
  return boosts;
}
