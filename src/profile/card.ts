import type { Colour } from '../model/colour.ts';
import type { Palette } from './palette.ts';

/** Progress in one kind of experience: text, or voice. All words are said already, in the language of the chat. */
export interface CardBar {
  /** 'Level 12' */
  level: string;
  /** What it counts, where there are several: 'Voice'; otherwise ''. */
  kind: string;
  /** '1,240 / 1,500' */
  earned: string;
  /** '260 to level 13' */
  remaining: string;
  /** '#3', with its sign in every language; '' for none. */
  place: string;
  /** Of the way from this level to the next: 0 to 1. */
  share: number;
}

/** Everything that a card shows. The same card is the same picture. */
export interface Card {
  name: string;
  /** Stands for a name of which nothing can be drawn: '@anna', '#42'. */
  otherwise: string;
  /** Of the drawn face, where there is no picture of the person. */
  initial: string;
  face: Colour;
  title: string;
  /** '🌿 120' beside its name, and its place. */
  figures: readonly { label: string; value: string }[];
  bars: readonly CardBar[];
  /** Small, in the corner. */
  chat: string;
  palette: Palette;
  /** The language runs from right to left, and the card is mirrored. */
  leftward: boolean;
}

/** How far from one level to the next. Samples: 0 of 0–50 → 0, 25 → 0.5, 49 → 0.98; below the first level 0. */
export function shareOf(experience: number, begins: number, next: number): number {
  if (next <= begins) return 0;
  return Math.min(1, Math.max(0, (experience - begins) / (next - begins)));
}

/** The first sign of a name that can stand for its owner: a letter or digit, else whatever comes first. */
export function initialOf(name: string): string {
  const clusters = Array.from(new Intl.Segmenter('und').segment(name), ({ segment }) => segment);
  const letter = clusters.find((cluster) => /[\p{L}\p{N}]/u.test(cluster));
  const first = letter ?? clusters.find((cluster) => /[^\s\p{C}]/u.test(cluster)) ?? '';
  // No language of its own: 'ß' alone would become 'SS'.
  const upper = first.toUpperCase();
  return Array.from(new Intl.Segmenter('und').segment(upper)).length === 1 ? upper : first;
}
