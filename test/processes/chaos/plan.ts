import { seededRandom } from '../../../src/playground/faults.ts';
import type { Ground } from './ground.ts';
import type { Strike } from './strike.ts';
import { diskStrikes } from './strikes-disk.ts';
import { killed, stopped } from './strikes-process.ts';
import { serverStrikes } from './strikes-server.ts';
import { telegramStrikes } from './strikes-telegram.ts';

/** Kills are the commonest by far; everything else comes in turn. */
const EVERY: readonly Strike[] = [
  ...[killed, killed, killed, stopped],
  ...telegramStrikes,
  ...serverStrikes,
  ...diskStrikes,
];

/** So many strikes in an order drawn from the seed: each kind that is possible here comes before any comes again. */
export function planChaos(ground: Ground, count: number, seed: number): Strike[] {
  const random = seededRandom(seed);
  const possible = EVERY.filter((strike) => strike.possible?.(ground) ?? true);
  const plan: Strike[] = [];
  while (plan.length < count) {
    const round = [...possible];
    while (round.length > 0) plan.push(...round.splice(Math.floor(random() * round.length), 1));
  }
  return plan.slice(0, count);
}

export const planKills = (count: number): Strike[] => Array.from({ length: count }, () => killed);
