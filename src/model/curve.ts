/** A curve says with how much experience a level begins. Levels rise by one; nobody is below the first. */
export interface Curve {
  readonly first: number;
  /** The experience with which a level begins, for levels from `first` on; a whole number, and never falling. */
  begins(level: number): number;
}

/** Nobody gets that far by taking part; it keeps every search short. */
export const HIGHEST_LEVEL = 100_000;

/**
 * GiselleBot's documented curve, levels from 1: level L begins at 50·(L²−L)/2.
 * Sample values: 1 → 0, 2 → 50, 3 → 150, 4 → 300, 10 → 2250.
 */
export const quadratic: Curve = { first: 1, begins: (level) => 25 * (level * level - level) };

/**
 * A curve over seconds of taking part, levels from 0: level L begins at 427.5·L² + 0.91·L³.
 * Sample values: 5 → 10,802 (3 h), 10 → 43,660 (12 h), 25 → 281,407 (3 d), 50 → 1,182,500 (14 d).
 */
export const seconds: Curve = cubic({ cube: 0.91, square: 427.5, line: 0 });

export interface Coefficients {
  readonly cube: number;
  readonly square: number;
  readonly line: number;
}

/** Levels from 0: level L begins at cube·L³ + square·L² + line·L, rounded up. */
export function cubic({ cube, square, line }: Coefficients): Curve {
  return {
    first: 0,
    // A hair less before rounding up: 0.1 · 3 is 0.30000000000000004. And 0 instead of −0.
    begins: (level) => Math.ceil(((cube * level + square) * level + line) * level - 1e-9) + 0,
  };
}

/**
 * Coefficients as admins write them, cube, square and line: `0.91, 427.5, 0`. Null: they are none, or the curve does not
 * rise with each level as far as the thousandth.
 */
export function readCoefficients(text: string): Coefficients | null {
  const figures = text.split(/[,;\s]+/).filter(Boolean);
  if (figures.length !== 3 || !figures.every((figure) => /^-?\d{1,9}(\.\d{1,6})?$/.test(figure))) return null;
  const [cube = 0, square = 0, line = 0] = figures.map(Number);
  const coefficients = { cube, square, line };
  return isRising(cubic(coefficients)) ? coefficients : null;
}

export function writeCoefficients({ cube, square, line }: Coefficients): string {
  return [cube, square, line].join(', ');
}

const RISING_TO = 1000;

function isRising(curve: Curve): boolean {
  for (let level = 0; level < RISING_TO; level += 1) {
    if (curve.begins(level + 1) <= curve.begins(level)) return false;
  }
  return true;
}

/**
 * The level of an amount of experience: the highest that has begun. Negative experience is the first level.
 * Sample values on the quadratic curve: 0 → 1, 49 → 1, 50 → 2, 149 → 2, 150 → 3, 299 → 3, 300 → 4, 499 → 4.
 */
export function levelOf(curve: Curve, experience: number): number {
  let low = curve.first;
  let high = low + 1;
  while (high < HIGHEST_LEVEL && curve.begins(high) <= experience) {
    low = high;
    high = Math.min(HIGHEST_LEVEL, high * 2);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (curve.begins(middle) <= experience) low = middle;
    else high = middle;
  }
  return low;
}

/** Where somebody stands: their level, and what is still missing for the next one. */
export function progressOf(curve: Curve, experience: number): { level: number; missing: number } {
  const level = levelOf(curve, experience);
  return { level, missing: curve.begins(level + 1) - Math.max(experience, curve.begins(level)) };
}

/**
 * The experience that keeps somebody's level, and how far they are within it, on another curve. Who has none gets
 * none; a level that the other curve does not have becomes its first. `most`: as far as points go.
 * Sample values, quadratic to seconds: 50 (level 2 begins) → 1,718, 100 (half of it) → 2,796, 150 → 3,873;
 * and back again: to a curve that takes no less for each level nothing is lost.
 */
export function onCurve(from: Curve, to: Curve, experience: number, most: number): number {
  if (experience <= 0) return experience;
  const level = levelOf(from, experience);
  if (level < to.first) return 0;
  const begins = to.begins(level);
  const width = to.begins(level + 1) - begins;
  const start = from.begins(level);
  const passed = Math.round(((experience - start) * width) / (from.begins(level + 1) - start));
  return Math.min(most, begins + Math.min(width - 1, passed));
}
