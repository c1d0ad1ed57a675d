import { type MessageEvent, visibleText } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import { accountOf } from '../account.ts';
import type { Decision } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { noteTag } from '../experience/excluded.ts';
import { fingerprintOf } from '../experience/fingerprint-of.ts';
import { applyRemoval } from '../moderation/removal.ts';
import { bePresent } from '../ranks/holdings.ts';
import { record } from '../record.ts';
import { epochOf } from '../reputation/reactions.ts';

export function applyMessage(facts: ChatDraft, event: MessageEvent, decision: Decision): void {
  if (event.chat.type === 'private') {
    if (event.author.is === 'person') facts.people.setDmOpen(event.author.person.id, true);
    return;
  }
  record(facts, decision, epochOf(facts, event));
  if (decision.offer) facts.air.setOffer(decision.offer);
  if (event.author.is === 'person' && !event.edited) {
    seeMember(facts, event, event.author.person.id, decision.outcome !== null);
    noteTag(facts, event, event.author.person.id);
  }
  remember(facts, event, decision);
  if (decision.removal) applyRemoval(facts, event, decision.removal);
  for (const trigger of decision.fired ?? []) facts.triggers.fire(trigger, event.at);
  if (decision.triggers) facts.triggers.set(decision.triggers);
}

/** Somebody wrote. The parts of an album count as one message. */
function seeMember(facts: ChatDraft, event: MessageEvent, id: UserId, spoke: boolean): void {
  const member = facts.touch(id, event.at);
  if (!member.present) bePresent(facts, id, event.at, true);
  member.lastSeenAt = Math.max(member.lastSeenAt, event.at);
  const text = fingerprintOf(event);
  if (text !== 0) member.lastText = text;
  const further = event.album !== null && member.album === event.album;
  if (event.album !== null) {
    member.albumSpoke = spoke || (further && member.albumSpoke);
    member.album = event.album;
  }
  if (further) return;
  member.messages += 1;
  facts.touchDay(id, event.at).messages += 1;
}

/** Keeps what `/why` and later counts may ask of a message. Its text is not among it. */
function remember(facts: ChatDraft, event: MessageEvent, decision: Decision): void {
  const author = event.author;
  if (author.is === 'service') return;
  if (event.edited && decision.outcome === null) return;
  const epoch = epochOf(facts, event);
  const key = `${epoch} ${event.messageId}`;
  const known = facts.messages.get(key);
  // What a message did stays; an edit only explains itself where nothing was done.
  if (known?.outcome) return;
  const rule = decision.outcome?.rule ?? null;
  const outcome = decision.outcome ? JSON.stringify(decision.outcome) : null;
  if (known) {
    facts.messages.set(key, { ...known, rule, outcome });
    return;
  }
  const visible = visibleText(event);
  facts.messages.set(key, {
    messageId: event.messageId,
    epoch,
    userId: accountOf(author),
    at: event.at,
    kind: event.kind,
    length: visible.length,
    words: wordsIn(visible),
    replyTo: event.reply.to === 'message' ? event.reply.messageId : null,
    thread: event.thread,
    rule,
    outcome,
  });
}

const WORDS = /\S+/g;

/** Sample: ' a  b ' → 2. */
function wordsIn(text: string): number {
  let count = 0;
  WORDS.lastIndex = 0;
  while (WORDS.test(text)) count += 1;
  return count;
}
