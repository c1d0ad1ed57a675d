import type { ChoiceSetting, NumberSetting, SwitchSetting } from './kinds.ts';

/** What is kept from newcomers until a reward lifts it, or time. By default nothing. */
export const newcomerSettings = {
  restrict: {
    type: 'choice',
    group: 'newcomers',
    choices: ['off', 'media', 'all_but_text'],
    default: 'off',
  } as ChoiceSetting<'off' | 'media' | 'all_but_text'>,
  /** Telegram ends it by itself, and takes more than 366 days for ever. 0: only a reward lifts it. */
  hours: {
    type: 'number',
    group: 'newcomers',
    default: 24,
    min: 0,
    max: 8760,
    unit: 'hours',
    zeroIsOff: true,
  } as NumberSetting,
};

/** Whether a reward's tag replaces one that the member or an admin has set. */
export const tagSettings = {
  overwrite_tags: { type: 'switch', group: 'titles', default: false } as SwitchSetting,
};
