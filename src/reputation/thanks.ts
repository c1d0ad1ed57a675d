import type { Dice } from '../model/dice.ts';
import type { EntryKind, NewEntry } from '../model/entry.ts';
import type { MessageEvent } from '../model/event.ts';
import type { Facts, MemberFacts } from '../model/facts.ts';
import type { UserId } from '../model/ids.ts';
import type { Outcome, Result } from '../model/outcome.ts';
import type { Refusal } from '../model/refusal.ts';
import { actualChange, award, weighed } from './amount.ts';
import { excludedMessage } from './exclusions.ts';
import { mayGet, mayGive } from './may-give.ts';
import type { Hit, Matcher } from './phrases/matcher.ts';
import { aims } from './receivers.ts';
import type { GiftRules, Sign, SignRules } from './rules.ts';
import { type Found, findSign } from './sign.ts';

/** What a message with a thank-you (or a minus) comes to. */
export interface GiftDecision {
  outcome: Outcome & { sign: Sign };
  entries: NewEntry[];
}

const NOBODY: ReadonlySet<UserId> = new Set();

/**
 * Decides what the words of a message give to whom. Null: none of the chat's stands in it, there is nothing to say
 * of it. `hits`: what was found in it; `taken`: receivers whom a trigger has dealt with already. For each receiver at most one gift; a refused try leaves intervals and budgets as they were.
 */
export function decideThanks(
  event: MessageEvent,
  rules: GiftRules,
  matcher: Matcher,
  facts: Facts,
  dice: Dice,
  hits: readonly Hit[] = matcher.find(event.text, event.masked),
  taken = NOBODY,
): GiftDecision | null {
  const found = findSign(event, rules, matcher, hits);
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
  return giveToEach(event, found, giver, rules[found.sign], facts, dice, refuse, taken);
}

function giveToEach(
  event: MessageEvent,
  found: Found,
  giver: MemberFacts,
  rules: SignRules,
  facts: Facts,
  dice: Dice,
  refuse: (refused: Refusal) => GiftDecision,
  taken: ReadonlySet<UserId>,
): GiftDecision | null {
  const { sign } = found;
  const targets = aims(event, giver.id, facts, rules.mentions !== 'off').filter(
    (aim) => aim.receiver === null || !taken.has(aim.receiver),
  );
  if (targets.length === 0 && taken.size > 0) return null;
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
    const change = actualChange(receiver.reputation, weighed(worth, sign, giver.powers), rules.floor);
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
