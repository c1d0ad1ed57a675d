import { MINUTE } from '../model/time.ts';
import { type Multipliers, multiplied } from './activity.ts';
import {
  DELETED_TIMES,
  FLOOD_FROM,
  GONE_AFTER,
  LEAST_CHARACTERS,
  LEAST_MESSAGES,
  MOST_A_MINUTE,
  PER_MESSAGE,
} from './conversation-figures.ts';
import type { EarningPolicy } from './policy.ts';
import { beginSpan, type Counting, type Span, type SpanPolicy, withHeard, withSaid } from './span.ts';

/** The policy of characters: what a member has written until they fall silent, less what cost others their patience. */
export function conversations(rules: Multipliers): EarningPolicy {
  const spans: SpanPolicy = {
    kind: 'conversation',
    words: 0,
    add: (span, said) => withSaid(span ?? beginSpan(said), said, COUNTING),
    hear: withHeard,
    settle(facts, member, span, _before, dice) {
      const left = isFlood(span) ? 0 : charactersOf(span);
      const earner = facts.earner(member);
      const settles = span.messages >= LEAST_MESSAGES && left >= LEAST_CHARACTERS;
      const earning = { member, kinds: ['conversation' as const], sent: false, got: false };
      const earned = settles && earner ? multiplied(rules, earner, earning, left, span.lastAt, dice) : [];
      return { earned, wake: null, talked: settles && earner ? left : 0 };
    },
  };
  return Object.assign(() => [], { spans });
}

const COUNTING: Counting = {
  leastWords: 0,
  mostWords: 0,
  closesAt: (_, lastAt) => lastAt + GONE_AFTER,
};

/**
 * The characters that are left, in this order: capped by time, less what was deleted, less a flat amount a message.
 * Sample values for three messages of 100: over two minutes 300 → 276, one deleted 190 → 166; within a minute capped to
 * 200 → 176, one deleted 90 → 66.
 */
export function charactersOf(
  span: Pick<Span, 'firstAt' | 'lastAt' | 'characters' | 'deleted' | 'messages'>,
): number {
  const capped = Math.min(span.characters, MOST_A_MINUTE * minutesOf(span));
  // In tenths: 1.1 × 100 is 110.00000000000001.
  const deleted = Math.round(span.deleted * DELETED_TIMES * 10) / 10;
  return Math.max(0, Math.floor(capped - deleted - PER_MESSAGE * span.messages));
}

const minutesOf = ({ firstAt, lastAt }: Pick<Span, 'firstAt' | 'lastAt'>): number =>
  Math.max(1, Math.ceil((lastAt - firstAt) / MINUTE));

/** Nobody talks with others at such a pace. */
function isFlood(span: Span): boolean {
  return span.messages > FLOOD_FROM * minutesOf(span);
}
