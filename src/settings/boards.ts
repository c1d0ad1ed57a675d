import { BOARDS } from '../model/rating.ts';
import type { ChoiceSetting, ListSetting, NumberSetting, SwitchSetting } from './kinds.ts';

export const BOARD_TIMES = ['off', 'daily', 'weekly', 'monthly'] as const;
export type BoardTimes = (typeof BOARD_TIMES)[number];

/** Boards that everyone can win, posted by themselves at an hour of the chat's clock. By default never. */
export const boardSettings = {
  every: {
    type: 'choice',
    group: 'boards',
    choices: BOARD_TIMES,
    default: 'off',
  } as ChoiceSetting<BoardTimes>,
  hour: {
    type: 'number',
    group: 'boards',
    default: 18,
    min: 0,
    max: 23,
    unit: 'hours',
    zeroIsOff: false,
  } as NumberSetting,
  which: {
    type: 'list',
    group: 'boards',
    most: BOARDS.length,
    longest: 16,
    default: BOARDS,
    choices: BOARDS,
  } as ListSetting,
  /** One message that is kept current, rather than a new one each time. */
  keep: { type: 'switch', group: 'boards', default: false } as SwitchSetting,
};
