import type { Refusal } from '../model/refusal.ts';
import { readWords, type Words } from '../model/words.ts';
import { type Ladder, LONGEST_TITLE, sameName } from './ladder.ts';
import { type Gifts, KEEPS, type Keep, NO_GIFTS, type Reward, type Rewards, type Tier } from './rewards.ts';

export type RewardPlan =
  /** `of`: the rewards that it is about. */
  | { ok: true; rewards: Rewards; of: readonly Reward[] }
  | { ok: false; refusals: Refusal[] }
  /** The words cannot be read. */
  | { ok: false; refusals: null };

/** What a chat makes of the words of a reward. */
export interface RewardChecks {
  readonly ladder: Ladder;
  /** Who sets it up; null: nobody that is known. */
  readonly by: number | null;
  /** The lowest level that can be reached. */
  readonly lowest: number;
  /** The group that a link leads to, by its id, @name or title as written; or why there can be none. */
  group(written: string): number | Refusal;
}

/** No message tells more of them. */
export const MOST_REWARDS = 50;
/** Of those taken away so many are remembered for who holds them still. */
const MOST_GONE = 150;
export const LONGEST_TAG = 64;
/** Telegram's own, in UTF-16 units; it takes no emoji either. */
export const LONGEST_SHOWN = 16;
export const HIGHEST_REWARDED = 1000;
export const HEAVIEST = 10;
export const MOST_EXTRA_GIFTS = 100;

const OPTIONS = [
  ...['title', 'level', 'tag', 'short', 'link', 'lift'],
  ...['vote', 'weight', 'gifts', 'boost', 'keep'],
] as const;
const UNREADABLE: RewardPlan = { ok: false, refusals: null };
const refuse = (...refusals: Refusal[]): RewardPlan => ({ ok: false, refusals });
const read = (source: string) => readWords(source, OPTIONS, ['title', 'tag', 'short']);

/** `/reward add title="Helper" tag="Helper" keep=persistent`. One for the same tier with the same tag is replaced. */
export function planAddReward(rewards: Rewards, source: string, checks: RewardChecks): RewardPlan {
  const words = read(source);
  if (words?.head !== '' || words.options.length === 0) return UNREADABLE;
  const { change, refusals } = readChange(words, checks);
  if (refusals.length > 0) return refuse(...refusals);
  const { tier, keep = 'default', ...given } = change;
  if (!tier) return refuse({ no: 'reward_tier' });
  const gifts = settled({ ...NO_GIFTS, ...given });
  const wrong = faultOf(gifts);
  if (wrong) return refuse(wrong);
  const twin = gifts.tag === '' ? undefined : rewards.list.find((one) => isFor(one, tier, gifts.tag));
  if (rewards.list.filter(({ gone }) => !gone).length >= MOST_REWARDS && (!twin || twin.gone))
    return refuse({ no: 'rewards_full', most: MOST_REWARDS });
  const id = twin?.id ?? rewards.made + 1;
  const made = madeBy({ id, for: tier, keep, gifts, gone: false }, twin, checks);
  if (!twin) return planned({ made: made.id, list: [...rewards.list, made] }, made);
  return planned(replaced(rewards, made), made);
}

/** `/reward edit 3 weight=2 keep=volatile`; what is not named stays, `none` takes it away. */
export function planEditReward(rewards: Rewards, source: string, checks: RewardChecks): RewardPlan {
  const words = read(source);
  if (!words || words.head === '' || words.options.length === 0) return UNREADABLE;
  const old = numbered(rewards, words.head);
  if (!old) return refuse(unknown(words.head));
  const { change, refusals } = readChange(words, checks);
  if (refusals.length > 0) return refuse(...refusals);
  const { tier = old.for, keep = old.keep, ...given } = change;
  const gifts = settled({ ...old.gifts, ...given });
  const wrong = faultOf(gifts);
  if (wrong) return refuse(wrong);
  const edited = madeBy({ ...old, for: tier, keep, gifts }, old, checks);
  if (JSON.stringify(edited) === JSON.stringify(old)) return refuse({ no: 'nothing_to_change' });
  const twin = gifts.tag === '' ? undefined : rewards.list.find((one) => isFor(one, tier, gifts.tag));
  if (twin && twin.id !== old.id && !twin.gone) return refuse({ no: 'reward_twice', id: twin.id });
  return planned(replaced(rewards, edited), edited);
}

/** `/reward remove 3`, or all of a tier: `title="Helper"`, `level=5 tag="Rookie"`. Who holds one keeps it. */
export function planRemoveReward(rewards: Rewards, source: string, { ladder }: RewardChecks): RewardPlan {
  const words = read(source);
  if (!words || (words.head === '') === (words.options.length === 0)) return UNREADABLE;
  const found = words.head === '' ? asked(rewards, words, ladder) : numbered(rewards, words.head);
  if (found === null) return UNREADABLE;
  const of = (Array.isArray(found) ? found : [found]).flatMap((one) => (one ? [one] : []));
  if (of.length === 0) return refuse(unknown(words.head || source));
  const list = rewards.list.map((one) => (of.includes(one) ? { ...one, gone: true } : one));
  const gone = list.filter((one) => one.gone);
  const forgotten = gone.slice(0, Math.max(0, gone.length - MOST_GONE));
  return planned({ ...rewards, list: list.filter((one) => !forgotten.includes(one)) }, ...of);
}

/** The group that a reward's words name, in lower case and without @; null: none. */
export function linkIn(source: string): string | null {
  const option = read(source)?.options.find(({ name }) => name === 'link');
  return option ? groupName(option.value) : null;
}

export function groupName(written: string): string {
  return spaced(written).replace(/^@/, '').toLowerCase();
}

/** What Telegram takes as a tag: short, and without emoji. */
export function isShown(tag: string): boolean {
  return (
    tag.length <= LONGEST_SHOWN &&
    !/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3|\ufe0f/u.test(tag)
  );
}

/** Who changes a reward answers for it from now on; who leaves it as it is does not. */
function madeBy({ by: _, ...reward }: Reward, old: Reward | undefined, { by }: RewardChecks): Reward {
  const { by: before, ...was } = old ?? {};
  const whose = JSON.stringify(was) === JSON.stringify(reward) ? before : by;
  return { ...reward, ...(typeof whose === 'number' && { by: whose }) };
}

const planned = (rewards: Rewards, ...of: Reward[]): RewardPlan => ({ ok: true, rewards, of });
const unknown = (asked: string): Refusal => ({ no: 'reward_unknown', asked: asked.trim().slice(0, 100) });

function replaced({ made, list }: Rewards, reward: Reward): Rewards {
  return { made, list: list.map((one) => (one.id === reward.id ? reward : one)) };
}

function numbered({ list }: Rewards, head: string): Reward | undefined {
  const id = /^#?(\d{1,9})$/.exec(head.trim())?.[1];
  return list.find((one) => !one.gone && one.id === Number(id ?? 0));
}

function isFor(reward: Reward, tier: Tier, tag: string): boolean {
  return sameTier(reward.for, tier) && sameName(reward.gifts.tag, tag);
}

function sameTier(one: Tier, other: Tier): boolean {
  if ('level' in one) return 'level' in other && one.level === other.level;
  return 'title' in other && one.title === other.title;
}

/** Those of a tier, and of a tag where one is named; null: no tier is named, or something else is. */
function asked({ list }: Rewards, { options }: Words, ladder: Ladder): readonly Reward[] | null {
  const written = new Map(options.map(({ name, value }) => [name, value]));
  const [title, level, tag] = [written.get('title'), written.get('level'), written.get('tag')];
  if (written.size !== ((title ?? level) ? 1 : 0) + (tag === undefined ? 0 : 1)) return null;
  if ((title === undefined) === (level === undefined)) return null;
  const id = title === undefined ? undefined : titleNamed(ladder, title)?.id;
  return list.filter((one) => {
    if (one.gone || (tag !== undefined && !sameName(one.gifts.tag, spaced(tag)))) return false;
    return 'level' in one.for ? level !== undefined && one.for.level === Number(level) : one.for.title === id;
  });
}

type Change = { -readonly [Key in keyof Gifts]?: Gifts[Key] } & { tier?: Tier; keep?: Keep };

function readChange({ options }: Words, checks: RewardChecks): { change: Change; refusals: Refusal[] } {
  const change: Change = {};
  const refusals: Refusal[] = [];
  const tiers = options.filter(({ name }) => name === 'title' || name === 'level');
  if (tiers.length > 1) refusals.push({ no: 'reward_tier' });
  for (const { name, value } of options) {
    const refusal = readOption(change, name, value, checks);
    if (refusal) refusals.push(refusal);
  }
  return { change, refusals };
}

function readOption(change: Change, name: string, value: string, checks: RewardChecks): Refusal | null {
  switch (name) {
    case 'title': {
      const title = titleNamed(checks.ladder, value);
      if (!title) return { no: 'title_unknown', asked: value.slice(0, 100) };
      change.tier = { title: title.id };
      return null;
    }
    case 'level': {
      const level = readNumber(value, checks.lowest, HIGHEST_REWARDED);
      if (typeof level !== 'number') return bad(name, level);
      change.tier = { level };
      return null;
    }
    case 'tag':
    case 'short': {
      const tag = isNone(value) ? '' : spaced(value);
      if (tag.length > LONGEST_TAG || (tag !== '' && !/[\p{L}\p{N}\p{S}]/u.test(tag)))
        return { no: 'reward_tag', longest: LONGEST_TAG };
      if (name === 'short' && !isShown(tag)) return { no: 'reward_short', tag, longest: LONGEST_SHOWN };
      change[name] = tag;
      return null;
    }
    case 'link': {
      const group = isNone(value) ? null : checks.group(spaced(value));
      if (typeof group === 'object' && group !== null) return group;
      change.link = group;
      return null;
    }
    case 'lift':
    case 'vote':
    case 'boost': {
      const on = readSwitch(value);
      if (on === null) return bad(name, { type: 'switch' });
      change[name] = on;
      return null;
    }
    case 'weight':
    case 'gifts': {
      const none = NO_GIFTS[name];
      const count = isNone(value)
        ? none
        : readNumber(value, none, name === 'weight' ? HEAVIEST : MOST_EXTRA_GIFTS);
      if (typeof count !== 'number') return bad(name, count);
      change[name] = count;
      return null;
    }
    case 'keep': {
      const keep = KEEPS.find((one) => one === value.toLowerCase());
      if (!keep) return bad(name, { type: 'choice', choices: KEEPS });
      change.keep = keep;
      return null;
    }
    default:
      return { no: 'reward_option', option: name.slice(0, 64), known: OPTIONS };
  }
}

type Allowed = Extract<Refusal, { no: 'bad_value' }>['allowed'];
const bad = (key: string, allowed: Allowed): Refusal => ({ no: 'bad_value', key, allowed });

/** A short form without a long one is the tag itself. */
function settled(gifts: Gifts): Gifts {
  return gifts.tag === '' && gifts.short !== '' ? { ...gifts, tag: gifts.short, short: '' } : gifts;
}

function faultOf(gifts: Gifts): Refusal | null {
  const { tag, short } = gifts;
  if (tag !== '' && short === '' && !isShown(tag)) return { no: 'reward_short', tag, longest: LONGEST_SHOWN };
  const gives = Object.entries(gifts).some(([name, value]) => value !== NO_GIFTS[name as keyof Gifts]);
  return gives ? null : { no: 'reward_nothing' };
}

function titleNamed(ladder: Ladder, written: string) {
  const name = spaced(written);
  return name.length > LONGEST_TITLE * 2 ? undefined : ladder.find((title) => sameName(title.name, name));
}

const spaced = (written: string): string => written.replace(/\s+/gu, ' ').trim();
const isNone = (written: string): boolean => /^(none|off)?$/i.test(written.trim());

function readNumber(written: string, min: number, max: number): number | Allowed {
  const text = written.trim().replace(/^[+×x]/i, '');
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : { type: 'number', min, max };
}

function readSwitch(written: string): boolean | null {
  const word = written.trim().toLowerCase();
  if (['on', 'yes', 'true', '1'].includes(word)) return true;
  return ['off', 'no', 'none', 'false', '0', ''].includes(word) ? false : null;
}
