import type { Outcome } from '../model/outcome.ts';
import type { Refusal, RefusalName } from '../model/refusal.ts';
import { MINUTE, type Seconds } from '../model/time.ts';

/** A person is told no more often than this, in each chat. */
export const TELL_EVERY: Seconds = 10 * MINUTE;

/**
 * Refusals that are not told unasked. Either nobody was meant (a thank-you into the air, an exception, a quote, a
 * sign that is switched off), or there is nobody to tell; or it may have come without anybody's doing: Telegram
 * sends an edit for changes that nobody sees.
 */
const UNTOLD: ReadonlySet<RefusalName> = new Set<RefusalName>([
  'off',
  'excepted',
  'quoted_word',
  'no_receiver',
  'topic_root',
  'edited',
  'forwarded',
  'via_bot',
  'giver_bot',
  'giver_channel',
  'giver_anonymous',
  // Thanks to a bot are meant for it, and are no mistake.
  'receiver_bot',
]);

/** Why a message that meant to give gave nothing at all, each reason once; empty: it is not to be told. */
export function reasonsToTell(outcome: Outcome, at: Seconds, toldAt: Seconds | null): Refusal[] {
  // An admin's phrase may be said in passing: who says it need not know that it is one.
  if (outcome.sign === 'trigger') return [];
  if (toldAt !== null && at - toldAt < TELL_EVERY) return [];
  const reasons = new Map<RefusalName, Refusal>();
  for (const result of outcome.results) {
    if (!('refused' in result)) return [];
    if (!UNTOLD.has(result.refused.no) && !reasons.has(result.refused.no)) {
      reasons.set(result.refused.no, result.refused);
    }
  }
  return [...reasons.values()];
}
