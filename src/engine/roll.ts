import { createHash } from 'node:crypto';
import seedrandom from 'seedrandom';
import type { Dice } from '../model/dice.ts';
import type { SettledEvent } from '../model/event.ts';

/**
 * Draws for one message: seeded by chat, message, receiver, purpose and the installation's secret, so the same
 * message always draws the same, and nobody outside can foresee it. Made only when a rule really draws. Seeding takes
 * a time by the length of the seed, most of a message's draw: so it is short.
 */
export function diceFor(secret: string, chat: number, message: number): Dice {
  return (purpose, receiver = 0) => {
    const drawn = `${chat.toString(36)}.${message.toString(36)}.${receiver.toString(36)}.${purpose}`;
    return seedrandom.alea(`${keyOf(secret)}.${drawn}`)();
  };
}

let last = { secret: '', key: '' };

/** Twelve characters, 72 bits, that stand for the secret. */
function keyOf(secret: string): string {
  if (last.secret !== secret) {
    last = { secret, key: createHash('sha256').update(secret).digest('base64url').slice(0, 12) };
  }
  return last.key;
}

/**
 * The message that an event's draws belong to: what a press gives is drawn as its thank-you would have
 * drawn it, what a reaction brings as its message, whichever of the two comes first.
 */
export function drawnBy(event: SettledEvent): number {
  if (event.is === 'press') return event.request.ask === 'air' ? event.request.message : event.messageId;
  // A moment is no message's number.
  if (event.is === 'tick') return event.at;
  return event.is === 'message' || event.is === 'join' || event.is === 'reaction' ? event.messageId : 0;
}
