import type { MessageEvent } from '../../model/event.ts';
import type { MemberFacts } from '../../model/facts.ts';
import type { Target } from '../../model/request.ts';
import type { Holdings } from '../../ranks/holdings.ts';
import { answer, asker, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { holdingsOf, rewardsOf } from '../ranks/holdings.ts';
import { BOOST_LASTS } from '../ranks/powers.ts';
import { findTarget } from '../target.ts';

/** Seconds for which everybody can see it. */
const TOLD_FOR = 120;

/**
 * `/boost @boris` by who holds a reward for it: doubles that member's experience for a day. Each such reward is good for
 * one boost, ever: one that is lost and comes again brings no other.
 */
export function boostMember(facts: ChatDraft, event: MessageEvent, target: Target): Decision {
  const by = asker(event);
  if (by === null) return refused(facts, event, { no: 'as_yourself' });
  const own = holdingsOf(facts, by);
  const boosts = rewardsOf(facts.row.rewards).list.filter(
    ({ id, gifts }) => gifts.boost && own.held.includes(id),
  );
  if (boosts.length === 0) {
    // An admin who only answers somebody wants to see the chat's boost, as ever.
    if (target.by === 'reply' && facts.isAdmin(by))
      return { ...NOTHING, notices: [answer(facts, event, 'view:boosts')] };
    return refused(facts, event, { no: 'boost_none' });
  }
  const unspent = boosts.find(({ id }) => !own.spent.includes(id));
  if (!unspent) return refused(facts, event, { no: 'boost_spent' });
  const found = findTarget(facts, event, target);
  if ('no' in found) return refused(facts, event, found);
  if (found.id === by) return refused(facts, event, { no: 'boost_self' });
  const theirs = holdingsOf(facts, found.id);
  if (theirs.boosted > event.at)
    return refused(facts, event, { no: 'boost_running', wait: theirs.boosted - event.at });
  return boosted(facts, event, found, theirs, {
    of: by,
    holdings: { ...own, spent: [...own.spent, unspent.id] },
  });
}

function boosted(
  facts: ChatDraft,
  event: MessageEvent,
  { id, name }: MemberFacts,
  theirs: Holdings,
  spent: { of: MemberFacts['id']; holdings: Holdings },
): Decision {
  const told = answer(facts, event, 'reward.doubled', { member: { person: id, name } });
  return {
    ...NOTHING,
    holdings: [spent, { of: id, holdings: { ...theirs, boosted: event.at + BOOST_LASTS } }],
    // It is a gift, and everybody may see it.
    notices: [{ ...told, way: 'public', answersCommand: false, removeAfter: TOLD_FOR }],
  };
}
