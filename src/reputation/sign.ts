import type { MessageEvent } from '../model/event.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Hit, Matcher } from './phrases/matcher.ts';
import type { GiftRules, Sign } from './rules.ts';

/** What a message tries: which sign, by which of the chat's words, and whether that alone rules it out. */
export interface Found {
  sign: Sign;
  /** The admin's spelling of the word; `@` for a bare mention. */
  rule: string;
  /** No word at all: a mention is enough in this chat. */
  bare: boolean;
  refused: Refusal | null;
  reason: string | null;
  reasonMissing: boolean;
}

/** Reasons are kept in the ledger, so they are kept short. */
const LONGEST_REASON = 200;

/** Reads the sign of a message. Null: neither a word of the chat's nor a mention that would count. */
export function findSign(
  event: MessageEvent,
  rules: GiftRules,
  matcher: Matcher,
  hits: readonly Hit[] = matcher.find(event.text, event.masked),
): Found | null {
  const plus = hits.find((hit) => hit.list === 'thanks');
  const minus = hits.find((hit) => hit.list === 'minus');
  if (plus && minus && rules.thanks.enabled && rules.minus.enabled) {
    const refused: Refusal = { no: 'both_signs', plus: plus.phrase, minus: minus.phrase };
    return found('thanks', plus.phrase, refused);
  }
  const hit = plus && (rules.thanks.enabled || !minus) ? plus : minus;
  if (hit) return withSign(event, rules, hit, hit === plus ? 'thanks' : 'minus');

  const except = hits.find((other) => other.list === 'thanks_except' || other.list === 'minus_except');
  if (except) {
    const sign = except.list === 'thanks_except' ? 'thanks' : 'minus';
    return found(sign, except.phrase, { no: 'excepted', phrase: except.phrase });
  }
  if (rules.thanks.enabled && rules.thanks.mentions === 'any' && event.mentions.length > 0) {
    return { ...found('thanks', '@', null), bare: true };
  }
  // A command that called a trigger is masked too, and no quote.
  if (event.masked.length > 0 && !hits.some((other) => other.list === 'trigger')) {
    const hidden = matcher
      .find(event.text)
      .find(({ list }) => list === 'thanks' || list === 'minus' || list === 'trigger');
    if (hidden) {
      return found(hidden.list === 'minus' ? 'minus' : 'thanks', hidden.phrase, { no: 'quoted_word' });
    }
  }
  return null;
}

function found(sign: Sign, rule: string, refused: Refusal | null): Found {
  return { sign, rule, bare: false, refused, reason: null, reasonMissing: false };
}

function withSign(event: MessageEvent, rules: GiftRules, hit: Hit, sign: Sign): Found {
  if (!rules[sign].enabled) return found(sign, hit.phrase, { no: 'off' });
  if (!rules[sign].reason) return found(sign, hit.phrase, null);
  const reason = reasonOf(event, hit);
  return { ...found(sign, hit.phrase, null), reason, reasonMissing: reason === null };
}

/** What stands in the message besides the word and the @names: at least two letters, or it is no reason. */
function reasonOf(event: MessageEvent, hit: Hit): string | null {
  const rest = `${event.text.slice(0, hit.start)} ${event.text.slice(hit.end)}`
    .replace(/@\w+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if ((rest.match(/\p{L}/gu)?.length ?? 0) < 2) return null;
  return [...rest].slice(0, LONGEST_REASON).join('');
}
