import { createHash } from 'node:crypto';
import type { Dice } from '../model/dice.ts';
import type { SettledEvent } from '../model/event.ts';
import { HalfSipHash } from './half-sip-hash.ts';

/**
 * Draws for one message: by chat, message, receiver, purpose and the installation's secret, so the same message always
 * draws the same, and nobody outside can foresee it. Made only when a rule really draws.
 */
export function diceFor(secret: string, chat: number, message: number): Dice {
  return (purpose, receiver = 0) => {
    const [key0, key1] = keyOf(secret);
    const hash = new HalfSipHash(key0, key1);
    addId(hash, chat);
    addId(hash, message);
    addId(hash, receiver);
    for (let at = 0; at < purpose.length; at += 1) hash.add(purpose.charCodeAt(at));
    return hash.end() / 2 ** 32;
  };
}

/** Ids of Telegram take up to 52 bits and a sign. */
function addId(hash: HalfSipHash, id: number): void {
  hash.add(Math.floor(id / 2 ** 32));
  hash.add(id);
}

let last: { secret: string; key: readonly [number, number] } = { secret: '', key: [0, 0] };

/** 64 bits that stand for the secret. */
function keyOf(secret: string): readonly [number, number] {
  if (last.secret !== secret) {
    const digest = createHash('sha256').update(secret).digest();
    last = { secret, key: [digest.readInt32LE(0), digest.readInt32LE(4)] };
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
