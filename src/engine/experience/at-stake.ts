import type { ChatEvent, SettledEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { ChatDraft } from '../draft.ts';
import { isAboutPanel } from '../load/panels.ts';
import { namesNeeded, peopleIn } from '../needs/people.ts';
import { epochOf } from '../reputation/reactions.ts';

/**
 * Whether an event may show or change what concerns everybody in its chat: somebody asks for something, or sets it. Then
 * all that is over has been judged before.
 */
export function concernsAll(event: ChatEvent): boolean {
  // The last word of a reset has a transaction to itself, in which nothing may have changed before.
  if (event.is === 'press') return event.request.ask !== 'confirm';
  if (event.is === 'word') return true;
  return event.is === 'message' && (event.command !== null || isAboutPanel(event));
}

/**
 * Whether it stands beside the talk of its chat: a press is dated by our clock, which may be ahead of a backlog; which chat
 * words for a panel are about only the fold tells, when what learning needs was read already.
 */
export function isAside({ is }: ChatEvent): boolean {
  return is === 'press' || is === 'word';
}

/** Whose points an event may show or change. */
export function atStake(facts: ChatDraft, event: SettledEvent): UserId[] {
  if (event.is === 'press') return [];
  const ids = peopleIn(event).map(({ id }) => id);
  if (event.is === 'message') {
    for (const name of namesNeeded(event)) {
      const id = facts.holder(name);
      if (id !== null) ids.push(id);
    }
  }
  if (event.is === 'reaction') {
    const author = facts.authorOf(epochOf(facts, event), event.messageId);
    if (author !== null) ids.push(author as UserId);
  }
  return ids;
}
