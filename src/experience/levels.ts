/**
 * Level of an amount of experience on the quadratic curve, counting from 1: level L begins at 50·(L²−L)/2
 * (GiselleBot's documented curve, solved for L). Negative experience is level 1.
 * Sample values: 0 → 1, 49 → 1, 50 → 2, 149 → 2, 150 → 3, 299 → 3, 300 → 4, 499 → 4.
 */
export function quadraticLevel(experience: number): number {
  return Math.floor((1 + Math.sqrt(1 + (8 * Math.max(0, experience)) / 50)) / 2);
}
