import type { UserId } from './ids.ts';
import type { Refusal } from './refusal.ts';

/** What one message did for one receiver, or why it did nothing. Kept 30 days beside the message for `/why`. */
export type Result =
  /** Points of reputation, unless another kind is named. */
  | { receiver: UserId; name: string; gave: number; of?: 'experience' }
  | { receiver: UserId | null; name: string | null; refused: Refusal };

export interface Outcome {
  /** The setting's word that matched: the admin's spelling, never the member's text. */
  rule: string;
  sign: 'thanks' | 'minus';
  results: readonly Result[];
}
