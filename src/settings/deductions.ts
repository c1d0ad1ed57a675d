import type { NumberSetting } from './kinds.ts';

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
