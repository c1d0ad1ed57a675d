import type { Dice } from '../model/dice.ts';
import type { EntryKind, NewEntry } from '../model/entry.ts';
import type { MessageEvent } from '../model/event.ts';
import type { Facts, MemberFacts } from '../model/facts.ts';
import type { Outcome, Result } from '../model/outcome.ts';
import type { Refusal } from '../model/refusal.ts';
import { actualChange, award } from './amount.ts';
import { mayGet, mayGive } from './may-give.ts';
import type { Matcher } from './phrases/matcher.ts';
import { aims } from './receivers.ts';
import type { GiftRules, SignRules } from './rules.ts';
import { type Found, findSign } from './sign.ts';

/** What a message with a thank-you (or a minus) comes to. */
export interface GiftDecision {
  outcome: Outcome;
  entries: NewEntry[];
}

/**
 * Decides what a message gives to whom. Null: no word of the chat's stands in it, there is nothing to say of it.
 * For each receiver at most one gift; a refused try leaves intervals and budgets as they were.
 */
export function decideThanks(
  event: MessageEvent,
  rules: GiftRules,
  matcher: Matcher,
  facts: Facts,
  dice: Dice,
): GiftDecision | null {
  const found = findSign(event, rules, matcher);
  if (!found) return null;
  const refuse = (refused: Refusal): GiftDecision => ({
    outcome: { rule: found.rule, sign: found.sign, results: [{ receiver: null, name: null, refused }] },
    entries: [],
  });
  if (found.refused) return refuse(found.refused);
  const excluded = excludedMessage(event);
  if (excluded) return found.bare ? null : refuse(excluded);
  if (event.author.is !== 'person') return refuse({ no: 'giver_bot' });

  const giver = facts.member(event.author.person.id);
  if (!giver) return refuse({ no: 'not_seen' });
  return giveToEach(event, found, giver, rules[found.sign], facts, dice, refuse);
}

/** Why nothing in this message counts, whoever it is for. Null: it may count. */
function excludedMessage(event: MessageEvent): Refusal | null {
  switch (event.author.is) {
    case 'bot':
      return { no: 'giver_bot' };
    case 'anonymous_admin':
      return { no: 'giver_anonymous' };
    case 'channel':
    case 'linked_post':
      return { no: 'giver_channel' };
    case 'service':
      return { no: 'service_message' };
    case 'person':
      break;
  }
  if (event.edited) return { no: 'edited' };
  if (event.forwarded) return { no: 'forwarded' };
  if (event.viaBot) return { no: 'via_bot' };
  return null;
}

function giveToEach(
  event: MessageEvent,
  found: Found,
  giver: MemberFacts,
  rules: SignRules,
  facts: Facts,
  dice: Dice,
  refuse: (refused: Refusal) => GiftDecision,
): GiftDecision | null {
  const { sign } = found;
  const targets = aims(event, giver.id, facts, rules.mentions !== 'off');
  // A bare mention of oneself, of a bot or of a stranger is ordinary talk, not a try to give.
  if (found.bare && targets.every((aim) => aim.refused)) return null;
  const possible = targets.some((aim) => aim.refused === null);
  if (possible) {
    const denied = mayGive(rules, sign, giver, facts, event.at);
    if (denied) return refuse(denied);
    if (found.reasonMissing) return refuse({ no: 'reason_missing' });
  }

  const entries: NewEntry[] = [];
  const results: Result[] = [];
  for (const aim of targets) {
    if (aim.refused) {
      results.push(aim);
      continue;
    }
    const receiver = facts.member(aim.receiver);
    const refused = receiver
      ? mayGet(rules, sign, giver, receiver, facts, event.at, entries.length)
      : ({ no: 'not_seen' } as const);
    if (!receiver || refused) {
      results.push({ receiver: aim.receiver, name: aim.name, refused: refused ?? { no: 'not_seen' } });
      continue;
    }
    const worth = award(rules, giver.reputation, dice, receiver.id);
    const change = actualChange(receiver.reputation, sign === 'thanks' ? worth : -worth, rules.floor);
    if (change === 0) {
      const no: Refusal =
        sign === 'thanks'
          ? { no: 'at_ceiling', ceiling: receiver.reputation }
          : { no: 'at_floor', floor: rules.floor };
      results.push({ receiver: receiver.id, name: receiver.name, refused: no });
      continue;
    }
    const kind: EntryKind = found.bare ? 'mention' : sign;
    entries.push({
      at: event.at,
      kind,
      giver: giver.id,
      receiver: receiver.id,
      giverRole: giver.role,
      reputation: change,
      experience: 0,
      messageId: event.messageId,
      reason: found.reason,
      reverses: null,
    });
    results.push({ receiver: receiver.id, name: receiver.name, gave: change });
  }
  return { outcome: { rule: found.rule, sign, results }, entries };
}
