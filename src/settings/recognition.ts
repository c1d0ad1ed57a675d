import type { NumberSetting, SwitchSetting } from './kinds.ts';

/** The question who has helped, after a conversation: only with policy `conversations`. */
export const recognitionSettings = {
  enabled: { type: 'switch', group: 'recognition', default: true } as SwitchSetting,
  /** For the longest conversation; it grows with what was written. */
  chance: {
    ...{ type: 'number', group: 'recognition', default: 0.5, min: 0, max: 1, unit: 'chance' },
    ...{ zeroIsOff: true, decimals: 3 },
  } as NumberSetting,
  /** For both of them. */
  bonus: {
    ...{ type: 'number', group: 'recognition', default: 50, min: 0, max: 10_000, unit: 'points' },
    zeroIsOff: true,
  } as NumberSetting,
};
