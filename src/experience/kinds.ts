import type { MessageKind } from '../model/event.ts';

/** What a member sends: between two of these lies the cooldown. */
export const SENT = [
  'text',
  'photo',
  'video',
  'voice',
  'round',
  'sticker',
  'gif',
  'document',
  'audio',
  'poll',
  'location',
  'command',
] as const;

/** What comes with a message that earns, or once a day. */
export const BESIDE = ['thanks_given', 'daily_visit', 'streak'] as const;

/** What a member gets from others: capped by the day. */
export const GOT = ['reply_got', 'reaction_got', 'thanks_got', 'invited'] as const;

export type SentKind = (typeof SENT)[number];
export type EarningKind = SentKind | (typeof BESIDE)[number] | (typeof GOT)[number];

export const EARNING_KINDS: readonly EarningKind[] = [...SENT, ...BESIDE, ...GOT];

/** What a message counts as; null: it earns nothing of itself. */
export function sentKind(kind: MessageKind, command: boolean): SentKind | null {
  if (command) return 'command';
  return kind === 'service' || kind === 'other' ? null : kind;
}
