import type { DayFacts } from './facts.ts';

/** All that is summed of a member's day. */
export interface DaySums extends Mutable<DayFacts> {
  messages: number;
  reputation: number;
  experience: number;
  activity: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The latest day on which something was counted for a member. */
export interface Today extends DaySums {
  day: number;
}

export function newToday(day: number): Today {
  // Made for many a message: spreading would cost more than all of it.
  return {
    day,
    messages: 0,
    experience: 0,
    activity: 0,
    reputation: 0,
    experienceGot: 0,
    thanksGiven: 0,
    thanksGot: 0,
    minusGiven: 0,
    minusGot: 0,
  };
}

/**
 * As it stands in `members.today`: short, for it is read and written with nearly every message, and by commas, so that
 * `member_days` can tell its figures apart. What gifts bring is left out on days without any. Day 20783, seven messages, 21
 * experience by taking part: `20783,7,21,21`; with a thanks given and one got: `20783,7,31,21,1,10,1,1,0,0`.
 */
export function packToday(today: Today): string {
  const { day, messages, experience, activity, reputation, experienceGot } = today;
  const { thanksGiven, thanksGot, minusGiven, minusGot } = today;
  const own = `${day},${messages},${experience},${activity}`;
  const isPlain =
    reputation === 0 &&
    experienceGot === 0 &&
    thanksGiven === 0 &&
    thanksGot === 0 &&
    minusGiven === 0 &&
    minusGot === 0;
  if (isPlain) return own;
  return `${own},${reputation},${experienceGot},${thanksGiven},${thanksGot},${minusGiven},${minusGot}`;
}

export function unpackToday(packed: string): Today {
  const figures = figuresOf(packed);
  const [day = 0, messages = 0, experience = 0, activity = 0, reputation = 0, experienceGot = 0] = figures;
  const today = newToday(day);
  today.messages = messages;
  today.experience = experience;
  today.activity = activity;
  if (figures.length <= 4) return today;
  today.reputation = reputation;
  today.experienceGot = experienceGot;
  today.thanksGiven = figures[6] ?? 0;
  today.thanksGot = figures[7] ?? 0;
  today.minusGiven = figures[8] ?? 0;
  today.minusGot = figures[9] ?? 0;
  return today;
}

/** Sign by sign: splitting takes several times as long. */
function figuresOf(packed: string): number[] {
  const all: number[] = [];
  let figure = 0;
  let isBelow = false;
  for (let at = 0; at < packed.length; at += 1) {
    const code = packed.charCodeAt(at);
    if (code === COMMA) {
      all.push(isBelow ? -figure : figure);
      figure = 0;
      isBelow = false;
    } else if (code === MINUS) isBelow = true;
    else figure = 10 * figure + code - ZERO;
  }
  all.push(isBelow ? -figure : figure);
  return all;
}

const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;

/** Where a figure stands in it, counted from 1. */
const PLACES = {
  ...{ day: 1, messages: 2, experience: 3, activity: 4, reputation: 5, experience_got: 6 },
  ...{ thanks_given: 7, thanks_got: 8, minus_given: 9, minus_got: 10 },
};

/** A figure of it in SQL; null: there is no such day. */
export const figureOfToday = (figure: keyof typeof PLACES, today = 'today') => {
  const stored = `nullif(split_part(${today}, ',', ${PLACES[figure]}), '')`;
  return figure === 'day' ? `${stored}::int` : `coalesce(${stored}, '0')::bigint`;
};

/** The day alone. */
export const dayOfToday = (packed: string): number => Number.parseInt(packed, 10);

/** Adds what was summed of a day; `times` −1 takes it away. */
export function addSums(to: DaySums, more: Readonly<DaySums>, times: 1 | -1 = 1): void {
  to.messages += times * more.messages;
  to.experience += times * more.experience;
  to.activity += times * more.activity;
  to.reputation += times * more.reputation;
  to.experienceGot += times * more.experienceGot;
  to.thanksGiven += times * more.thanksGiven;
  to.thanksGot += times * more.thanksGot;
  to.minusGiven += times * more.minusGiven;
  to.minusGot += times * more.minusGot;
}
