import type { NewEntry } from '../../model/entry.ts';
import type { Author, MessageEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { Refusal } from '../../model/refusal.ts';
import { castVote } from '../../moderation/votes.ts';
import { refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { powersOf } from '../ranks/powers.ts';
import { ballot } from './ballot.ts';
import type { Removal } from './removal.ts';

/** Whether somebody who is no admin may say /del at all; null: they may. */
export function mayVote(facts: ChatDraft, id: UserId): Refusal | null {
  if (facts.rules.settings['moderation.votes'] === 0) return { no: 'not_admin' };
  return powersOf(facts, id).vote ? null : { no: 'no_vote' };
}

/** Whether a message may be voted away at all, by this member; null: it may. */
function mayGo(facts: ChatDraft, author: Author, by: UserId): Refusal | null {
  switch (author.is) {
    case 'person':
      if (author.person.id === by) return { no: 'vote_own' };
      return facts.isAdmin(author.person.id) ? { no: 'vote_admin' } : null;
    case 'bot':
      return author.person.id === facts.bot.id ? { no: 'vote_bot' } : null;
    case 'anonymous_admin':
    case 'linked_post':
      return { no: 'vote_admin' };
    case 'service':
      return { no: 'service_message' };
    case 'channel':
      return null;
  }
}

/**
 * A member votes to remove the message that the command answers. `gone`: what becomes of it when enough have, as if an
 * admin had removed it.
 */
export function vote(
  facts: ChatDraft,
  event: MessageEvent,
  by: UserId,
  removal: Omit<Removal, 'gone'>,
  gone: () => Decision,
): Decision {
  const { reply, at } = event;
  if (reply.to !== 'message') return NOTHING;
  const no = mayGo(facts, reply.author, by);
  if (no) return refused(facts, event, no);
  const need = facts.rules.settings['moderation.votes'];
  const key = `${removal.epoch} ${removal.messageId}`;
  const before = facts.moderation.votes.get(key) ?? null;
  const cast = castVote(before, by, at, need);
  if ('no' in cast) return refused(facts, event, cast);
  const line = lineOf(event, by);
  if (cast.voters.length >= need) {
    const decision = gone();
    return { ...decision, entries: [...line, ...decision.entries] };
  }
  const { epoch, messageId } = removal;
  const row = { ...cast, epoch, messageId };
  return {
    ...NOTHING,
    entries: line,
    removal: { ...removal, gone: false, vote: row },
    notices: [ballot(facts, event, row, need)],
  };
}

/** A line of nothing: who voted to remove whose message is to be found in the log. */
function lineOf({ reply, at, messageId }: MessageEvent, giver: UserId): NewEntry[] {
  if (reply.to !== 'message' || reply.author.is !== 'person') return [];
  return [
    {
      ...{ at, kind: 'vote', giver, receiver: reply.author.person.id, giverRole: 'member' },
      ...{ reputation: 0, experience: 0, messageId, reason: null, reverses: null },
    },
  ];
}
