import { badRequest } from '../api-error.ts';
import { CALLBACK_SECONDS } from '../world/press.ts';
import { isAdmin, isPresent } from '../world/rights.ts';
import type { ChatRecord, StoredMessage, WorldState } from '../world/state.ts';
import { findUser } from './access.ts';
import { bool, int, type Parameter, type Params, required, str } from './parameters.ts';

export const EPHEMERAL: Parameter = {
  type: 'object',
  fields: {
    receiver_user_id: required(int),
    callback_query_id: str,
    replace_callback_query_message: bool,
  },
};

export interface EphemeralTarget {
  receiverId: number;
  replaces?: number;
}

/** Within 15 s of a button pressed or an ephemeral command sent by this very person. */
function hasJustActed(
  state: WorldState,
  record: ChatRecord,
  receiverId: number,
  callbackId: unknown,
): boolean {
  const now = state.clock.now();
  const commandAt = record.ephemeralCommands.get(receiverId);
  if (commandAt !== undefined && now - commandAt <= CALLBACK_SECONDS) return true;
  const pressed = state.callbacks.get(callbackId as string);
  return (
    pressed?.userId === receiverId &&
    pressed.chatId === record.chat.id &&
    now - pressed.at <= CALLBACK_SECONDS
  );
}

/** Whom an ephemeral message is for, and whether the bot may send them one now. */
export function readEphemeral(
  state: WorldState,
  record: ChatRecord,
  params: Params,
): EphemeralTarget | undefined {
  const given = params.ephemeral_message_parameters as Params | undefined;
  if (!given) return undefined;
  if (record.chat.type !== 'group' && record.chat.type !== 'supergroup') {
    throw badRequest('ephemeral messages can be sent only to groups and supergroups');
  }
  const receiver = findUser(state, given.receiver_user_id);
  if (receiver.is_bot) throw badRequest("ephemeral messages can't be sent to bots");
  if (!isPresent(record.members.get(receiver.id))) throw badRequest('USER_NOT_PARTICIPANT');
  const { callback_query_id, replace_callback_query_message } = given;
  if (callback_query_id !== undefined && !state.callbacks.has(callback_query_id as string)) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  const bot = record.members.get(state.bot.id);
  if (!isAdmin(bot) && !hasJustActed(state, record, receiver.id, callback_query_id)) {
    throw badRequest('not enough rights to send ephemeral messages to the chat');
  }
  if (replace_callback_query_message !== true) return { receiverId: receiver.id };
  const pressed = state.callbacks.get(callback_query_id as string);
  if (!pressed) throw badRequest('replace_callback_query_message needs a callback_query_id');
  if (pressed.ephemeralId !== undefined) {
    throw badRequest('an ephemeral message must be edited by the editEphemeralMessage methods, not replaced');
  }
  return { receiverId: receiver.id, replaces: pressed.messageId };
}

export const EPHEMERAL_TARGET = {
  chat_id: { type: 'chat', required: true },
  receiver_user_id: required(int),
  ephemeral_message_id: required(int),
} as const satisfies Record<string, Parameter>;

/** The ephemeral message that chat, receiver and number together name. */
export function findEphemeral(record: ChatRecord, params: Params, state: WorldState): StoredMessage {
  const stored = record.ephemeral.get(params.ephemeral_message_id as number);
  if (!stored || stored.receiverId !== params.receiver_user_id || stored.message.from?.id !== state.bot.id) {
    throw badRequest('message to edit not found');
  }
  return stored;
}
