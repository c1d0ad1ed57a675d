import { isAdmin, isPresent, PERMISSIONS } from '../world/rights.ts';
import type { ChatRecord } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { newcomer } from './arrive.ts';
import { type Fields, Refused, rightsIn, switches } from './given.ts';

/**
 * The owner makes someone an admin, a member again, mutes them, throws them out, bans them, or lets the bot in or out;
 * people go and come themselves. `rights`: of an admin, only those that are to be other than usual.
 */
export function setRole(world: World, fields: Fields): void {
  const { state } = world;
  const record = state.record(Number(fields.chat));
  const user = state.user(Number(fields.user));
  const now = record.members.get(user.id);
  const { role } = fields;
  const rights = rightsIn(fields.rights);
  if (rights && role !== 'administrator') throw new Refused(400, 'Only an administrator has rights');
  if (record.chat.type === 'private') throw new Refused(400, 'There are no roles in a private chat');
  if (now?.status === 'creator') throw new Refused(400, 'The owner stays the owner');
  if (user.id !== state.bot.id && (role === 'kicked' || role === 'banned')) {
    // By Telegram's own way of throwing somebody out: a ban and its end.
    world.ban(user, record.chat);
    if (role === 'kicked') world.unban(user, record.chat);
    return;
  }
  if (role !== 'administrator' && role !== 'member' && role !== 'restricted' && role !== 'left')
    throw new Refused(400, 'A role is administrator, member, restricted, left, kicked or banned');
  if (user.id === state.bot.id) world.setBotStatus(record.chat, { status: role, ...(rights && { rights }) });
  else if (role === 'left') isPresent(now) && world.leave(user, record.chat);
  else {
    if (now?.status === 'kicked') world.unban(user, record.chat);
    if (!isPresent(now)) world.join(user, record.chat);
    if (role === 'administrator') world.promote(user, record.chat, { ...(rights && { rights }) });
    else if (isAdmin(now)) world.demote(user, record.chat);
    if (role === 'restricted') world.restrict(user, record.chat);
    else if (role === 'member' && now?.status === 'restricted')
      world.restrict(user, record.chat, { permissions: EVERYTHING });
  }
}

const EVERYTHING = Object.fromEntries(PERMISSIONS.map((permission) => [permission, true]));

/** A person comes into a group by themselves, or by an invite link. Answers with the group. */
export function join(world: World, who: number, { chat, link }: Fields): Fields {
  const url = typeof link === 'string' ? link : undefined;
  const record = url === undefined ? world.state.record(Number(chat)) : byLink(world.state.chats, url);
  const member = record.members.get(who);
  if (member?.status === 'kicked')
    throw new Refused(403, `${member.user.first_name} is banned from ${record.chat.title}`);
  if (!isPresent(member)) world.join(who, record.chat, { ...(url !== undefined && { inviteLink: url }) });
  return { chat: record.chat.id };
}

function byLink(chats: ReadonlyMap<number, ChatRecord>, url: string): ChatRecord {
  for (const record of chats.values())
    if (record.inviteLinks.some((link) => link.invite_link === url)) return record;
  throw new Refused(404, 'This link leads nowhere');
}

/** Somebody new comes into a group. Answers with them. */
export function arrive(world: World, { chat }: Fields): Fields {
  const record = world.state.record(Number(chat));
  if (record.chat.type === 'private') throw new Refused(400, 'Nobody joins a private chat');
  const user = newcomer(world);
  world.join(user, record.chat);
  return { user };
}

/** What the owner allows in the group: `permissions` of its members, and `reactions`; null: all of them. */
export function allow(world: World, { chat, permissions, reactions }: Fields): void {
  const record = world.state.record(Number(chat));
  if (record.chat.type === 'private') throw new Refused(400, 'There is nothing to allow in a private chat');
  if (permissions !== undefined) world.setPermissions(record.chat, switches(permissions));
  if (reactions === undefined) return;
  if (reactions !== null && !Array.isArray(reactions)) throw new Refused(400, 'reactions is a list, or null');
  world.allowReactions(record.chat, reactions === null ? null : reactions.map(String));
}
