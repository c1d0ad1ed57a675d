import type { NewEntry } from '../model/entry.ts';
import type { Facts, MemberFacts } from '../model/facts.ts';
import { ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM, type UserId } from '../model/ids.ts';
import type { Outcome, Result } from '../model/outcome.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Seconds } from '../model/time.ts';
import { actualChange, weighed } from './amount.ts';
import { mayGet, mayGive } from './may-give.ts';
import { countsAs, type Freed, type Line, reverse } from './reverse.ts';
import type { GiftRules, Sign } from './rules.ts';

/** What a chat has chosen about reactions. */
export interface ReactionRules {
  enabled: boolean;
  plus: readonly string[];
  minus: readonly string[];
  /** Points of each gift; the award of thank words does not apply. */
  weight: number;
}

/** How long a reaction waits for its message: Telegram's queues overtake one another. */
export const WAIT_FOR_MESSAGE: Seconds = 600;

/** One change of a person's reactions on one message. */
export interface Reacted {
  at: Seconds;
  messageId: number;
  by: UserId;
  before: readonly string[];
  now: readonly string[];
}

/** What a message and a person have with one another already. */
export interface Standing {
  /** Who wrote the message; Telegram's own accounts stand for those who are no people. */
  author: number;
  /** The gift that stands for this person's reaction, and the reaction that made it. */
  gift: Line | null;
  rule: string | null;
}

/** What a change of reactions comes to. */
export interface ReactionDecision {
  /** What was taken back first, then what was given. */
  entries: NewEntry[];
  freed: Freed[];
  outcome: Outcome;
}

/** Several reactions at once say one thing, or contradict one another. */
type Said =
  | { sign: Sign; rule: string }
  | { sign: 'both'; rule: string; minus: string }
  | { sign: null; rule: null };

export function whatIsSaid(reactions: readonly string[], rules: ReactionRules): Said {
  if (!rules.enabled) return { sign: null, rule: null };
  const plus = reactions.find((reaction) => rules.plus.includes(reaction));
  const minus = reactions.find((reaction) => rules.minus.includes(reaction));
  if (plus !== undefined && minus !== undefined) return { sign: 'both', rule: plus, minus };
  if (plus !== undefined) return { sign: 'thanks', rule: plus };
  return minus === undefined ? { sign: null, rule: null } : { sign: 'minus', rule: minus };
}

/**
 * Decides what a change of reactions gives, and takes back. A person's reactions on one message make one gift at
 * most: a second plus adds nothing, and the gift stands as long as one is left. A gift obeys the rules of its sign
 * like a thank-you in words; only a reason is not asked for, since a reaction has no words. Null: nothing to say.
 */
export function decideReaction(
  reacted: Reacted,
  rules: ReactionRules,
  gifts: GiftRules,
  facts: Facts,
  { author, gift, rule }: Standing,
): ReactionDecision | null {
  const was = whatIsSaid(reacted.before, rules);
  const said = whatIsSaid(reacted.now, rules);
  if (gift && stands(gift, rule, said, reacted.now)) return null;

  const decision: ReactionDecision = {
    entries: [],
    freed: [],
    outcome: { rule: said.rule ?? rule ?? '', sign: said.sign === 'minus' ? 'minus' : 'thanks', results: [] },
  };
  const results: Result[] = [];
  const reversal = gift && reverse(gift, takingBack(reacted));
  const taken = reversal && 'entry' in reversal ? reversal : null;
  if (gift && taken) {
    decision.entries.push(taken.entry);
    if (taken.freed) decision.freed.push(taken.freed);
    results.push({ receiver: gift.receiver, name: nameOf(gift.receiver, facts), tookBack: gift.reputation });
    if (said.sign === null) decision.outcome.sign = taken.freed?.sign ?? 'thanks';
  }
  // Another plus beside the first, or a minus beside both: no new try.
  if (said.sign !== null && (taken || said.sign !== was.sign)) {
    const result = attempt(reacted, said, rules, gifts, facts, author, taken?.entry.reputation ?? 0);
    if ('entry' in result) decision.entries.push(result.entry);
    results.push('entry' in result ? result.gave : result);
  }
  return results.length === 0 ? null : { ...decision, outcome: { ...decision.outcome, results } };
}

/** Whether a gift still stands: by a reaction that counts so now, or by the one that made it, whatever counts now. */
function stands(gift: Line, rule: string | null, said: Said, now: readonly string[]): boolean {
  if (said.sign !== null) return said.sign === countsAs(gift);
  return rule !== null && now.includes(rule);
}

const takingBack = ({ at, by, messageId }: Reacted) => ({ at, by, messageId });

function attempt(
  reacted: Reacted,
  said: Exclude<Said, { sign: null }>,
  rules: ReactionRules,
  gifts: GiftRules,
  facts: Facts,
  author: number,
  takenBack: number,
): Result | { entry: NewEntry; gave: Result } {
  const { at, by, messageId } = reacted;
  const receiver = facts.member(author as UserId);
  const refuse = (refused: Refusal): Result => ({
    receiver: receiver?.id ?? null,
    name: receiver?.name ?? null,
    refused,
  });
  if (said.sign === 'both') return refuse({ no: 'both_signs', plus: said.rule, minus: said.minus });
  const signRules = gifts[said.sign];
  if (!signRules.enabled) return refuse({ no: 'off' });
  const nobody = refusedAuthor(author, by, receiver);
  if (nobody) return refuse(nobody);
  const giver = facts.member(by);
  if (!giver || !receiver) return refuse({ no: 'not_seen' });
  const denied =
    mayGive(signRules, said.sign, giver, facts, at) ??
    mayGet(signRules, said.sign, giver, receiver, facts, at, 0);
  if (denied) return refuse(denied);

  const worth = weighed(rules.weight, said.sign, giver.powers);
  const change = actualChange(receiver.reputation + takenBack, worth, signRules.floor);
  if (change === 0) {
    return refuse(
      said.sign === 'thanks'
        ? { no: 'at_ceiling', ceiling: receiver.reputation }
        : { no: 'at_floor', floor: signRules.floor },
    );
  }
  return {
    entry: {
      at,
      kind: 'reaction',
      giver: by,
      receiver: receiver.id,
      giverRole: giver.role,
      reputation: change,
      experience: 0,
      messageId,
      reason: null,
      reverses: null,
    },
    gave: { receiver: receiver.id, name: receiver.name, gave: change },
  };
}

/** Why the author of a message gets nothing from anybody, or not from this one. */
function refusedAuthor(author: number, giver: UserId, known: MemberFacts | null): Refusal | null {
  if (author === giver) return { no: 'self' };
  if (author === ANONYMOUS_ADMIN) return { no: 'receiver_anonymous' };
  if (author === TELEGRAM) return { no: 'linked_post' };
  if (author === CHANNEL_BOT || author <= 0) return { no: 'receiver_channel' };
  return known?.isBot ? { no: 'receiver_bot' } : null;
}

function nameOf(id: UserId, facts: Facts): string {
  return facts.member(id)?.name ?? `#${id}`;
}
