import seedrandom from 'seedrandom';
import type { Dice } from '../model/dice.ts';

/**
 * Draws for one message: seeded by chat, message, receiver, purpose and the installation's secret, so the same
 * message always draws the same, and nobody outside can foresee it. Made only when a rule really draws.
 */
export function diceFor(secret: string, chat: number, message: number): Dice {
  return (purpose, receiver = 0) => seedrandom.alea(`${secret}:${chat}:${message}:${receiver}:${purpose}`)();
}
