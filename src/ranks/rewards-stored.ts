import {
  type Gifts,
  KEEPS,
  type Keep,
  NO_GIFTS,
  NO_REWARDS,
  type Reward,
  type Rewards,
  tagOf,
} from './rewards.ts';

/** Of a reward what differs from nothing, as it stands in the chat's row. */
type Stored = Partial<Gifts> & {
  id: number;
  title?: number;
  level?: number;
  keep?: Keep;
  gone?: true;
  by?: number;
};

/** '' for none, as long as there has never been one. */
export function storeRewards({ made, list }: Rewards): string {
  return made === 0 ? '' : JSON.stringify({ made, list: list.map(stored) });
}

function stored({ id, for: tier, keep, gifts, gone, by }: Reward): Stored {
  const given = Object.entries(gifts).filter(([name, value]) => value !== NO_GIFTS[name as keyof Gifts]);
  return {
    id,
    ...tier,
    ...(keep !== 'default' && { keep }),
    ...Object.fromEntries(given),
    ...(gone && { gone }),
    // Last, so that `forget.ts` finds it.
    ...(by !== undefined && { by }),
  };
}

/** A chat's rewards as they were stored, whatever that is: what is no reward is left out. */
export function readRewards(text: string): Rewards {
  if (text === '') return NO_REWARDS;
  try {
    const { made, list } = JSON.parse(text) as { made?: unknown; list?: unknown };
    if (!Number.isSafeInteger(made) || !Array.isArray(list)) return NO_REWARDS;
    return { made: made as number, list: list.flatMap((one) => readReward(one) ?? []) };
  } catch {
    return NO_REWARDS;
  }
}

/** Whether one of them lifts what newcomers may not do. */
export function lifts(text: string): boolean {
  return readRewards(text).list.some(({ gone, gifts }) => !gone && gifts.lift);
}

/** The tags that rewards give, as Telegram is told. */
export function shownTags(text: string): string[] {
  const tags = readRewards(text).list.map((reward) => (reward.gone ? '' : tagOf(reward)));
  return tags.filter((tag) => tag !== '');
}

/** Who set up the reward that shows this tag; null: nobody that is known. */
export function whoGives(text: string, tag: string): number | null {
  const reward = readRewards(text).list.findLast((one) => !one.gone && tagOf(one) === tag);
  return reward?.by ?? null;
}

function readReward(value: unknown): Reward | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, title, level, keep = 'default', gone = false, by, ...gifts } = value as Record<string, unknown>;
  const tier = isId(title) ? { title } : isId(level) ? { level } : null;
  if (!isId(id) || !tier || !KEEPS.some((one) => one === keep)) return null;
  return {
    ...{ id, for: tier, keep: keep as Keep, gifts: readGifts(gifts), gone: gone === true },
    ...(isId(by) && { by }),
  };
}

const isId = (value: unknown): value is number => Number.isSafeInteger(value);

function readGifts(stored: Record<string, unknown>): Gifts {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const count = (value: unknown, none: number) => (isId(value) && value >= none ? value : none);
  return {
    tag: text(stored.tag),
    short: text(stored.short),
    link: isId(stored.link) ? stored.link : null,
    lift: stored.lift === true,
    vote: stored.vote === true,
    weight: count(stored.weight, NO_GIFTS.weight),
    gifts: count(stored.gifts, NO_GIFTS.gifts),
    boost: stored.boost === true,
  };
}
