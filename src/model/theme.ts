/** The looks a chat may choose for its pictures. */
export const THEMES = ['laurel', 'midnight', 'graphite', 'paper', 'sand'] as const;
export type Theme = (typeof THEMES)[number];

/** What stands for a colour where the theme's own is wanted. */
export const OF_THEME = 'theme';
