import { mayGo, type Pace } from './pace.ts';
import type { Window } from './window.ts';

/** What is to be said in a chat, and does not go yet because Telegram's limit there is reached. */
export interface Waiting {
  messages: number;
  /** There are more of them than are in memory. */
  more: boolean;
  /** Until the next one goes. */
  seconds: number;
}

/** Null where nothing waits, or only for the second that lies between any two messages. */
export function waitingIn(window: Window, pace: Pace, chat: number, now: number): Waiting | null {
  const ms = mayGo(pace, { chat, kind: 'message' }, now);
  const { messages, more } = window.sayingIn(chat);
  if (ms <= pace.limits.chatGapMs || messages === 0) return null;
  return { messages, more, seconds: Math.ceil(ms / 1000) };
}
