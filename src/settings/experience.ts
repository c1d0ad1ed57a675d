import { SAME_PLACE } from '../model/place.ts';
import type {
  ChoiceSetting,
  CurveSetting,
  Group,
  ListSetting,
  NumberSetting,
  PlaceSetting,
  RangeSetting,
  SwitchSetting,
  TextsSetting,
  Unit,
} from './kinds.ts';

/** No day of anybody's then comes near 32 bits. */
const MOST_AT_ONCE = 10_000;

const number = (
  value: number,
  min: number,
  max: number,
  unit: Unit,
  more: Partial<Pick<NumberSetting, 'zeroIsOff' | 'decimals' | 'step' | 'group'>> = {},
): NumberSetting => ({
  type: 'number',
  group: 'experience',
  default: value,
  min,
  max,
  unit,
  zeroIsOff: false,
  ...more,
});

const range = (value: string): RangeSetting => ({
  type: 'range',
  group: 'experience',
  default: value,
  max: MOST_AT_ONCE,
  unit: 'points',
});

const ids = (most: number): ListSetting => ({
  ...{ type: 'list', group: 'experience', most, longest: 16, default: [], choices: null, ids: true },
});

const choice = <const Choice extends string>(
  group: Group,
  choices: readonly Choice[],
  value: NoInfer<Choice>,
): ChoiceSetting<Choice> => ({ type: 'choice', group, choices, default: value });

const announcement = (value: TextsSetting['default']): TextsSetting => ({
  ...{ type: 'texts', group: 'announce', most: 12, longest: 1024, default: value },
});

/**
 * How taking part earns experience. The amounts are GiselleBot's where it has one; what is easily farmed is 0 until an
 * admin wants it.
 */
export const experienceSettings = {
  enabled: { type: 'switch', group: 'experience', default: true } as SwitchSetting,
  policy: choice('experience', ['activity', 'windows', 'conversations'], 'activity'),
  cooldown: number(60, 0, 86_400, 'seconds', { zeroIsOff: true }),
  least_length: number(3, 0, 1000, 'characters', { zeroIsOff: true }),
  text: range('10-20'),
  photo: range('10-20'),
  video: range('10-20'),
  voice: range('10-20'),
  round: range('10-20'),
  document: range('10-20'),
  audio: range('10-20'),
  sticker: range('0-0'),
  gif: range('0-0'),
  poll: range('0-0'),
  location: range('0-0'),
  command: range('0-0'),
  thanks_given: range('0-0'),
  thanks_got: range('20-30'),
  reply_got: range('0-0'),
  reaction_got: range('0-0'),
  invited: range('0-0'),
  daily_visit: range('10-10'),
  streak: range('0-0'),
  got_per_day: number(500, 0, 1_000_000, 'points', { zeroIsOff: true }),
  bonus_chance: number(0, 0, 1, 'chance', { decimals: 3, zeroIsOff: true }),
  bonus_multiplier: number(2, 1, 100, 'times', { decimals: 1 }),
  /** GiselleBot rounds it down to the nearest ten: −35 → −40. */
  boost: number(0, -50, 200, 'percent', { step: 10, zeroIsOff: true }),
  /** By `/boost`: what holds instead for a while. Those that are over are kept for what comes late. */
  boosts: {
    ...{ type: 'list', group: 'experience', most: 50, longest: 50, default: [], choices: null, boosts: true },
  } as ListSetting,
  /** By `/exclude`: numbers of members and of topics that earn nothing. */
  excluded_members: ids(200),
  excluded_topics: ids(100),
  /** Titles by their ids, so that one that is renamed stays what it is; tags as Telegram shows them. */
  excluded_titles: ids(50),
  excluded_tags: {
    ...{ type: 'list', group: 'experience', most: 50, longest: 16, default: [], choices: null },
  } as ListSetting,
  bonus_texts: {
    type: 'texts',
    group: 'experience',
    most: 12,
    longest: 1024,
    default: [],
  } as TextsSetting,
};

export const levelSettings = {
  curve: choice('levels', ['by_policy', 'quadratic', 'seconds', 'custom'], 'by_policy'),
  custom: { type: 'curve', group: 'levels', default: '0, 25, 25' } as CurveSetting,
};

/** What counts for titles; one that is left without a threshold sleeps. */
export const titleSettings = {
  use_experience: { type: 'switch', group: 'titles', default: true } as SwitchSetting,
  use_reputation: { type: 'switch', group: 'titles', default: true } as SwitchSetting,
  demote: { type: 'switch', group: 'titles', default: true } as SwitchSetting,
};

/** What becomes of a default reward when a higher one comes. */
export const rewardSettings = {
  mode: choice('titles', ['replace', 'stack'], 'replace'),
};

/** Where a new level or title is told. */
export const announceSettings = {
  levels: choice('announce', ['none', 'chat', 'dm', 'both'], 'none'),
  titles: choice('announce', ['none', 'chat', 'dm', 'both'], 'chat'),
  place: { type: 'place', group: 'announce', default: SAME_PLACE } as PlaceSetting,
  /** What happens in these topics alone, or in all but these, is told in the chat. */
  topics: { ...ids(100), group: 'announce' } as ListSetting,
  topics_mode: choice('announce', ['except', 'only'], 'except'),
  /** Only every so many levels. */
  every: number(1, 1, 1000, 'times', { group: 'announce' }),
  /** Only levels and titles to which a reward belongs. */
  only_rewards: { type: 'switch', group: 'announce', default: false } as SwitchSetting,
  /** A public text removes itself; 0: it stays. */
  seconds: number(0, 0, 172_800, 'seconds', { group: 'announce', zeroIsOff: true }),
  /** As a quotation. */
  framed: { type: 'switch', group: 'announce', default: false } as SwitchSetting,
  level_texts: announcement('level_texts'),
  title_texts: announcement('title_texts'),
  /** To the member alone; none: the same as in the chat. */
  dm_level_texts: announcement('dm_level_texts'),
  dm_title_texts: announcement('dm_title_texts'),
};
