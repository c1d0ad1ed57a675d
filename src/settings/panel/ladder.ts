import type { NumberSetting, Unit } from '../kinds.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Lengths of time that people name, in seconds. */
const TIMES = [
  ...[1, 2, 3, 5, 10, 15, 20, 30, 45],
  ...[1, 1.5, 2, 3, 5, 10, 15, 20, 30, 45].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 4, 6, 8, 12].map((hours) => hours * HOUR),
  ...[1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 365, 730, 1095, 1825, 3650].map(
    (days) => days * DAY,
  ),
];

/** 1 to 10 one by one, then 15, 20, 25, 30, 40, 50, 75, 100, 150 … */
const COUNTS = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9],
  ...[10, 100, 1000, 10_000, 100_000, 1_000_000].flatMap((ten) =>
    [1, 1.5, 2, 2.5, 3, 4, 5, 7.5].map((step) => step * ten),
  ),
];

/** Seconds in one of a unit of time. */
export const SECONDS_IN: Partial<Record<Unit, number>> = {
  ...{ seconds: 1, minutes: MINUTE, hours: HOUR, days: DAY },
};

/** The values that − and + lead through: such as people choose, the bounds and the default among them. Ascending. */
export function ladderOf(setting: NumberSetting): number[] {
  const { min, max, default: usual, leastOn = min } = setting;
  const within = stepsOf(setting).filter((step) => step > min && step >= leastOn && step < max);
  return [...new Set([min, ...within, usual, max])].sort((a, b) => a - b);
}

function stepsOf({ min, max, unit, decimals = 0, step }: NumberSetting): number[] {
  if (step !== undefined) {
    return Array.from({ length: Math.floor((max - min) / step) + 1 }, (_, n) => min + n * step);
  }
  const size = SECONDS_IN[unit];
  if (size !== undefined) return TIMES.map((seconds) => seconds / size).filter(Number.isInteger);
  const places = 10 ** decimals;
  const counts = COUNTS.filter(Number.isInteger).map((count) => count / places);
  return [...counts, ...(min < 0 ? [0, ...counts.map((count) => -count)] : [])];
}

/** The next value of the ladder in a direction; null at its end. */
export function stepFrom(setting: NumberSetting, value: number, to: 'up' | 'down'): number | null {
  const ladder = ladderOf(setting);
  const found = to === 'up' ? ladder.find((step) => step > value) : ladder.findLast((step) => step < value);
  return found ?? null;
}
