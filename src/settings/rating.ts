import { NO_SLUG } from '../model/slug.ts';
import type { SlugSetting, SwitchSetting } from './kinds.ts';

/** Ratings beyond the chat: over all chats, and the web page on which anybody who knows its address sees the chat's rating. */
export const ratingSettings = {
  /** Whether what is earned here counts in the rating over all chats. */
  global: { type: 'switch', group: 'rating', default: false } as SwitchSetting,
  public: { type: 'switch', group: 'rating', default: false } as SwitchSetting,
  slug: { type: 'slug', group: 'rating', default: NO_SLUG } as SlugSetting,
};
