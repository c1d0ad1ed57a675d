import type { MessageEvent } from '../../model/event.ts';
import type { Notice } from '../../model/notice.ts';
import { MINUTE } from '../../model/time.ts';
import { VOTE_LASTS } from '../../moderation/votes.ts';
import type { VoteRow } from '../draft/moderation.ts';
import type { ChatDraft } from '../draft.ts';

/** One message for all votes, in answer to the message in question: each vote says it anew in its place. */
export function ballot(facts: ChatDraft, event: MessageEvent, row: VoteRow, need: number): Notice {
  return {
    key: 'del.vote',
    params: { have: row.voters.length, need, minutes: VOTE_LASTS / MINUTE },
    language: facts.rules.settings.language,
    chat: facts.row.chatId,
    thread: event.thread,
    way: 'public',
    to: null,
    messageId: row.messageId,
    query: null,
    answersCommand: false,
    removeAfter: null,
    post: { name: nameOf(row) },
    keep: false,
    at: event.at,
  };
}

/** It goes, whether the vote came to something or not. */
export function ballotOver(facts: ChatDraft, event: MessageEvent, row: VoteRow): Notice {
  return { ...ballot(facts, event, row, 0), post: { name: nameOf(row), over: true }, keep: true };
}

const nameOf = ({ epoch, messageId, startedAt }: VoteRow) => `vote ${epoch} ${messageId} ${startedAt}`;
