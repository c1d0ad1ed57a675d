import type { Dice } from '../../model/dice.ts';
import type { MessageEvent, PressEvent } from '../../model/event.ts';
import type { Notice } from '../../model/notice.ts';
import type { Result } from '../../model/outcome.ts';
import type { Person } from '../../model/person.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Request } from '../../model/request.ts';
import { OFFER_OVER, type Offer, pressRefusal } from '../../reputation/air.ts';
import type { Hit } from '../../reputation/phrases/matcher.ts';
import { decideThanks } from '../../reputation/thanks.ts';
import { edit, refusalParams } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { thanked } from '../experience/earn.ts';
import { isExcludedTopic } from '../experience/excluded.ts';
import { beginSaying, giftNotices } from './gift-notices.ts';

/**
 * A button under the question: the thanks are given as if they had been a reply to that person's message, by the
 * rules and at the time of the thank-you. Whatever comes of it, the question is answered.
 */
export function decideAirPress(
  facts: ChatDraft,
  event: PressEvent,
  { message, place }: Extract<Request, { ask: 'air' }>,
  dice: Dice,
): Decision {
  const offer = facts.air.offers.get(message);
  const refused = pressRefusal(offer, event.person.id, event.at);
  if (!offer || refused) return toast(facts, event, refused ?? OFFER_OVER);
  if (place === 0) {
    return { ...NOTHING, offer: { ...offer, answered: true }, notices: [edit(facts, event, 'air.nobody')] };
  }
  const receiver = offer.people[place - 1];
  const person = receiver === undefined ? null : facts.people.get(receiver);
  if (!person) return { ...NOTHING, notices: [{ ...edit(facts, event, 'toast.stale'), way: 'toast' }] };

  const { gifts, matcher } = facts.rules;
  const thanks = asReply(facts, offer, event.person, { ...person, id: person.userId });
  const decided = decideThanks(thanks, gifts, matcher, facts, dice, foundAlready(offer.rule));
  if (!decided) throw new Error('a word that was found already was not found');
  const nothing = isExcludedTopic(facts, { chat: facts.row, thread: offer.thread });
  const entries = nothing ? decided.entries : thanked(facts, decided.entries, event.at, dice);
  const gift = { ...decided, entries };
  // What a reply would have led to in the chat. What only its giver would see, the edited question tells already.
  const saying = beginSaying(facts, { ...thanks, at: event.at });
  const aloud = giftNotices(saying, { sign: 'thanks', entries: gift.entries }, dice).filter(
    ({ way }) => way !== 'private',
  );
  const told = gift.outcome.results.flatMap((result) => tell(facts, event, result));
  return { ...gift, offer: { ...offer, answered: true }, notices: [...told, ...aloud] };
}

function tell(facts: ChatDraft, event: PressEvent, result: Result): Notice[] {
  if ('refused' in result) {
    return [
      {
        ...edit(facts, event, 'refused'),
        lines: [{ key: 'told.thanks', params: {} }, refusalParams(result.refused)],
      },
    ];
  }
  if (!('gave' in result)) return [];
  const { receiver, name, gave } = result;
  return [edit(facts, event, 'air.given', { receiver: { person: receiver, name }, amount: gave })];
}

function toast(facts: ChatDraft, event: PressEvent, refusal: Refusal): Decision {
  const { key, params } = refusalParams(refusal);
  return { ...NOTHING, notices: [{ ...edit(facts, event, key, params), way: 'toast' }] };
}

/** The thank-you as it would have been in reply to that person. */
function asReply(facts: ChatDraft, offer: Offer, giver: Person, receiver: Person): MessageEvent {
  const author = { is: 'person', person: receiver } as const;
  return {
    is: 'message',
    chat: facts.ref,
    at: offer.at,
    messageId: offer.messageId,
    thread: offer.thread,
    author: { is: 'person', person: giver },
    kind: 'text',
    text: '',
    masked: [],
    mentions: [],
    marks: [],
    // Which of their messages is meant nobody knows, and no rule asks.
    reply: { to: 'message', messageId: 0, author },
    edited: false,
    forwarded: false,
    viaBot: false,
    album: null,
    command: null,
  };
}

/** The word was found when it was said. It is not looked for again: texts are not kept. */
function foundAlready(rule: string): Hit[] {
  return [{ list: 'thanks', phrase: rule, start: 0, end: 0 }];
}
