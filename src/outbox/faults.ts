import type { Seconds } from '../model/time.ts';
import type { ApiError } from './bot-api.ts';
import type { Way } from './ways.ts';

/** What says nothing of the call itself: it means the same whatever was asked. */
export type GeneralFault =
  | { is: 'flood'; wait: Seconds }
  /** Nobody answers, or Telegram itself is broken: the same call may succeed later. */
  | { is: 'outage' }
  /** The token is not accepted: no call can succeed. */
  | { is: 'token' }
  | { is: 'migrated'; to: number };

/** What a refused call means for the queue. */
export type Fault =
  | GeneralFault
  /** It is as we wanted it already. */
  | { is: 'done' }
  /** Nothing can be said in this group: the bot is no longer in it, or may not write. */
  | { is: 'chat_closed'; why: 'out' | 'muted' }
  /** The person has not started the bot, or has blocked it. */
  | { is: 'person_closed' }
  /** The server does not know ephemeral messages. */
  | { is: 'unknown_feature' }
  /** Only who may manage topics writes in this one. */
  | { is: 'topic_closed' }
  /** The chat does not allow this reaction. */
  | { is: 'reaction_refused' }
  /** This one is refused; the next may pass. */
  | { is: 'refused' };

const DONE = [
  'message is not modified',
  'message to delete not found',
  "message can't be deleted",
  'message to edit not found',
  'message to react not found',
  "message can't be edited",
  'message_id_invalid',
  'query is too old',
  'query_id_invalid',
];
/** The bot is not in that chat any more, or there is none. */
export const OUT = [
  'bot was kicked',
  'bot is not a member',
  'chat not found',
  'group chat was deleted',
  'group chat was deactivated',
  'group is deactivated',
  'channel_private',
  'peer_id_invalid',
];
const MUTED = [
  'not enough rights',
  'have no rights to send',
  'need administrator rights',
  'chat_write_forbidden',
  'chat_restricted',
  'chat_send_plain_forbidden',
  'user_banned_in_channel',
];
const PERSON_CLOSED = [
  'chat not found',
  'peer_id_invalid',
  'user_is_blocked',
  'input_user_deactivated',
  "can't initiate conversation",
];
const UNKNOWN = ['unknown', 'unsupported', 'not supported', 'method not found'];

/** Null: Telegram refuses this call, and its words tell why. */
export function generalFaultOf(error: ApiError): GeneralFault | null {
  if (error.network || error.code >= 500) return { is: 'outage' };
  if (error.code === 429) return { is: 'flood', wait: Math.max(1, error.retryAfter ?? 1) };
  if (error.code === 401) return { is: 'token' };
  return error.migrateTo === null ? null : { is: 'migrated', to: error.migrateTo };
}

/** Looks for words of Telegram's in whatever case. */
export function saying({ description }: ApiError): (parts: readonly string[]) => boolean {
  const says = description.toLowerCase();
  return (parts) => parts.some((part) => says.includes(part));
}

/** `by` is the rung that failed; `privately`: it went to a private chat. */
export function faultOf(error: ApiError, by: Way['by'] | 'other', privately: boolean): Fault {
  const general = generalFaultOf(error);
  if (general) return general;
  const hasAny = saying(error);
  if (hasAny(DONE)) return { is: 'done' };
  if (privately) {
    return error.code === 403 || hasAny(PERSON_CLOSED) ? { is: 'person_closed' } : { is: 'refused' };
  }
  if (hasAny(OUT)) return { is: 'chat_closed', why: 'out' };
  // Which topic an edited message or a reaction stands in is not known.
  if ((by === 'public' || by === 'ephemeral') && hasAny(['topic_closed'])) return { is: 'topic_closed' };
  if (by === 'ephemeral') {
    // What is wrong may be the person (gone, a bot) as well as the chat: only the next rung can tell.
    return error.code === 404 || hasAny(UNKNOWN) ? { is: 'unknown_feature' } : { is: 'refused' };
  }
  if (by === 'reaction' && hasAny(['reaction_invalid'])) return { is: 'reaction_refused' };
  // A chat may allow messages and no reactions, or refuse a removal only.
  if (by === 'reaction' || by === 'other') return { is: 'refused' };
  if (error.code === 403 || hasAny(MUTED)) return { is: 'chat_closed', why: 'muted' };
  return { is: 'refused' };
}
