import type { MessageEvent } from '../model/event.ts';
import type { Facts, MemberFacts } from '../model/facts.ts';
import type { UserId } from '../model/ids.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Refusal } from '../model/refusal.ts';
import { HOUR, MINUTE, type Seconds } from '../model/time.ts';
import { mayGet, mayGive } from './may-give.ts';
import type { SignRules } from './rules.ts';

// Thanks into the air: a thank word that names nobody. The one who said it is asked whom they meant.

/** A message that was written lately, as far as the question needs it. */
export interface Written {
  messageId: number;
  author: UserId;
  at: Seconds;
  thread: number | null;
}

/** The question to one person: whom was this thank-you for? The order of `people` is that of the buttons. */
export interface Offer {
  /** The thank-you. */
  messageId: number;
  giver: UserId;
  /** When thanks were said: the time by which the rules judge the gift, whenever the button is pressed. */
  at: Seconds;
  thread: number | null;
  /** The admin's spelling of the word. */
  rule: string;
  people: readonly UserId[];
  answered: boolean;
}

/** More buttons than this are a list to read, not a question. */
export const MOST_OFFERED = 5;
/** Who wrote longer ago than this is not who is being thanked. */
const LATELY: Seconds = HOUR;
/**
 * Of so many messages before the thank-you the writers are taken: in an hour a lively chat writes thousands, and
 * their rows would all be read while the chat is locked.
 */
export const MOST_LOOKED_AT = 200;
/** Whoever often thanks nobody in particular is not asked each time. */
const QUIET: Seconds = 10 * MINUTE;
/** A question can be answered for so long. */
export const OFFER_LASTS: Seconds = HOUR;

/** Whether a message can be a thank-you into the air at all, whatever words the chat has. */
export function isPlain(event: MessageEvent): boolean {
  if (event.author.is !== 'person' || event.chat.type === 'private') return false;
  if (event.edited || event.forwarded || event.viaBot || event.command !== null) return false;
  return event.mentions.length === 0 && (event.reply.to === 'nothing' || event.reply.to === 'topic_root');
}

/**
 * The question that a message leads to; null: none. Only a thank-you that would have counted, had it named somebody,
 * is asked about, and only where at least one of those who could be meant could have been given it.
 * `askedAt`: when this giver was last asked.
 */
export function offerOf(
  event: MessageEvent,
  outcome: Outcome,
  rules: SignRules,
  facts: Facts,
  written: Iterable<Written>,
  askedAt: Seconds | null,
): Offer | null {
  if (!isPlain(event) || event.author.is !== 'person' || !namesNobody(outcome)) return null;
  if (askedAt !== null && event.at < askedAt + QUIET) return null;
  const giver = facts.member(event.author.person.id);
  if (!giver || mayGive(rules, 'thanks', giver, facts, event.at)) return null;
  const people = lateWriters(event, giver.id, written, facts);
  const possible = people.some(
    (person) => mayGet(rules, 'thanks', giver, person, facts, event.at, 0) === null,
  );
  if (!possible) return null;
  const { messageId, at, thread } = event;
  return {
    messageId,
    giver: giver.id,
    at,
    thread,
    rule: outcome.rule,
    people: people.map(({ id }) => id),
    answered: false,
  };
}

/** A word of thanks was found, nothing else was wrong, and it was for nobody. */
function namesNobody({ sign, results }: Outcome): boolean {
  const [only] = results;
  if (sign !== 'thanks' || results.length !== 1 || !only || !('refused' in only)) return false;
  return only.refused.no === 'no_receiver' || only.refused.no === 'topic_root';
}

/**
 * Who wrote most recently before a message: people who are still here, not its author; first those who wrote in the
 * same topic. Each group latest first.
 */
export function lateWriters(
  event: Pick<MessageEvent, 'messageId' | 'at' | 'thread'>,
  giver: UserId,
  written: Iterable<Written>,
  facts: Facts,
): MemberFacts[] {
  const before = [...written]
    .filter(({ messageId }) => messageId < event.messageId)
    .sort((a, b) => b.messageId - a.messageId)
    .slice(0, MOST_LOOKED_AT)
    .filter(({ at }) => at >= event.at - LATELY);
  const here = before.filter(({ thread }) => thread === event.thread);
  const found = new Map<UserId, MemberFacts>();
  for (const { author } of [...here, ...before]) {
    if (author === giver || found.has(author)) continue;
    const member = facts.member(author);
    if (member?.present && !member.isBot) found.set(author, member);
    if (found.size === MOST_OFFERED) break;
  }
  return [...found.values()];
}

export const OFFER_OVER: Refusal = { no: 'offer_over', minutes: OFFER_LASTS / MINUTE };

/** Why a press under a question does nothing. Null: it is answered now. */
export function pressRefusal(offer: Offer | undefined, presser: UserId, at: Seconds): Refusal | null {
  if (!offer) return OFFER_OVER;
  if (offer.giver !== presser) return { no: 'offer_not_yours' };
  if (offer.answered) return { no: 'offer_answered' };
  return at - offer.at > OFFER_LASTS ? OFFER_OVER : null;
}
