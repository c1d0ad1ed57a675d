import { badRequest } from '../api-error.ts';
import type { BotCommandList, WorldState } from '../world/state.ts';
import { findChat } from './access.ts';
import type { Method, MethodTable } from './method.ts';
import {
  bool,
  int,
  object,
  type Parameter,
  type ParameterTable,
  type Params,
  required,
  str,
} from './parameters.ts';

const SCOPE: Parameter = {
  type: 'object',
  fields: { type: required(str), chat_id: { type: 'chat' }, user_id: int },
};
const SCOPED: ParameterTable = { scope: SCOPE, language_code: str };
const SCOPE_TYPES =
  /^(default|all_private_chats|all_group_chats|all_chat_administrators|chat|chat_administrators|chat_member)$/;

/** A key for a scope with its chat and user, after checking that they are what the scope needs. */
function scopeKey(state: WorldState, scope: Params | undefined): string {
  const { type = 'default', chat_id, user_id } = scope ?? {};
  if (!SCOPE_TYPES.test(type as string))
    throw badRequest("can't parse BotCommandScope: unsupported type specified");
  const needsChat = /^chat/.test(type as string);
  if (needsChat !== (chat_id !== undefined))
    throw badRequest(`scope "${type}" ${needsChat ? 'needs' : 'takes no'} chat_id`);
  if ((type === 'chat_member') !== (user_id !== undefined))
    throw badRequest(`scope "${type}" with a wrong user_id`);
  if (needsChat) findChat(state, chat_id);
  return [type, chat_id, user_id].filter((part) => part !== undefined).join(' ');
}

function readLanguage(code: unknown): string {
  if (code === undefined || code === '') return '';
  if (!/^[a-z]{2}$/.test(code as string)) throw badRequest('invalid language code specified');
  return code as string;
}

function findList(state: WorldState, params: Params): { key: string; language: string; at: number } {
  const key = scopeKey(state, params.scope as Params | undefined);
  const language = readLanguage(params.language_code);
  const at = state.commands.findIndex((list) => list.scope === key && list.language_code === language);
  return { key, language, at };
}

const setMyCommands: Method = {
  params: {
    ...SCOPED,
    commands: {
      type: 'array',
      required: true,
      fields: { command: required(str), description: required(str), is_ephemeral: bool },
    },
  },
  run: ({ state, params }) => {
    const { key, language, at } = findList(state, params);
    const commands = params.commands as BotCommandList['commands'];
    if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const one of commands) {
      if (!/^[a-z0-9_]{1,32}$/.test(one.command)) throw badRequest('BOT_COMMAND_INVALID');
      if (one.description.length < 1 || one.description.length > 256)
        throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    if (at >= 0) state.commands.splice(at, 1);
    if (commands.length > 0) state.commands.push({ scope: key, language_code: language, commands });
    return true;
  },
};

const getMyCommands: Method = {
  params: SCOPED,
  run: ({ state, params }) => state.commands[findList(state, params).at]?.commands ?? [],
};

const deleteMyCommands: Method = {
  params: SCOPED,
  run: ({ state, params }) => {
    const { at } = findList(state, params);
    if (at >= 0) state.commands.splice(at, 1);
    return true;
  },
};

/** setMyName and its like: one text for each language, its length bounded. */
function profileText(field: string, limit: number): [set: Method, get: Method] {
  const set: Method = {
    params: { [field]: str, language_code: str },
    run: ({ state, params }) => {
      const text = (params[field] as string | undefined) ?? '';
      if (text.length > limit) throw badRequest(`bot ${field.replace('_', ' ')} is too long`);
      const key = `${field} ${readLanguage(params.language_code)}`;
      if (text === '') state.profile.delete(key);
      else state.profile.set(key, text);
      return true;
    },
  };
  const get: Method = {
    params: { language_code: str },
    run: ({ state, params }) => {
      const own = state.profile.get(`${field} ${readLanguage(params.language_code)}`);
      const fallback = field === 'name' ? state.bot.first_name : '';
      return { [field]: own ?? state.profile.get(`${field} `) ?? fallback };
    },
  };
  return [set, get];
}

const [setMyName, getMyName] = profileText('name', 64);
const [setMyDescription, getMyDescription] = profileText('description', 512);
const [setMyShortDescription, getMyShortDescription] = profileText('short_description', 120);

const getMe: Method = {
  params: {},
  run: ({ state }) => ({
    ...state.bot,
    can_join_groups: true,
    can_read_all_group_messages: state.canReadAll,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  }),
};

const setChatMenuButton: Method = {
  params: { chat_id: int, menu_button: object },
  run: ({ state, params }) => {
    state.profile.set(
      `menu ${params.chat_id ?? ''}`,
      JSON.stringify(params.menu_button ?? { type: 'default' }),
    );
    return true;
  },
};

const getChatMenuButton: Method = {
  params: { chat_id: int },
  run: ({ state, params }) =>
    JSON.parse(
      state.profile.get(`menu ${params.chat_id ?? ''}`) ??
        state.profile.get('menu ') ??
        '{"type":"commands"}',
    ) as unknown,
};

const setMyDefaultAdministratorRights: Method = {
  params: { rights: object, for_channels: bool },
  run: ({ state, params }) => {
    state.profile.set(`rights ${params.for_channels === true}`, JSON.stringify(params.rights ?? {}));
    return true;
  },
};

export const PROFILE_METHODS: MethodTable = {
  getMe,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setMyName,
  getMyName,
  setMyDescription,
  getMyDescription,
  setMyShortDescription,
  getMyShortDescription,
  setChatMenuButton,
  getChatMenuButton,
  setMyDefaultAdministratorRights,
};
