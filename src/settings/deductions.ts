import type { ChoiceSetting, NumberSetting } from './kinds.ts';

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

/** A week is the least: silence is no fault, and it is announced three days before it costs anything. */
export const LEAST_DECAY_DAYS = 7;

/** What long silence takes, week by week. */
export const decaySettings = {
  /** 0, or `LEAST_DECAY_DAYS` and more. */
  days: { ...points, max: 3650, unit: 'days' } as NumberSetting,
  percent: { ...points, default: 10, min: 1, max: 100, unit: 'percent', zeroIsOff: false } as NumberSetting,
  of: {
    type: 'choice',
    group: 'deductions',
    choices: ['experience', 'reputation', 'both'],
    default: 'experience',
  } as ChoiceSetting<'experience' | 'reputation' | 'both'>,
};
