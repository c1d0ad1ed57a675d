import { OF_THEME, THEMES, type Theme } from '../model/theme.ts';
import type { ChoiceSetting, ColourSetting, SwitchSetting } from './kinds.ts';

/** How the chat's pictures look, and who sees the cards of `/rank`. */
export const cardSettings = {
  theme: { type: 'choice', group: 'card', choices: THEMES, default: 'laurel' } as ChoiceSetting<Theme>,
  background: { type: 'colour', group: 'card', default: OF_THEME } as ColourSetting,
  /** Off: only who asked sees the card. */
  public: { type: 'switch', group: 'card', default: true } as SwitchSetting,
};
