import type { ChoiceSetting, NumberSetting, SwitchSetting } from './kinds.ts';

/** As much as an admin may take at once by command. */
const MOST = 1_000_000;

const points: NumberSetting = {
  type: 'number',
  group: 'deductions',
  default: 0,
  min: 0,
  max: MOST,
  unit: 'points',
  zeroIsOff: true,
};

/** What members lose when they are thrown out, restricted, or a message of theirs is removed. */
export const deductionSettings = {
  ban_experience: points,
  ban_reputation: points,
  kick_experience: points,
  kick_reputation: points,
  restrict_experience: points,
  restrict_reputation: points,
  delete_experience: points,
  delete_reputation: points,
};

/** Votes that it takes to remove a message by members; 0: admins alone remove. */
export const moderationSettings = {
  votes: { ...points, group: 'moderation', default: 3, max: 100, unit: 'times' } as NumberSetting,
  /** Whether the author of a removed message hears of it. */
  tell_author: { type: 'switch', group: 'moderation', default: true } as SwitchSetting,
};

const ofDecay: NumberSetting = { ...points, group: 'decay' };

/** What long silence takes, week by week. */
export const decaySettings = {
  /** A week at least: it is announced three days before, and nobody is to hear of it after a day or two. */
  days: { ...ofDecay, max: 3650, unit: 'days', leastOn: 7 } as NumberSetting,
  percent: { ...ofDecay, default: 10, min: 1, max: 100, unit: 'percent', zeroIsOff: false } as NumberSetting,
  of: {
    type: 'choice',
    group: 'decay',
    choices: ['experience', 'reputation', 'both'],
    default: 'experience',
  } as ChoiceSetting<'experience' | 'reputation' | 'both'>,
};
