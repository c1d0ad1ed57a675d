import type { Refusal } from '../model/refusal.ts';

/** A rung of a chat's ladder. */
export interface Title {
  /** Counts from 1 within the chat, and is never used again. */
  readonly id: number;
  readonly name: string;
  /** What it takes at least; null: nothing of it. */
  readonly experience: number | null;
  readonly reputation: number | null;
  /** Percent that its holders earn more, −50…200; absent: none. */
  readonly boost?: number;
  /** Which of the ready titles it is, counted from 1, called as the chat's language has it; absent: the admins' own. */
  readonly ready?: number;
}

/** From the lowest to the highest. The order is kept as it is: of two that share no threshold nothing else tells it. */
export type Ladder = readonly Title[];

/** What a chat makes of its ladder. */
export interface LadderSwitches {
  readonly useExperience: boolean;
  readonly useReputation: boolean;
  /** Whether losing points loses the title. */
  readonly demote: boolean;
}

/** No message tells more of them, and no chat wants more. */
export const MOST_TITLES = 50;
export const LONGEST_TITLE = 64;

/**
 * The title of so many points: the highest of which every threshold is met. One that has none left, because the chat
 * uses experience or reputation no longer, sleeps: nobody reaches it. Where nobody is demoted, the title that is held
 * counts until a higher one is reached. `held`: the id of the title so far.
 * Sample: "Barber of the Chat" at 1000 and 25: (1000, 25) → it, (999, 25) → none, (1000, 24) → none.
 */
export function titleOf(
  experience: number,
  reputation: number,
  ladder: Ladder,
  switches: LadderSwitches,
  held: number | null,
): Title | null {
  for (let rung = ladder.length - 1; rung >= 0; rung -= 1) {
    const title = ladder[rung];
    if (!title) continue;
    if (isReached(title, experience, reputation, switches)) return title;
    if (!switches.demote && held !== null && title.id === held) return title;
  }
  return null;
}

/** The next title up, and what is still missing for it; null: there is none. */
export function nextTitle(
  experience: number,
  reputation: number,
  ladder: Ladder,
  switches: LadderSwitches,
  held: number | null,
): { title: Title; experience: number; reputation: number } | null {
  const now = titleOf(experience, reputation, ladder, switches, held);
  const from = now ? ladder.indexOf(now) + 1 : 0;
  for (const title of ladder.slice(from)) {
    const { useExperience, useReputation } = switches;
    if (isAsleep(title, switches)) continue;
    return {
      title,
      experience: useExperience ? Math.max(0, (title.experience ?? experience) - experience) : 0,
      reputation: useReputation ? Math.max(0, (title.reputation ?? reputation) - reputation) : 0,
    };
  }
  return null;
}

/** Whether no threshold of it is in use. */
export function isAsleep(title: Title, { useExperience, useReputation }: LadderSwitches): boolean {
  return !(useExperience && title.experience !== null) && !(useReputation && title.reputation !== null);
}

/** Whether every threshold in use is met. */
export function isReached(
  title: Title,
  experience: number,
  reputation: number,
  switches: LadderSwitches,
): boolean {
  if (isAsleep(title, switches)) return false;
  if (switches.useExperience && title.experience !== null && experience < title.experience) return false;
  return !(switches.useReputation && title.reputation !== null && reputation < title.reputation);
}

/**
 * The ladder with a title in its place, or why it has none: no two with the same experience or the same reputation, and
 * thresholds rise together. What a title does not ask for is compared with nothing. `gone`: ready titles that stood in
 * its way and made room.
 */
export function withTitle(
  ladder: Ladder,
  title: Title,
): { ladder: Ladder; gone: Ladder } | { refusal: Refusal } {
  const all = ladder.filter(({ id }) => id !== title.id);
  const gone = inTheWay(all, title);
  const others = gone.length === 0 ? all : all.filter((one) => !gone.includes(one));
  const refused = faultOf(others, title);
  if (refused) return { refusal: refused };
  let above = -1;
  let below = others.length;
  for (const [index, other] of others.entries()) {
    const order = compare(title, other);
    if (order === 'crossing')
      return { refusal: { no: 'title_crosses', name: title.name, other: other.name } };
    if (order === 'above') above = Math.max(above, index);
    if (order === 'below') below = Math.min(below, index);
  }
  // Above one that is above what it must stay below: two that share no threshold lie between.
  const lower = others[above];
  if (lower && above >= below)
    return { refusal: { no: 'title_crosses', name: title.name, other: lower.name } };
  const place = below < others.length ? below : others.length;
  return { ladder: [...others.slice(0, place), title, ...others.slice(place)], gone };
}

/**
 * Ready titles that a title cannot stand beside. Sample: "Barber" at 1000 and 25 where "Helper" is ready at 25; and
 * those at 100 and 300, too, where one's own "Writer" at 500 of experience lies above them and Barber above Writer.
 */
function inTheWay(others: Ladder, title: Title): Ladder {
  let above = -1;
  let below = others.length;
  for (const [index, other] of others.entries()) {
    if (other.ready !== undefined) continue;
    const order = compare(title, other);
    if (order === 'above') above = Math.max(above, index);
    if (order === 'below') below = Math.min(below, index);
  }
  return others.filter((other, index) => {
    if (other.ready === undefined) return false;
    if (sharesThreshold(title, other)) return true;
    const order = compare(title, other);
    return (
      order === 'crossing' || (order === 'above' && index > below) || (order === 'below' && index < above)
    );
  });
}

function sharesThreshold({ experience, reputation }: Title, other: Title): boolean {
  return (
    (experience !== null && experience === other.experience) ||
    (reputation !== null && reputation === other.reputation)
  );
}

function faultOf(others: Ladder, title: Title): Refusal | null {
  if (title.experience === null && title.reputation === null)
    return { no: 'title_threshold', name: title.name };
  const named = others.find(({ name }) => sameName(name, title.name));
  if (named) return { no: 'title_twice', name: named.name };
  for (const what of ['experience', 'reputation'] as const) {
    const points = title[what];
    const other = points === null ? undefined : others.find((one) => one[what] === points);
    if (other && points !== null) return { no: 'title_same', other: other.name, what, points };
  }
  return others.length >= MOST_TITLES ? { no: 'titles_full', most: MOST_TITLES } : null;
}

export const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** How a title lies to another; null: they share no threshold. */
function compare(title: Title, other: Title): 'above' | 'below' | 'crossing' | null {
  const signs = new Set<boolean>();
  for (const what of ['experience', 'reputation'] as const) {
    const own = title[what];
    const theirs = other[what];
    if (own !== null && theirs !== null) signs.add(own > theirs);
  }
  if (signs.size === 2) return 'crossing';
  if (signs.size === 0) return null;
  return signs.has(true) ? 'above' : 'below';
}

/** The highest threshold that a title may have: as far as points go. */
export const HIGHEST_THRESHOLD = 1_000_000_000;

/** A ladder as it was stored, whatever that is: what is no title is left out. */
export function readLadder(value: unknown): Ladder {
  return Array.isArray(value) ? value.filter(isTitle) : [];
}

function isTitle(value: unknown): value is Title {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, experience, reputation, boost = 0, ready = 1 } = value as Record<string, unknown>;
  const threshold = (one: unknown) => one === null || Number.isSafeInteger(one);
  return (
    Number.isSafeInteger(id) &&
    typeof name === 'string' &&
    threshold(experience) &&
    threshold(reputation) &&
    Number.isSafeInteger(boost) &&
    Number.isSafeInteger(ready)
  );
}
