import { fingerprint } from '../../experience/fingerprint.ts';
import { type MessageEvent, visibleText } from '../../model/event.ts';

let last: { event: MessageEvent; text: number } | null = null;

/** Of what its author has written. Asked twice a message, by what it earns and by what is kept of it; reckoned once. */
export function fingerprintOf(event: MessageEvent): number {
  if (last?.event !== event) last = { event, text: fingerprint(visibleText(event)) };
  return last.text;
}
