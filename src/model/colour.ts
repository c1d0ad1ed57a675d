/** A colour as it is stored: `#rrggbb`, in lower case. */
export type Colour = string;

/** Colours that have a name: under `colour.<name>` in every language. Chosen to read well on dark and on light. */
export const NAMED_COLOURS = {
  green: '#3fb878',
  teal: '#2cb1a6',
  blue: '#4a90e2',
  violet: '#8e6ee8',
  pink: '#e4689b',
  red: '#e25555',
  orange: '#ee8a3c',
  yellow: '#e8b931',
  brown: '#a97c50',
  grey: '#8a94a0',
  white: '#f2f4f5',
  black: '#14181c',
} as const satisfies Record<string, Colour>;

export type ColourName = keyof typeof NAMED_COLOURS;
export const COLOUR_NAMES = Object.keys(NAMED_COLOURS) as readonly ColourName[];

/** `#3fb878`, `3FB878`, `#3b7`; null: none of these. Names are words, and are read where words are. */
export function readHex(text: string): Colour | null {
  const [, digits] = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text.trim()) ?? [];
  if (digits === undefined) return null;
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  return `#${full.toLowerCase()}`;
}

export type Rgb = readonly [red: number, green: number, blue: number];

export function rgbOf(colour: Colour): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** From one colour towards another: 0 is the first, 1 the second. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const [a, b] = [rgbOf(from), rgbOf(to)];
  const parts = a.map((part, at) => Math.round(part + ((b[at] ?? 0) - part) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance by WCAG 2: black 0, white 1. */
export function luminance(colour: Colour): number {
  const [red, green, blue] = rgbOf(colour).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** By WCAG 2: 1 for the same colour, 21 for black on white. */
export function contrast(one: Colour, other: Colour): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

export function isDark(colour: Colour): boolean {
  return contrast(colour, '#ffffff') > contrast(colour, '#000000');
}

/** The colour, moved towards white or black as little as makes it stand out from the ground. */
export function readable(colour: Colour, ground: Colour, least: number): Colour {
  const towards = isDark(ground) ? '#ffffff' : '#000000';
  for (let share = 0; share < 1; share += 0.1) {
    const moved = mix(colour, towards, share);
    if (contrast(moved, ground) >= least) return moved;
  }
  return towards;
}
