/** What multiplies an amount of experience: percents on top (100 is double), and what a lucky draw makes of it. */
export interface Multipliers {
  /** The chat's, −50…200. */
  boost: number;
  /** Of the title that its member holds, −50…200. */
  title: number;
  /** 1 without luck; one place behind the point. */
  bonus: number;
}

/**
 * floor(base × boost × title × bonus), rounded once. Sample values: 15, nothing → 15; 15 at +50 % → 22; 15 at −50 % with
 * a bonus of 3 → 22; 15 at +50 % for a title of +20 % → 27.
 */
export function gain(base: number, { boost, title, bonus }: Multipliers): number {
  // In whole numbers: floats would make 114.99999 of 1.15 × 100.
  return Math.floor((base * (100 + boost) * (100 + title) * Math.round(bonus * 10)) / 100_000);
}
