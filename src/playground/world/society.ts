import type { Chat, Message, User } from '../types.ts';
import { addService, changeMember } from './announce.ts';
import {
  allowReactions,
  createGroup,
  createTopic,
  type GroupOptions,
  setPermissions,
  setTopicClosed,
  upgradeToSupergroup,
} from './groups.ts';
import * as membership from './membership.ts';
import type { Member } from './rights.ts';
import type { ChatRecord, Clock, WorldState } from './state.ts';

export type Who = User | number;
export type Where = Chat | User | number;

/** People, groups, and who is what in them: the half of the world's verbs that is not about talking. */
export class Society {
  /** The inside of the world; tests should rarely need it. */
  readonly state: WorldState;

  constructor(state: WorldState) {
    this.state = state;
  }

  get clock(): Clock {
    return this.state.clock;
  }

  get bot(): User {
    return this.state.bot;
  }

  createUser(fields: Partial<User> & { first_name: string }): User {
    const user: User = {
      ...fields,
      id: fields.id ?? this.state.nextUserId(),
      is_bot: fields.is_bot ?? false,
    };
    this.state.users.set(user.id, user);
    return user;
  }

  /** A person takes another name; the bot learns of it only by seeing them. */
  changeUser(who: Who, fields: Partial<Omit<User, 'id'>>): User {
    const user: User = { ...this.user(who), ...fields };
    this.state.users.set(user.id, user);
    for (const record of this.state.chats.values()) {
      const member = record.members.get(user.id);
      if (member) member.user = user;
      if (record.chat.id === user.id) {
        const { username, first_name, last_name } = user;
        Object.assign(record.chat, { username, first_name, last_name });
      }
    }
    return user;
  }

  createGroup(options: GroupOptions): Chat {
    return createGroup(this.state, options).chat;
  }

  createChannel(fields: { id?: number; title: string; username?: string }): Chat {
    const chat: Chat = { type: 'channel', ...fields, id: fields.id ?? this.state.nextChatId('channel') };
    return this.state.addChat(chat).chat;
  }

  /** The chat of a person with the bot. It is started by the person's first message there. */
  privateChat(who: Who, options: { started?: boolean } = {}): Chat {
    const record = this.record(this.user(who));
    if (options.started) record.started = true;
    return record.chat;
  }

  /** The member as the world keeps them: status, rights, permissions, tag. */
  member(chat: Where, who: Who): Member | undefined {
    return this.record(chat).members.get(this.user(who).id);
  }

  addBot(
    chat: Where,
    options: { by: Who; as?: 'member' | 'administrator'; rights?: Record<string, boolean> },
  ): void {
    const { as = 'member', by, rights } = options;
    this.setBotStatus(chat, { status: as, by, ...(rights && { rights }) });
  }

  setBotStatus(chat: Where, to: membership.BotStatus & { by?: Who }): void {
    const record = this.record(chat);
    membership.setBotStatus(this.state, record, this.by(record, to.by), to);
  }

  join(who: Who, chat: Where, options: { by?: Who; inviteLink?: string } = {}): void {
    const { by, inviteLink } = options;
    membership.join(this.state, this.record(chat), this.user(who), {
      ...(by !== undefined && { by: this.user(by) }),
      ...(inviteLink !== undefined && { inviteLink }),
    });
  }

  leave(who: Who, chat: Where): void {
    membership.leave(this.state, this.record(chat), this.user(who));
  }

  promote(
    who: Who,
    chat: Where,
    options: { by?: Who; rights?: Record<string, boolean>; customTitle?: string; anonymous?: boolean } = {},
  ): void {
    const record = this.record(chat);
    membership.promote(this.state, record, this.user(who), { ...options, by: this.by(record, options.by) });
  }

  demote(who: Who, chat: Where, options: { by?: Who } = {}): void {
    const record = this.record(chat);
    membership.demote(this.state, record, this.user(who), this.by(record, options.by));
  }

  restrict(
    who: Who,
    chat: Where,
    options: { by?: Who; permissions?: Record<string, boolean>; until?: number } = {},
  ): void {
    const record = this.record(chat);
    membership.restrict(this.state, record, this.user(who), {
      ...options,
      by: this.by(record, options.by),
    });
  }

  ban(who: Who, chat: Where, options: { by?: Who; until?: number } = {}): void {
    const record = this.record(chat);
    membership.ban(this.state, record, this.user(who), { ...options, by: this.by(record, options.by) });
  }

  unban(who: Who, chat: Where, options: { by?: Who } = {}): void {
    const record = this.record(chat);
    membership.unban(this.state, record, this.user(who), this.by(record, options.by));
  }

  /** An admin gives a member a tag; an empty one takes it away. */
  setTag(who: Who, chat: Where, tag: string, options: { by?: Who } = {}): void {
    const record = this.record(chat);
    const member = record.members.get(this.user(who).id);
    if (!member) throw new Error('Only members have tags');
    changeMember(this.state, record, member, this.by(record, options.by), (m) => {
      if (tag === '') delete m.tag;
      else m.tag = tag;
    });
  }

  /** A person blocks the bot in private. */
  block(who: Who): void {
    membership.setBlocked(this.state, this.record(this.user(who)), this.user(who), true);
  }

  unblock(who: Who): void {
    membership.setBlocked(this.state, this.record(this.user(who)), this.user(who), false);
  }

  createTopic(chat: Where, options: { by: Who; name: string }): { id: number; root: Message } {
    return createTopic(this.state, this.record(chat), this.user(options.by), options.name);
  }

  closeTopic(chat: Where, topic: number, options: { by: Who }): Message {
    return setTopicClosed(this.state, this.record(chat), this.user(options.by), topic, true);
  }

  reopenTopic(chat: Where, topic: number, options: { by: Who }): Message {
    return setTopicClosed(this.state, this.record(chat), this.user(options.by), topic, false);
  }

  setPermissions(chat: Where, permissions: Record<string, boolean>): void {
    setPermissions(this.state, this.record(chat), permissions);
  }

  /** With which emoji one may react; null: with all. */
  allowReactions(chat: Where, allowed: readonly string[] | null): void {
    allowReactions(this.state, this.record(chat), allowed);
  }

  /** The group becomes a supergroup; answers the new chat. */
  upgradeToSupergroup(chat: Where, options: { by?: Who } = {}): Chat {
    const record = this.record(chat);
    return upgradeToSupergroup(this.state, record, this.by(record, options.by)).chat;
  }

  /** Any other service message, as `{video_chat_started: {}}`. */
  service(who: Who, chat: Where, fields: Record<string, unknown>): Message {
    return addService(this.state, this.record(chat), this.user(who), fields);
  }

  protected user(who: Who): User {
    return this.state.user(who);
  }

  protected record(chat: Where): ChatRecord {
    return this.state.record(chat);
  }

  // Somebody must have done it: whoever is named, else the owner, else any admin.
  protected by(record: ChatRecord, by: Who | undefined): User {
    if (by !== undefined) return this.user(by);
    const members = [...record.members.values()].filter((m) => m.user.id !== this.state.bot.id);
    const found =
      members.find((m) => m.status === 'creator') ??
      members.find((m) => m.status === 'administrator') ??
      members[0];
    if (!found) throw new Error(`Nobody in ${record.chat.title} could do that: say who`);
    return found.user;
  }
}
