import { badRequest } from '../api-error.ts';
import type { User } from '../types.ts';
import { changeMember } from '../world/announce.ts';
import { ban, restrict, unban } from '../world/membership.ts';
import { isAdmin, isPresent, type Member, PERMISSIONS } from '../world/rights.ts';
import type { ChatRecord, WorldState } from '../world/state.ts';
import { findChat, findUser, requireGroup, requireRight } from './access.ts';
import type { Call, Method, MethodTable } from './method.ts';
import { bool, int, type Parameter, type ParameterTable, required, str } from './parameters.ts';

const MEMBER: ParameterTable = { chat_id: { type: 'chat', required: true }, user_id: required(int) };

const CHAT_PERMISSIONS: Parameter = {
  type: 'object',
  required: true,
  fields: Object.fromEntries(PERMISSIONS.map((permission) => [permission, bool])),
};

const NO_RESTRICT = 'not enough rights to restrict/unrestrict chat member';

/** The chat and the person of a call that acts on a member, once the bot may act at all. */
function target({ state, params }: Call, right: string, words: string): { record: ChatRecord; user: User } {
  const record = findChat(state, params.chat_id);
  requireGroup(record);
  requireRight(state, record, right, words);
  return { record, user: findUser(state, params.user_id) };
}

function refuseAdmins(state: WorldState, record: ChatRecord, user: User): void {
  const member = record.members.get(user.id);
  if (user.id === state.bot.id) throw badRequest("can't restrict self");
  if (member?.status === 'creator') throw badRequest("can't remove chat owner");
  if (isAdmin(member)) throw badRequest('user is an administrator of the chat');
}

const restrictChatMember: Method = {
  params: {
    ...MEMBER,
    permissions: CHAT_PERMISSIONS,
    use_independent_chat_permissions: bool,
    until_date: int,
  },
  run: (call) => {
    const { state, params } = call;
    const { record, user } = target(call, 'can_restrict_members', NO_RESTRICT);
    if (record.chat.type !== 'supergroup') throw badRequest('method is available only for supergroups');
    refuseAdmins(state, record, user);
    const given = params.permissions as Record<string, boolean>;
    const permissions = Object.fromEntries(PERMISSIONS.map((p) => [p, given[p] === true]));
    const until = params.until_date as number | undefined;
    // "All that can be sent" is what Telegram takes for lifting the restriction.
    const lifted = PERMISSIONS.every(
      (p) => given[p] === true || !p.startsWith('can_send') || record.permissions[p] === false,
    );
    const wanted = lifted ? Object.fromEntries(PERMISSIONS.map((p) => [p, true])) : permissions;
    restrict(state, record, user, {
      by: state.bot,
      permissions: wanted,
      ...(until !== undefined && { until }),
    });
    return true;
  },
};

const banChatMember: Method = {
  params: { ...MEMBER, until_date: int, revoke_messages: bool },
  run: (call) => {
    const { state, params } = call;
    const { record, user } = target(call, 'can_restrict_members', NO_RESTRICT);
    refuseAdmins(state, record, user);
    const until = params.until_date as number | undefined;
    ban(state, record, user, { by: state.bot, ...(until !== undefined && { until }) });
    return true;
  },
};

const unbanChatMember: Method = {
  params: { ...MEMBER, only_if_banned: bool },
  run: (call) => {
    const { state, params } = call;
    const { record, user } = target(call, 'can_restrict_members', NO_RESTRICT);
    const member = record.members.get(user.id);
    if (member?.status !== 'kicked' && params.only_if_banned === true) return true;
    if (member?.status === 'creator') throw badRequest("can't remove chat owner");
    // Without only_if_banned a member is thrown out by it: a trap that is Telegram's own.
    if (isPresent(member)) ban(state, record, user, { by: state.bot });
    unban(state, record, user, state.bot);
    return true;
  },
};

const EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Presentation}|\p{Regional_Indicator}|\ufe0f|\u20e3/u;

const setChatMemberTag: Method = {
  params: { ...MEMBER, tag: str },
  run: (call) => {
    const { state, params } = call;
    const { record, user } = target(
      call,
      'can_manage_tags',
      'not enough rights to manage tags of chat members',
    );
    const tag = ((params.tag as string | undefined) ?? '').trim();
    if ([...tag].length > 16) throw badRequest('TAG_TOO_LONG');
    if (EMOJI.test(tag)) throw badRequest('TAG_INVALID');
    const member = record.members.get(user.id);
    if (!isPresent(member)) throw badRequest('USER_NOT_PARTICIPANT');
    // Not even an admin that the bot itself made can be tagged.
    if (isAdmin(member)) throw badRequest('CHAT_CREATOR_REQUIRED');
    changeMember(state, record, member as Member, state.bot, (m) => {
      if (tag === '') delete m.tag;
      else m.tag = tag;
    });
    return true;
  },
};

const setChatAdministratorCustomTitle: Method = {
  params: { ...MEMBER, custom_title: required(str) },
  run: (call) => {
    const { state, params } = call;
    const { record, user } = target(
      call,
      'can_promote_members',
      'not enough rights to change custom title of the user',
    );
    if (record.chat.type !== 'supergroup') throw badRequest('method is available only for supergroups');
    const member = record.members.get(user.id);
    if (member?.status === 'creator') throw badRequest('only creator can edit their custom title');
    if (member?.status !== 'administrator') throw badRequest('user is not an administrator');
    if (member.promotedBy !== state.bot.id)
      throw badRequest('not enough rights to change custom title of the user');
    const title = params.custom_title as string;
    if ([...title].length > 16 || EMOJI.test(title)) throw badRequest('ADMIN_RANK_INVALID');
    changeMember(state, record, member, state.bot, (m) => {
      m.customTitle = title;
    });
    return true;
  },
};

export const MEMBER_METHODS: MethodTable = {
  restrictChatMember,
  banChatMember,
  unbanChatMember,
  setChatMemberTag,
  setChatAdministratorCustomTitle,
};
