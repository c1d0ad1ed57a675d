import type { Palette } from '../profile/palette.ts';

/** Days that charts may cover, by the words that ask for them. */
export const STATS_DAYS = { week: 7, month: 30, quarter: 90, year: 365 } as const;
export type StatsPeriod = keyof typeof STATS_DAYS;
export const STATS_PERIODS = Object.keys(STATS_DAYS) as readonly StatsPeriod[];

/** Everything that a picture of charts shows, all words said already. The same charts are the same picture. */
export interface Charts {
  /** The chat, and what the charts cover. */
  title: string;
  subtitle: string;
  language: string;
  /** The language runs from right to left, and time with it. */
  leftward: boolean;
  palette: Palette;
  activity: {
    title: string;
    messagesName: string;
    giftsName: string;
    /** Of each bar: a day, or a week where there are many. */
    labels: readonly string[];
    messages: readonly number[];
    gifts: readonly number[];
  };
  heat: {
    title: string;
    days: readonly string[];
    hours: readonly string[];
    /** By day of the week, as `days` has them, and hour. */
    values: readonly (readonly number[])[];
  };
  growth: { title: string; labels: readonly string[]; members: readonly number[] };
}

/** A day of the chat, counted from 1970-01-01. */
export interface DayCount {
  day: number;
  messages: number;
  gifts: number;
}

export interface Series {
  /** The first day of each bar. */
  days: readonly number[];
  messages: readonly number[];
  gifts: readonly number[];
}

/** More bars than that are no wider than their gaps. */
const MOST_BARS = 120;

/** Every day of a period, the empty ones too; a long one by weeks that end today. */
export function seriesOf(counts: readonly DayCount[], today: number, days: number): Series {
  const width = days > MOST_BARS ? 7 : 1;
  const bars = Math.ceil(days / width);
  const first = today - bars * width + 1;
  const messages = new Array<number>(bars).fill(0);
  const gifts = new Array<number>(bars).fill(0);
  for (const count of counts) {
    const bar = Math.floor((count.day - first) / width);
    if (bar < 0 || bar >= bars) continue;
    messages[bar] = (messages[bar] ?? 0) + count.messages;
    gifts[bar] = (gifts[bar] ?? 0) + count.gifts;
  }
  return { days: Array.from({ length: bars }, (_, bar) => first + bar * width), messages, gifts };
}

/** How many there were at the end of each bar, from how many came on which day. */
export function growthOf(
  arrivals: readonly { day: number; people: number }[],
  days: readonly number[],
  today: number,
): number[] {
  const sorted = [...arrivals].sort((one, other) => one.day - other.day);
  let at = 0;
  let members = 0;
  return days.map((_, bar) => {
    const end = (days[bar + 1] ?? today + 1) - 1;
    for (; at < sorted.length && (sorted[at]?.day ?? 0) <= end; at += 1) members += sorted[at]?.people ?? 0;
    return members;
  });
}

/**
 * Messages by day of the week and hour of the chat's clock. `quarters`: moments rounded down to 15 minutes, with how many
 * messages each has; `offset`: seconds from UTC at a moment; `weekBegins`: 0 is Monday.
 */
export function heatOf(
  quarters: readonly { at: number; messages: number }[],
  offset: (at: number) => number,
  weekBegins: number,
): number[][] {
  const heat = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { at, messages } of quarters) {
    const local = at + offset(at);
    // 1970-01-01 was a Thursday.
    const weekday = (Math.floor(local / 86_400) + 3) % 7;
    const row = heat[(weekday - weekBegins + 7) % 7];
    const hour = Math.floor(local / 3600) % 24;
    if (row) row[hour] = (row[hour] ?? 0) + messages;
  }
  return heat;
}
