import type { NewEntry } from '../../model/entry.ts';
import type { MessageEvent, PressEvent } from '../../model/event.ts';
import type { MemberFacts } from '../../model/facts.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Request } from '../../model/request.ts';
import { actualChange } from '../../reputation/amount.ts';
import { CEILING } from '../../reputation/rules.ts';
import { answer, refusedGift, say } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { QuestionRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import type { Passage } from '../ranks/holdings.ts';
import { findTarget } from '../target.ts';

type Adjust = Extract<Request, { ask: 'adjust' }>;

/** What an admin may give or take at once. */
export const MOST_AT_ONCE = 1_000_000;
/** What a question remembers of `--rewards`. */
const WITH_REWARDS = 'rewards';
/** What is done without asking back, where the command asks back at all. */
export const MOST_UNASKED = 10_000;

/** An admin gives, takes, sets or resets somebody's reputation or experience by command. */
export function adjust(facts: ChatDraft, event: MessageEvent, request: Adjust, rule: string): Decision {
  const refuse = (no: Refusal): Decision => refusedGift(facts, event, rule, no);
  const limits = limitsOf(request);
  if (request.amount < limits.min || request.amount > limits.max) return refuse({ no: 'amount', ...limits });
  const found = findTarget(facts, event, request.target);
  if ('no' in found) return refuse(found);
  const giver = event.author.is === 'person' ? event.author.person.id : null;
  if (request.confirm && request.amount > MOST_UNASKED) {
    if (giver === null) return refuse({ no: 'as_yourself' });
    const amount = request.how === 'take' ? -request.amount : request.amount;
    const receiver = { person: found.id, name: found.name };
    return {
      ...NOTHING,
      question: {
        of: giver,
        row: {
          user: giver,
          messageId: event.messageId,
          kind: 'experience',
          step: 0,
          askedAt: event.at,
          about: found.id,
          amount,
          reason: request.reason,
          payload: request.rewards ? WITH_REWARDS : null,
        },
      },
      notices: [
        {
          ...answer(facts, event, 'ask.experience', { receiver, amount, most: MOST_UNASKED }),
          buttons: [
            [
              { key: 'ask.button_yes', request: { ask: 'confirm', question: event.messageId, step: 1 } },
              { key: 'ask.button_no', request: { ask: 'cancel', question: event.messageId, step: 0 } },
            ],
          ],
        },
      ],
    };
  }
  const change = wanted(request, found[request.what]);
  const done = enterChange(facts, event, rule, request.what, textOf(request), found, change, request.reason);
  const how = passageOf(request);
  return how === null ? done : { ...done, passage: { of: found.id, how } };
}

/** Gives or takes what was confirmed by a button. */
export function adjustConfirmed(
  facts: ChatDraft,
  event: PressEvent,
  { amount, reason, payload }: QuestionRow,
  about: MemberFacts,
): Decision {
  const text = amount < 0 ? 'take' : 'add';
  const done = enterChange(facts, event, '/expedit', 'experience', text, about, amount, reason);
  return payload === WITH_REWARDS ? done : { ...done, passage: { of: about.id, how: 'final' } };
}

function enterChange(
  facts: ChatDraft,
  event: MessageEvent | PressEvent,
  rule: string,
  what: Adjust['what'],
  text: 'add' | 'take' | 'set',
  receiver: MemberFacts,
  by: number,
  reason: string | null,
): Decision {
  const before = receiver[what];
  const change = actualChange(before, by, what === 'experience' ? 0 : -CEILING);
  if (change === 0) return refusedGift(facts, event, rule, { no: 'nothing_to_change' });
  const giver =
    event.is === 'press' ? event.person.id : event.author.is === 'person' ? event.author.person.id : null;
  const entry: NewEntry = {
    at: event.at,
    kind: 'admin',
    giver,
    receiver: receiver.id,
    giverRole: 'admin',
    reputation: what === 'reputation' ? change : 0,
    experience: what === 'experience' ? change : 0,
    messageId: event.is === 'message' ? event.messageId : null,
    reason,
    reverses: null,
  };
  const result = { receiver: receiver.id, name: receiver.name };
  return {
    entries: [entry],
    outcome:
      event.is === 'message'
        ? {
            rule,
            sign: change < 0 ? 'minus' : 'thanks',
            results: [
              what === 'experience'
                ? { ...result, gave: 0, experience: change }
                : { ...result, gave: change },
            ],
          }
        : null,
    notices: [
      say(facts, event, what === 'experience' ? `adjust.${text}_experience` : `adjust.${text}`, {
        receiver: { person: receiver.id, name: receiver.name },
        amount: Math.abs(change),
        before,
        after: before + change,
        reason,
      }),
    ],
  };
}

/**
 * Experience by hand leads to rewards where it ends, and to those on the way there only where that is asked for; a reset
 * takes none away. Null: as ever.
 */
function passageOf({ what, how, rewards }: Adjust): Passage | null {
  if (how === 'reset') return 'kept';
  return what === 'experience' && !rewards ? 'final' : null;
}

/** Experience begins at nothing; reputation may be less. */
function limitsOf({ how, what }: Adjust): { min: number; max: number } {
  if (how === 'reset') return { min: 0, max: 0 };
  if (how === 'set') return { min: what === 'experience' ? 0 : -CEILING, max: CEILING };
  return { min: 1, max: MOST_AT_ONCE };
}

function textOf({ how }: Adjust): 'add' | 'take' | 'set' {
  return how === 'reset' ? 'set' : how;
}

function wanted({ how, amount }: Adjust, total: number): number {
  switch (how) {
    case 'add':
      return amount;
    case 'take':
      return -amount;
    case 'set':
      return amount - total;
    case 'reset':
      return -total;
  }
}
