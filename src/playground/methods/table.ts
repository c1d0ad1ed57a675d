import { ApiError } from '../api-error.ts';
import { CHAT_METHODS } from './chats.ts';
import { EDITING_METHODS } from './editing.ts';
import { FILE_METHODS } from './files.ts';
import { MEMBER_METHODS } from './members.ts';
import { MESSAGE_METHODS } from './messages.ts';
import type { Call, Method, MethodTable } from './method.ts';
import { METHOD_NAMES } from './method-names.ts';
import { type Params, readParameters } from './parameters.ts';
import { PROFILE_METHODS } from './profile.ts';
import { SENDING_METHODS } from './sending.ts';
import { UPDATE_METHODS } from './updates.ts';

/** Every method that is played here, under its own name. */
export const METHODS: MethodTable = {
  ...UPDATE_METHODS,
  ...PROFILE_METHODS,
  ...SENDING_METHODS,
  ...FILE_METHODS,
  ...EDITING_METHODS,
  ...MESSAGE_METHODS,
  ...CHAT_METHODS,
  ...MEMBER_METHODS,
};

// Method names are not case-sensitive, as at Telegram.
const BY_LOWER_NAME = new Map<string, [name: string, method: Method | undefined]>(
  [...METHOD_NAMES, ...Object.keys(METHODS)].map((name) => [name.toLowerCase(), [name, METHODS[name]]]),
);

/** The name as Telegram writes it, where there is such a method. */
export const properName = (name: string): string | undefined => BY_LOWER_NAME.get(name.toLowerCase())?.[0];

/** Runs a method: checks its parameters, then does it. Throws ApiError for every refusal. */
export function runMethod(
  name: string,
  given: Params,
  fromForm: boolean,
  call: Omit<Call, 'params'>,
): { params: Params; result: unknown } {
  const [proper, method] = BY_LOWER_NAME.get(name.toLowerCase()) ?? [];
  if (!proper) throw new ApiError(404, 'Not Found');
  if (!method) throw new ApiError(501, `Not Implemented: ${proper} is not played by this local server`);
  const params = readParameters(given, method.params, fromForm, '', new Set(call.files.keys()));
  return { params, result: method.run({ ...call, params }) };
}
