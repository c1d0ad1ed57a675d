import { type Colour, isDark, mix, NAMED_COLOURS, readable } from '../model/colour.ts';
import { OF_THEME, type Theme } from '../model/theme.ts';

const GROUNDS: Readonly<Record<Theme, Colour>> = {
  laurel: '#12332a',
  midnight: '#131a33',
  graphite: '#23272d',
  paper: '#f7f8f6',
  sand: '#f3e9d8',
};

const ACCENTS: Readonly<Record<Theme, Colour>> = {
  laurel: '#7fd1a4',
  midnight: '#7ea6ff',
  graphite: '#f0b45a',
  paper: '#22805a',
  sand: '#a8562a',
};

/** All colours of a picture. Text on its ground keeps a contrast of 4.5 or more, whatever was chosen. */
export interface Palette {
  ground: Colour;
  /** The other end of the ground's gradient. */
  depth: Colour;
  text: Colour;
  muted: Colour;
  accent: Colour;
  /** The part of a bar that is still to come. */
  track: Colour;
}

/** A chat's ground, `theme` for the theme's own, and a member's colour, null for the theme's own. */
export function paletteOf(theme: Theme, background: Colour | typeof OF_THEME, own: Colour | null): Palette {
  const ground = background === OF_THEME ? GROUNDS[theme] : background;
  const dark = isDark(ground);
  // A little of the accent makes the far end of a ground warmer; never so much that text would suffer.
  const accent = readable(own ?? ACCENTS[theme], ground, 3);
  const depth = mix(mix(ground, accent, 0.1), dark ? '#000000' : '#ffffff', 0.18);
  const text = readable(dark ? '#ffffff' : '#14201b', ground, 4.5);
  const muted = readable(readable(mix(text, ground, 0.36), ground, 4.5), depth, 4.5);
  return { ground, depth, text, muted, accent, track: mix(ground, text, dark ? 0.16 : 0.12) };
}

const FACES = ['green', 'teal', 'blue', 'violet', 'pink', 'red', 'orange', 'brown'] as const;

/** The ground of a drawn initial: a person always has the same. */
export function faceOf(userId: number): Colour {
  return NAMED_COLOURS[FACES[Math.abs(userId) % FACES.length] ?? 'green'];
}
