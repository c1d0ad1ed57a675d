import { REACTION_EMOJI } from '../format/reaction-list.ts';
import type { Chat, MemberStatus, Message, User } from '../types.ts';
import { addService, announceMessage } from './announce.ts';
import { adminRights, isPresent, newMember, PERMISSIONS } from './rights.ts';
import type { ChatRecord, WorldState } from './state.ts';

export interface GroupOptions {
  id?: number;
  title: string;
  type?: 'group' | 'supergroup';
  is_forum?: boolean;
  username?: string;
  /** Everyone in the group; `admins` and `owner` need not be repeated. */
  members?: (User | number)[];
  admins?: (User | number)[];
  owner?: User | number;
  bot?: 'administrator' | 'member' | 'left';
  botRights?: Record<string, boolean>;
  /** What members may do: all true unless given. */
  permissions?: Record<string, boolean>;
}

/** A group that has long been there: nobody is told of its making. */
export function createGroup(state: WorldState, options: GroupOptions): ChatRecord {
  const type = options.type ?? 'supergroup';
  const chat: Chat = {
    id: options.id ?? state.nextChatId(type),
    title: options.title,
    ...(options.username && { username: options.username }),
    type,
    ...(options.is_forum && { is_forum: true }),
  };
  if (state.chats.has(chat.id)) throw new Error(`There is a chat ${chat.id} already`);
  const record = state.addChat(chat);
  record.permissions = options.permissions ?? {};
  const put = (who: User | number, status: MemberStatus) => {
    const user = state.user(who);
    record.members.set(user.id, newMember(user, status));
  };
  for (const member of options.members ?? []) put(member, 'member');
  for (const admin of options.admins ?? []) put(admin, 'administrator');
  if (options.owner !== undefined) put(options.owner, 'creator');
  const bot = options.bot ?? 'administrator';
  if (bot !== 'left') put(state.bot, bot);
  const member = record.members.get(state.bot.id);
  if (member?.status === 'administrator') member.rights = adminRights(options.botRights);
  // A supergroup's life begins with its own creation message, so real messages start at 2.
  record.lastMessageId = 1;
  state.changed(chat.id);
  return record;
}

/** Opens a topic: its service message is what plain messages in the topic reply to. */
export function createTopic(
  state: WorldState,
  record: ChatRecord,
  by: User,
  name: string,
): { id: number; root: Message } {
  if (!record.chat.is_forum) throw new Error(`${record.chat.title} is no forum`);
  const id = record.lastMessageId + 1;
  const root = addService(state, record, by, {
    message_thread_id: id,
    is_topic_message: true,
    forum_topic_created: { name, icon_color: 7322096 },
  });
  record.topics.set(id, { id, name, closed: false, root });
  return { id, root };
}

export function setTopicClosed(
  state: WorldState,
  record: ChatRecord,
  by: User,
  id: number,
  closed: boolean,
): Message {
  const topic = record.topics.get(id);
  if (!topic) throw new Error(`There is no topic ${id} in ${record.chat.title}`);
  topic.closed = closed;
  const field = closed ? 'forum_topic_closed' : 'forum_topic_reopened';
  return addService(state, record, by, { message_thread_id: id, is_topic_message: true, [field]: {} });
}

/** What members may do from now on, unless restricted further. Telegram tells bots nothing of it. */
export function setPermissions(
  state: WorldState,
  record: ChatRecord,
  permissions: Record<string, boolean>,
): void {
  for (const name of Object.keys(permissions)) {
    if (!PERMISSIONS.some((known) => known === name)) throw new Error(`There is no permission ${name}`);
  }
  record.permissions = { ...record.permissions, ...permissions };
  state.changed(record.chat.id);
}

/** With what one may react from now on; null: with all there is. */
export function allowReactions(
  state: WorldState,
  record: ChatRecord,
  allowed: readonly string[] | null,
): void {
  const unknown = allowed?.find((emoji) => !REACTION_EMOJI.has(emoji));
  if (unknown !== undefined) throw new Error(`${unknown} is none of Telegram's reactions`);
  record.reactions = allowed;
  state.changed(record.chat.id);
}

/** A group becomes a supergroup: a new chat, new message ids, and a message in each about the other. */
export function upgradeToSupergroup(state: WorldState, record: ChatRecord, by: User): ChatRecord {
  if (record.chat.type !== 'group') throw new Error(`${record.chat.title} is no plain group`);
  const chat: Chat = { ...record.chat, id: state.nextChatId('supergroup'), type: 'supergroup' };
  const upgraded = state.addChat(chat);
  upgraded.permissions = record.permissions;
  upgraded.reactions = record.reactions;
  for (const [id, member] of record.members) {
    if (isPresent(member)) upgraded.members.set(id, { ...member });
  }
  const old: Message = {
    message_id: ++record.lastMessageId,
    from: by,
    chat: record.chat,
    date: state.clock.now(),
    migrate_to_chat_id: chat.id,
  };
  state.store(record, old, by.id);
  announceMessage(state, record, old);
  addService(state, upgraded, by, { migrate_from_chat_id: record.chat.id });
  record.migratedTo = chat.id;
  return upgraded;
}
