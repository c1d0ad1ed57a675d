import type { UserId } from './ids.ts';
import type { Refusal } from './refusal.ts';

/** What one message did for one receiver, or why it did nothing. Kept 30 days beside the message for `/why`. */
export type Result =
  /** `experience`: where some was given; `gave` may be 0 then. */
  | { receiver: UserId; name: string; gave: number; experience?: number }
  /** A trigger that gives nothing said its text, to nobody or about somebody. */
  | { receiver: UserId | null; name: string | null; said: true }
  /** A gift was taken back; `tookBack` is what it had been. */
  | { receiver: UserId; name: string; tookBack: number }
  | { receiver: UserId | null; name: string | null; refused: Refusal };

export interface Outcome {
  /** The setting's word that matched: the admin's spelling, never the member's text. */
  rule: string;
  sign: 'thanks' | 'minus' | 'trigger';
  results: readonly Result[];
  /** What further rules of the chat came to in the same message: another trigger, or a word beside one. */
  also?: readonly Outcome[];
}
