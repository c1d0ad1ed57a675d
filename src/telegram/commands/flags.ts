/** Phones turn two hyphens into a dash. */
const REWARDS = /(^|\s)(?:--|—|–)rewards(?=\s|$)/iu;

/** Takes `--rewards` out of the words, wherever it stands. */
export function takeRewardsFlag(text: string): { text: string; found: boolean } {
  const without = text.replace(REWARDS, '$1');
  return { text: without.trim(), found: without !== text };
}
