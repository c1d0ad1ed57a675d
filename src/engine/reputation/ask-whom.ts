import type { MessageEvent } from '../../model/event.ts';
import type { Notice } from '../../model/notice.ts';
import { type Offer, offerOf } from '../../reputation/air.ts';
import type { GiftDecision } from '../../reputation/thanks.ts';
import { answer } from '../answer.ts';
import type { ChatDraft } from '../draft.ts';

/** The question that a thank-you into the air leads to, where the chat wants it asked. */
export function askWhom(
  facts: ChatDraft,
  event: MessageEvent,
  gift: GiftDecision,
): { offer: Offer; notices: Notice[] } | null {
  const { settings, gifts } = facts.rules;
  // Not read for this one: see `load/air.ts`.
  if (!settings['reputation.air'] || !facts.air.asked.has(event.messageId)) return null;
  if (event.author.is !== 'person') return null;
  const askedAt = facts.air.offeredAt.get(event.author.person.id) ?? null;
  const offer = offerOf(event, gift.outcome, gifts.thanks, facts, facts.air.lately(), askedAt);
  if (!offer) return null;
  const params = {
    chat: event.chat.title,
    message: event.messageId,
    people: offer.people.map((id) => facts.member(id)?.name ?? ''),
  };
  return { offer, notices: [answer(facts, event, 'view:air', params)] };
}
