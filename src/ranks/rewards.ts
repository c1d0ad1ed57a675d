import { isReached, type Ladder, type LadderSwitches } from './ladder.ts';

/** What a title or a level brings. */
export interface Reward {
  /** Counts from 1 within the chat, and is never used again. */
  readonly id: number;
  readonly for: Tier;
  readonly keep: Keep;
  readonly gifts: Gifts;
  /** An admin took it away: who holds it keeps it, nobody else gets it. */
  readonly gone: boolean;
  /** Who set it up; absent: nobody that is known. */
  readonly by?: number;
}

/** A title by its id, or a level. */
export type Tier = { readonly title: number } | { readonly level: number };

/**
 * When it goes. `volatile`: at the next level or title. `persistent`: never, also when its tier is lost. `default`: at
 * a higher reward where the chat replaces, else it stays; and with its tier.
 */
export const KEEPS = ['volatile', 'persistent', 'default'] as const;
export type Keep = (typeof KEEPS)[number];

export interface Gifts {
  /** '': none. */
  readonly tag: string;
  /** What Telegram shows of a tag that is longer than Telegram takes; '': the tag itself. */
  readonly short: string;
  /** The chat into which a link leads, once; null: none. */
  readonly link: number | null;
  /** Lifts what the bot itself puts on newcomers. */
  readonly lift: boolean;
  /** A vote on what is deleted. */
  readonly vote: boolean;
  /** How many times as much the holder's thanks give; 1: as much as everybody's. */
  readonly weight: number;
  /** Thanks a day beyond what everybody may give. */
  readonly gifts: number;
  /** May double another member's experience for a day, once. */
  readonly boost: boolean;
}

export const NO_GIFTS: Gifts = {
  ...{ tag: '', short: '', link: null, lift: false },
  ...{ vote: false, weight: 1, gifts: 0, boost: false },
};

/** A chat's rewards in the order in which they were made, and how many there have ever been. */
export interface Rewards {
  readonly made: number;
  readonly list: readonly Reward[];
}

export const NO_REWARDS: Rewards = { made: 0, list: [] };

/** Whether a default reward goes at a higher one. */
export type RewardsMode = 'replace' | 'stack';

/** All that decides who holds what. */
export interface Chain {
  readonly rewards: Rewards;
  readonly ladder: Ladder;
  readonly mode: RewardsMode;
}

/** How far somebody has come. */
export interface Standing {
  readonly level: number;
  /** Ids of the title held, last, and of those below it that are reached as well, from the lowest. */
  readonly titles: readonly number[];
}

/** Before anybody has begun. */
export const NOWHERE: Standing = { level: -1, titles: [] };

export interface Points {
  readonly level: number;
  readonly experience: number;
  readonly reputation: number;
  /** Id of the title held. */
  readonly title: number | null;
}

export function standingOf(points: Points, ladder: Ladder, switches: LadderSwitches): Standing {
  const { level, experience, reputation, title } = points;
  const top = title === null ? -1 : ladder.findIndex(({ id }) => id === title);
  const titles = ladder
    .slice(0, top + 1)
    .filter((one) => one.id === title || isReached(one, experience, reputation, switches))
    .map(({ id }) => id);
  return { level, titles };
}

/**
 * `through`: every tier on the way up gives its rewards, as if each had been reached by itself. `final`: only the tier
 * reached does, as where an admin sets points by hand.
 */
export type Passing = 'through' | 'final';

/**
 * The rewards held after a step from one standing to another, in the order in which they came. On the way up those of
 * each tier come, volatile ones below it go, and where it brings anything and the chat replaces, so do default ones. On
 * the way down all that is above goes but persistent ones, and what the tier held now would have brought comes back.
 * Levels and titles are two ways up: neither replaces what the other brought.
 * Sample, with Rookie (level 5, volatile), Known Member (5, persistent), Junior (7) and Senior (10):
 * 4 → 5: Rookie, Known Member; → 6: Known Member; → 7: and Junior; → 10: Known Member, Senior; → 8: Known Member, Junior.
 */
export function heldAfter(
  held: readonly number[],
  before: Standing,
  after: Standing,
  chain: Chain,
  passing: Passing,
): readonly number[] {
  const byLevel = stepped(held, wayOf(chain, 'level', before, after), chain.mode, passing);
  return stepped(byLevel, wayOf(chain, 'title', before, after), chain.mode, passing);
}

/** What somebody who stands here would hold if they had come from nothing, step by step. */
export function entitled(standing: Standing, chain: Chain): readonly number[] {
  return heldAfter([], NOWHERE, standing, chain, 'through');
}

export function diff(
  before: readonly number[],
  after: readonly number[],
): { give: readonly number[]; take: readonly number[] } {
  return {
    give: after.filter((id) => !before.includes(id)),
    take: before.filter((id) => !after.includes(id)),
  };
}

/** The tag that is shown: of the highest tier held, of levels or of titles whichever came last. Null: none. */
export function shownReward(held: readonly number[], { rewards, ladder }: Chain): Reward | null {
  const best: { level?: Ranked; title?: Ranked } = {};
  for (const [order, id] of held.entries()) {
    const reward = rewards.list.find((one) => one.id === id);
    if (!reward || reward.gifts.tag === '') continue;
    const axis = axisOf(reward);
    const height = heightOf(reward, ladder) ?? -1;
    const other = best[axis];
    if (!other || height >= other.height) best[axis] = { reward, height, order };
  }
  const { level, title } = best;
  if (!level || !title) return (level ?? title)?.reward ?? null;
  return level.order > title.order ? level.reward : title.reward;
}

/** As Telegram is told. */
export const tagOf = (reward: Reward | null): string => reward?.gifts.short || reward?.gifts.tag || '';

/** How high its tier is among those of its kind; null: there is no such title any more. */
export function heightOf(reward: Reward, ladder: Ladder): number | null {
  if ('level' in reward.for) return reward.for.level;
  const { title } = reward.for;
  const place = ladder.findIndex(({ id }) => id === title);
  return place < 0 ? null : place;
}

/** Whether who has one of a higher tier of its kind does not hold it. */
export function isOutdone(reward: Reward, { rewards, ladder, mode }: Chain): boolean {
  const height = heightOf(reward, ladder);
  if (reward.keep !== 'default' || mode !== 'replace' || height === null) return false;
  return rewards.list.some(
    (one) => !one.gone && axisOf(one) === axisOf(reward) && (heightOf(one, ladder) ?? -1) > height,
  );
}

type Axis = 'level' | 'title';

interface Ranked {
  reward: Reward;
  height: number;
  order: number;
}

/** One of the two ways up, with heights for tiers. */
interface Way {
  from: number;
  to: number;
  /** Heights between them that are reached, ascending; the last is `to`. */
  steps: readonly number[];
  /** Those that still are to be had. */
  rewards: readonly { id: number; height: number; keep: Keep }[];
}

const axisOf = (reward: Reward): Axis => ('level' in reward.for ? 'level' : 'title');

function wayOf({ rewards, ladder }: Chain, axis: Axis, before: Standing, after: Standing): Way {
  const given = rewards.list.flatMap((reward) => {
    const height = reward.gone || axisOf(reward) !== axis ? null : heightOf(reward, ladder);
    return height === null ? [] : [{ id: reward.id, height, keep: reward.keep }];
  });
  if (axis === 'level') {
    const { level: to } = after;
    const steps = [...new Set([...given.map(({ height }) => height).filter((height) => height < to), to])];
    return { from: before.level, to, steps: steps.sort((a, b) => a - b), rewards: given };
  }
  const heights = ({ titles }: Standing) =>
    titles.map((title) => ladder.findIndex(({ id }) => id === title)).filter((height) => height >= 0);
  const steps = heights(after);
  return { from: heights(before).at(-1) ?? -1, to: steps.at(-1) ?? -1, steps, rewards: given };
}

function stepped(held: readonly number[], way: Way, mode: RewardsMode, passing: Passing): readonly number[] {
  const { from, to, steps, rewards } = way;
  if (to === from || rewards.length === 0) return held;
  if (to < from) return fallen(held, way, mode);
  const climbed = passing === 'final' ? steps.slice(-1) : steps.filter((step) => step > from);
  let now = held;
  for (const step of climbed) {
    const gained = rewards.filter(({ height }) => height === step).map(({ id }) => id);
    const lost = rewards.filter(
      ({ height, keep }) =>
        height < step &&
        (keep === 'volatile' || (keep === 'default' && mode === 'replace' && gained.length > 0)),
    );
    now = joined(without(now, lost), gained);
  }
  return now;
}

function fallen(held: readonly number[], way: Way, mode: RewardsMode): readonly number[] {
  const { to, rewards } = way;
  const lost = rewards.filter(({ height, keep }) => height > to && keep !== 'persistent');
  const fromNothing = stepped([], { ...way, from: Number.NEGATIVE_INFINITY }, mode, 'through');
  // Where nothing replaces, what is below has never gone.
  const back = rewards.filter(
    ({ id, keep }) =>
      fromNothing.includes(id) && (keep === 'volatile' || (keep === 'default' && mode === 'replace')),
  );
  return joined(
    without(held, lost),
    back.map(({ id }) => id),
  );
}

function without(held: readonly number[], lost: Way['rewards']): readonly number[] {
  return lost.length === 0 ? held : held.filter((id) => !lost.some((one) => one.id === id));
}

function joined(held: readonly number[], more: readonly number[]): readonly number[] {
  const fresh = more.filter((id) => !held.includes(id));
  return fresh.length === 0 ? held : [...held, ...fresh];
}
