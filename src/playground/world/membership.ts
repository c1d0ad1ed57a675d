import type { MemberStatus, User } from '../types.ts';
import { addService, changeMember } from './announce.ts';
import { adminRights, isPresent, type Member, newMember, PERMISSIONS } from './rights.ts';
import type { ChatRecord, WorldState } from './state.ts';

const memberOf = (record: ChatRecord, user: User): Member =>
  record.members.get(user.id) ?? { ...newMember(user, 'left'), isMember: false };

function arrive(member: Member): void {
  Object.assign(member, { status: 'member', isMember: true, rights: {}, permissions: {}, until: 0 });
}

/** A link of the bot's making lets in only so many, and nobody once revoked; other links always do. */
function useLink(record: ChatRecord, url: string): void {
  const link = record.inviteLinks.find((one) => one.invite_link === url);
  if (!link) return;
  const uses = ((link.uses as number | undefined) ?? 0) + 1;
  if (link.is_revoked === true) throw new Error('This invite link was revoked');
  if (typeof link.member_limit === 'number' && uses > link.member_limit)
    throw new Error('This invite link is used up');
  // Not seen by the bot: a count of the world's own.
  Object.defineProperty(link, 'uses', { value: uses, configurable: true, enumerable: false });
}

/** Someone comes in: by themselves, invited by someone, or by a link. */
export function join(
  state: WorldState,
  record: ChatRecord,
  user: User,
  options: { by?: User; inviteLink?: string } = {},
): void {
  const by = options.by ?? user;
  if (options.inviteLink !== undefined) useLink(record, options.inviteLink);
  const link = options.inviteLink === undefined ? {} : { invite_link: { invite_link: options.inviteLink } };
  // One restricted before stays restricted when coming back.
  changeMember(
    state,
    record,
    memberOf(record, user),
    by,
    (m) => (m.status === 'restricted' ? Object.assign(m, { isMember: true }) : arrive(m)),
    link,
  );
  addService(state, record, by, { new_chat_members: [user] });
}

/** Someone goes: the restricted stay known as such, only no longer inside. */
export function leave(state: WorldState, record: ChatRecord, user: User): void {
  addService(state, record, user, { left_chat_member: user });
  changeMember(state, record, memberOf(record, user), user, (m) => {
    if (m.status === 'restricted') m.isMember = false;
    else m.status = 'left';
  });
}

export function promote(
  state: WorldState,
  record: ChatRecord,
  user: User,
  options: { by: User; rights?: Record<string, boolean>; customTitle?: string; anonymous?: boolean },
): void {
  changeMember(state, record, memberOf(record, user), options.by, (m) => {
    m.status = 'administrator';
    m.rights = adminRights(options.rights);
    m.promotedBy = options.by.id;
    m.anonymous = options.anonymous ?? false;
    if (options.customTitle !== undefined) m.customTitle = options.customTitle;
    delete m.tag;
  });
}

export function demote(state: WorldState, record: ChatRecord, user: User, by: User): void {
  changeMember(state, record, memberOf(record, user), by, (m) => {
    arrive(m);
    m.anonymous = false;
    delete m.customTitle;
    delete m.promotedBy;
  });
}

/** Takes permissions away (all of them by default), or gives them back: with all true one is a member again. */
export function restrict(
  state: WorldState,
  record: ChatRecord,
  user: User,
  options: { by: User; permissions?: Record<string, boolean>; until?: number },
): void {
  const permissions = options.permissions ?? {};
  const nothingLeft = PERMISSIONS.every((permission) => permissions[permission] === true);
  changeMember(state, record, memberOf(record, user), options.by, (m) => {
    const inside = isPresent(m);
    if (nothingLeft && inside) return arrive(m);
    Object.assign(m, {
      status: 'restricted',
      isMember: inside,
      permissions,
      until: options.until ?? 0,
      rights: {},
    });
  });
}

export function ban(
  state: WorldState,
  record: ChatRecord,
  user: User,
  options: { by: User; until?: number },
): void {
  const member = memberOf(record, user);
  const inside = isPresent(member);
  changeMember(state, record, member, options.by, (m) => {
    Object.assign(m, { status: 'kicked', isMember: false, until: options.until ?? 0, rights: {} });
    delete m.tag;
  });
  if (inside) addService(state, record, options.by, { left_chat_member: user });
}

export function unban(state: WorldState, record: ChatRecord, user: User, by: User): void {
  changeMember(state, record, memberOf(record, user), by, (m) => {
    Object.assign(m, { status: 'left', isMember: false, until: 0 });
  });
}

export interface BotStatus {
  status: MemberStatus;
  rights?: Record<string, boolean>;
  /** Of a restricted bot; nothing is allowed unless given. */
  permissions?: Record<string, boolean>;
}

/** Someone changes what the bot is in a chat; the bot hears of it by my_chat_member. */
export function setBotStatus(state: WorldState, record: ChatRecord, by: User, to: BotStatus): void {
  const member = memberOf(record, state.bot);
  const wasInside = isPresent(member);
  changeMember(state, record, member, by, (m) => {
    arrive(m);
    m.status = to.status;
    m.isMember = to.status !== 'left' && to.status !== 'kicked';
    if (to.status === 'administrator') m.rights = adminRights(to.rights);
    if (to.status === 'restricted') m.permissions = to.permissions ?? {};
  });
  const isInside = isPresent(member);
  if (isInside && !wasInside) addService(state, record, by, { new_chat_members: [state.bot] });
  if (!isInside && wasInside) {
    // The bot is outside already: people see this message, the bot does not.
    addService(state, record, by, { left_chat_member: state.bot });
  }
}

/** A person blocks the bot in private, or lets it write again. */
export function setBlocked(state: WorldState, record: ChatRecord, user: User, blocked: boolean): void {
  if (record.blocked === blocked) return;
  record.blocked = blocked;
  const bot = state.bot;
  const [was, is] = blocked ? ['member', 'kicked'] : ['kicked', 'member'];
  const show = (status: string) => ({ user: bot, status, ...(status === 'kicked' && { until_date: 0 }) });
  state.updates.emit('my_chat_member', {
    chat: record.chat,
    from: user,
    date: state.clock.now(),
    old_chat_member: show(was as string),
    new_chat_member: show(is as string),
  });
  state.changed(record.chat.id);
}
