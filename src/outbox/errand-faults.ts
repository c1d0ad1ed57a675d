import type { ApiError } from './bot-api.ts';
import { type GeneralFault, generalFaultOf, OUT, saying } from './faults.ts';

/** What a refused call means for an errand. */
export type ErrandFault =
  | GeneralFault
  /** The bot lacks a right, or the group is of a kind where nobody has it: an admin can change that. */
  | { is: 'right' }
  /** The bot is not in that group any more, or there is no such group. */
  | { is: 'out' }
  /** It cannot be done to this person: an admin, the owner, somebody who has left. */
  | { is: 'person' }
  /** It can never be done as it is. */
  | { is: 'refused' };

const PERSON = [
  'chat_creator_required',
  'is an administrator of the chat',
  'chat owner',
  'restrict self',
  'user_not_participant',
  'participant_id_invalid',
  'user not found',
  'member not found',
  'user_id_invalid',
  'user_admin_invalid',
  'input_user_deactivated',
];
const RIGHT = [
  'not enough rights',
  'have no rights',
  'chat_admin_required',
  'administrator rights',
  'right_forbidden',
  'method is available only for',
];

export function errandFaultOf(error: ApiError): ErrandFault {
  const general = generalFaultOf(error);
  if (general) return general;
  const hasAny = saying(error);
  if (hasAny(PERSON)) return { is: 'person' };
  if (hasAny(OUT) || error.code === 403) return { is: 'out' };
  return hasAny(RIGHT) ? { is: 'right' } : { is: 'refused' };
}
