import { badRequest } from '../api-error.ts';
import { leave } from '../world/membership.ts';
import { isAdmin, isPresent, newMember, PERMISSIONS, toChatMember } from '../world/rights.ts';
import type { ChatRecord, WorldState } from '../world/state.ts';
import { findChat, findUser, requireGroup, requireInside, requireRight } from './access.ts';
import type { Method, MethodTable } from './method.ts';
import { bool, int, type ParameterTable, required, str } from './parameters.ts';

const CHAT: ParameterTable = { chat_id: { type: 'chat', required: true } };

const getChat: Method = {
  params: CHAT,
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    if (record.chat.type === 'private' && !record.started) throw badRequest('chat not found');
    requireInside(state, record);
    const permissions = Object.fromEntries(PERMISSIONS.map((p) => [p, record.permissions[p] !== false]));
    const pinned = record.pinnedId === undefined ? undefined : record.messages.get(record.pinnedId)?.message;
    return {
      ...record.chat,
      accent_color_id: 4,
      max_reaction_count: 11,
      ...(record.chat.type !== 'private' && { permissions }),
      ...(record.reactions && {
        available_reactions: record.reactions.map((emoji) => ({ type: 'emoji', emoji })),
      }),
      ...(record.description !== undefined && { description: record.description }),
      ...(record.linkedChatId !== undefined && { linked_chat_id: record.linkedChatId }),
      ...(pinned && { pinned_message: pinned }),
    };
  },
};

const getChatMember: Method = {
  params: { ...CHAT, user_id: required(int) },
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    requireInside(state, record);
    const user = findUser(state, params.user_id);
    const member = record.members.get(user.id);
    return toChatMember(member ?? newMember(user, 'left'), state.bot.id);
  },
};

const getChatAdministrators: Method = {
  params: { ...CHAT, return_bots: bool },
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    if (record.chat.type === 'private') throw badRequest('there are no administrators in the private chat');
    requireInside(state, record);
    return [...record.members.values()]
      .filter((m) => isAdmin(m))
      .filter((m) => !m.user.is_bot || m.user.id === state.bot.id || params.return_bots === true)
      .map((m) => toChatMember(m, state.bot.id));
  },
};

const getChatMemberCount: Method = {
  params: CHAT,
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    if (record.chat.type === 'private') return 2;
    requireInside(state, record);
    return [...record.members.values()].filter((m) => isPresent(m)).length;
  },
};

const leaveChat: Method = {
  params: CHAT,
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    requireGroup(record);
    requireInside(state, record);
    leave(state, record, state.bot);
    return true;
  },
};

const LINK: ParameterTable = {
  name: str,
  expire_date: int,
  member_limit: { type: 'int', min: 1, max: 99999 },
  creates_join_request: bool,
};

function addLink(
  state: WorldState,
  record: ChatRecord,
  more: Record<string, unknown>,
): Record<string, unknown> {
  const link = {
    invite_link: `https://t.me/+local${state.unique().toString(36)}link`,
    creator: state.bot,
    creates_join_request: false,
    is_primary: false,
    is_revoked: false,
    ...more,
  };
  record.inviteLinks.push(link);
  return link;
}

const NO_INVITES = 'not enough rights to manage chat invite link';

const createChatInviteLink: Method = {
  params: { ...CHAT, ...LINK },
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    requireGroup(record);
    requireRight(state, record, 'can_invite_users', NO_INVITES);
    const { chat_id: _, ...fields } = params;
    if (typeof fields.name === 'string' && fields.name.length > 32)
      throw badRequest('invite link name is too long');
    if (fields.member_limit !== undefined && fields.creates_join_request === true) {
      throw badRequest("member limit can't be specified for links requiring administrator approval");
    }
    return addLink(state, record, fields);
  },
};

const exportChatInviteLink: Method = {
  params: CHAT,
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    requireGroup(record);
    requireRight(state, record, 'can_invite_users', NO_INVITES);
    return addLink(state, record, { is_primary: true }).invite_link;
  },
};

const revokeChatInviteLink: Method = {
  params: { ...CHAT, invite_link: required(str) },
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    requireRight(state, record, 'can_invite_users', NO_INVITES);
    const link = record.inviteLinks.find((one) => one.invite_link === params.invite_link);
    if (!link) throw badRequest('INVITE_HASH_EXPIRED');
    link.is_revoked = true;
    return link;
  },
};

export const CHAT_METHODS: MethodTable = {
  getChat,
  getChatMember,
  getChatAdministrators,
  getChatMemberCount,
  leaveChat,
  createChatInviteLink,
  exportChatInviteLink,
  revokeChatInviteLink,
};
