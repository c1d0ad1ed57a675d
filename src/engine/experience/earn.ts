import { sentKind } from '../../experience/kinds.ts';
import type { Deed, Earning, EarningFacts } from '../../experience/policy.ts';
import type { Dice } from '../../model/dice.ts';
import type { NewEntry } from '../../model/entry.ts';
import type { JoinEvent, MessageEvent } from '../../model/event.ts';
import { visibleText } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { bonusNotices } from '../ranks/announce.ts';
import { timesOf } from '../ranks/powers.ts';
import { titleBoost } from '../ranks/titles.ts';
import {
  isExcludedByTag,
  isExcludedMember,
  isExcludedTopic,
  NO_TAGS,
  type ShownTags,
  tagsShown,
} from './excluded.ts';
import { fingerprintOf } from './fingerprint-of.ts';
import { gather } from './gather.ts';

/** What a message has earned besides what it gave: taking part, answering, thanking and being thanked. */
export function earnByMessage(
  facts: ChatDraft,
  event: MessageEvent,
  decision: Decision,
  dice: Dice,
): Decision {
  const { policy } = facts.rules;
  if (!policy || event.edited || event.chat.type === 'private' || event.author.is !== 'person')
    return decision;
  if (isExcludedTopic(facts, event)) return decision;
  const { entries } = decision;
  const earners = new Earners(facts, event.at, tagsShown(facts, event));
  for (const entry of entries) if (isThanks(entry)) earners.got(entry.receiver, entry.experience);
  const deed = deedOf(facts, event, event.author.person.id, entries);
  const earned = policy(earners, deed, dice);
  const spans = policy.spans && earners.earner(deed.by) ? gather(facts, event, deed, policy.spans) : null;
  if (earned.length === 0 && !spans) return decision;
  const lucky = bonusNotices(facts, event, earned, dice);
  const notices = lucky.length > 0 ? [...decision.notices, ...lucky] : decision.notices;
  // What most messages come to is made in one go: to copy an object and add to it takes V8 0.4 µs a field.
  const next: Decision =
    decision === NOTHING
      ? { entries: NOTHING.entries, outcome: null, notices, earned }
      : { ...decision, notices, earned };
  if (spans) next.spans = spans;
  return next;
}

/** Somebody let others in who were never here before. */
export function earnByJoin(facts: ChatDraft, event: JoinEvent, dice: Dice): readonly Earning[] {
  const { policy } = facts.rules;
  if (!policy || !event.by) return [];
  const people = event.people
    .filter(({ id, isBot }) => !isBot && isNew(facts, id, event.at))
    .map(({ id }) => id);
  return policy(new Earners(facts, event.at), { did: 'invite', at: event.at, by: event.by.id, people }, dice);
}

/** Of one and the same coming Telegram may tell twice, by a `chat_member` before the message. */
const SAME_COMING: Seconds = 2;

function isNew(facts: ChatDraft, id: UserId, at: Seconds): boolean {
  const row = facts.members.get(id);
  return row === undefined || (row.messages === 0 && at - row.firstSeenAt <= SAME_COMING);
}

/**
 * Thanks with the experience that they bring to whoever is thanked. It stands in the gift's own entry, so that taking
 * the gift back takes it back.
 */
export function thanked(
  facts: ChatDraft,
  entries: NewEntry[],
  at: Seconds,
  dice: Dice,
  tags: ShownTags = NO_TAGS,
): NewEntry[] {
  const { policy } = facts.rules;
  if (!policy || !entries.some(isThanks)) return entries;
  const earners = new Earners(facts, at, tags);
  return entries.map((entry) => {
    if (!isThanks(entry) || entry.giver === null) return entry;
    const deed: Deed = { did: 'thank', at: entry.at, by: entry.giver, to: entry.receiver };
    const experience = policy(earners, deed, dice).reduce(
      (sum, { amount }) => sum + amount,
      entry.experience,
    );
    earners.got(entry.receiver, experience);
    return { ...entry, experience };
  });
}

/** What a reaction brings to who wrote the message, where it is one that counts: see `reaction-bonus.ts`. */
export function earnByReaction(
  facts: ChatDraft,
  reacted: { at: Seconds; by: UserId; to: UserId },
  dice: Dice,
): readonly Earning[] {
  const { policy } = facts.rules;
  return policy ? policy(new Earners(facts, reacted.at), { did: 'react', ...reacted }, dice) : [];
}

const isThanks = ({ kind }: NewEntry) => kind === 'thanks' || kind === 'mention';

/** Members as a policy sees them, with what the same event has given them already. */
export class Earners implements EarningFacts {
  #facts: ChatDraft;
  #got: Map<UserId, number> | null = null;
  #at: Seconds;
  #tags: ShownTags;

  constructor(facts: ChatDraft, at: Seconds, tags: ShownTags = NO_TAGS) {
    this.#facts = facts;
    this.#at = at;
    this.#tags = tags;
  }

  dayOf(at: Seconds): number {
    return this.#facts.dayOf(at);
  }

  earner(id: UserId) {
    const person = this.#facts.people.get(id);
    if (!person || person.isBot || isExcludedMember(this.#facts, id)) return null;
    if (this.#tags.get(id) ?? isExcludedByTag(this.#facts, id)) return null;
    const row = this.#facts.members.get(id);
    return {
      earnedAt: row?.earnedAt ?? null,
      // Who was only mentioned or came has been seen, but has not written.
      lastDay: row && row.messages > 0 ? this.#facts.dayOf(row.lastSeenAt) : null,
      lastText: row?.lastText ?? 0,
      gotToday: this.#facts.day(id, this.#at).experienceGot + (this.#got?.get(id) ?? 0),
      titleBoost: row ? titleBoost(this.#facts, row) : 0,
      times: timesOf(row?.holdings ?? null, this.#at),
    };
  }

  /** The event itself has given this already. */
  got(member: UserId, amount: number): void {
    this.#got ??= new Map();
    this.#got.set(member, (this.#got.get(member) ?? 0) + amount);
  }
}

function deedOf(
  facts: ChatDraft,
  event: MessageEvent,
  by: UserId,
  entries: readonly NewEntry[],
): Extract<Deed, { did: 'send' }> {
  const { kind, at, reply } = event;
  const visible = visibleText(event).trim();
  const command = event.marks.some(({ is, start }) => is === 'call' && start === 0);
  return {
    did: 'send',
    at,
    by,
    kind: sentKind(kind, command || event.command !== null),
    own: !event.forwarded && !event.viaBot && !facts.isFurtherPart(by, event.album),
    length: visible.length,
    text: fingerprintOf(event),
    answers: reply.to === 'message' && reply.author.is === 'person' ? reply.author.person.id : null,
    thanks: entries.filter(isThanks).length,
  };
}
