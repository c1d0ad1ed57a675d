import type { CallbackAnswer, Chat, Message, User } from '../types.ts';
import { changeMember } from './announce.ts';
import {
  createGroup,
  createTopic,
  type GroupOptions,
  setTopicClosed,
  upgradeToSupergroup,
} from './groups.ts';
import * as membership from './membership.ts';
import { type PressOptions, press } from './press.ts';
import { type Reaction, react, reactAnonymously } from './react.ts';
import type { Member } from './rights.ts';
import { editSaid, findMessage, linkedChannelPost, type SayOptions, say } from './say.ts';
import { type ChatRecord, type Clock, TELEGRAM_SERVICE, type WorldState } from './state.ts';
import { type VisibleMessage, visibleTo } from './visible.ts';

type Who = User | number;
type Where = Chat | User | number;

/**
 * The people's side of the local Telegram: everything that happens without the bot. A step that
 * people could not take (speaking while muted, pressing a button that is not there) throws.
 */
export class World {
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
    const user: User = { ...this.#user(who), ...fields };
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
    const record = this.#record(this.#user(who));
    if (options.started) record.started = true;
    return record.chat;
  }

  /** The member as the world keeps them: status, rights, permissions, tag. */
  member(chat: Where, who: Who): Member | undefined {
    return this.#record(chat).members.get(this.#user(who).id);
  }

  say(who: Who, chat: Where, what: string | SayOptions, options: SayOptions = {}): Message {
    const content = typeof what === 'string' ? { text: what } : what;
    return say(this.state, this.#user(who), this.#record(chat), { ...content, ...options });
  }

  edit(message: Message, what: string | SayOptions, options: SayOptions = {}): Message {
    const content = typeof what === 'string' ? { text: what } : what;
    return editSaid(this.state, this.#record(message.chat), message, { ...content, ...options });
  }

  /** People delete messages; the bot is never told. */
  deleteMessage(message: Message): void {
    const record = this.#record(message.chat);
    if (message.ephemeral_message_id !== undefined) record.ephemeral.delete(message.ephemeral_message_id);
    else record.messages.delete(message.message_id);
    this.state.changed(record.chat.id);
  }

  /** The message as it is now; undefined once deleted. */
  message(chat: Where, id: number): Message | undefined {
    return this.#record(chat).messages.get(id)?.message;
  }

  /** The person's reactions on the message are now these: up to three, none to take all back. */
  react(
    who: Who,
    message: Message,
    reactions: Reaction[],
    options: { as?: Chat | 'anonymous_admin'; date?: number } = {},
  ): void {
    react(this.state, this.#record(message.chat), this.#user(who), message, reactions, options);
  }

  reactAnonymously(message: Message, reactions: Reaction[]): void {
    reactAnonymously(this.state, this.#record(message.chat), message, reactions);
  }

  press(
    who: Who,
    message: Message,
    button: string | number,
    options: PressOptions = {},
  ): Promise<CallbackAnswer | undefined> {
    return press(this.state, this.#record(message.chat), this.#user(who), message, button, options);
  }

  addBot(
    chat: Where,
    options: { by: Who; as?: 'member' | 'administrator'; rights?: Record<string, boolean> },
  ): void {
    const { as = 'member', by, rights } = options;
    this.setBotStatus(chat, { status: as, by, ...(rights && { rights }) });
  }

  setBotStatus(chat: Where, to: membership.BotStatus & { by?: Who }): void {
    const record = this.#record(chat);
    membership.setBotStatus(this.state, record, this.#by(record, to.by), to);
  }

  join(who: Who, chat: Where, options: { by?: Who; inviteLink?: string } = {}): void {
    const { by, inviteLink } = options;
    membership.join(this.state, this.#record(chat), this.#user(who), {
      ...(by !== undefined && { by: this.#user(by) }),
      ...(inviteLink !== undefined && { inviteLink }),
    });
  }

  leave(who: Who, chat: Where): void {
    membership.leave(this.state, this.#record(chat), this.#user(who));
  }

  promote(
    who: Who,
    chat: Where,
    options: { by?: Who; rights?: Record<string, boolean>; customTitle?: string; anonymous?: boolean } = {},
  ): void {
    const record = this.#record(chat);
    membership.promote(this.state, record, this.#user(who), { ...options, by: this.#by(record, options.by) });
  }

  demote(who: Who, chat: Where, options: { by?: Who } = {}): void {
    const record = this.#record(chat);
    membership.demote(this.state, record, this.#user(who), this.#by(record, options.by));
  }

  restrict(
    who: Who,
    chat: Where,
    options: { by?: Who; permissions?: Record<string, boolean>; until?: number } = {},
  ): void {
    const record = this.#record(chat);
    membership.restrict(this.state, record, this.#user(who), {
      ...options,
      by: this.#by(record, options.by),
    });
  }

  ban(who: Who, chat: Where, options: { by?: Who; until?: number } = {}): void {
    const record = this.#record(chat);
    membership.ban(this.state, record, this.#user(who), { ...options, by: this.#by(record, options.by) });
  }

  unban(who: Who, chat: Where, options: { by?: Who } = {}): void {
    const record = this.#record(chat);
    membership.unban(this.state, record, this.#user(who), this.#by(record, options.by));
  }

  /** An admin gives a member a tag; an empty one takes it away. */
  setTag(who: Who, chat: Where, tag: string, options: { by?: Who } = {}): void {
    const record = this.#record(chat);
    const member = record.members.get(this.#user(who).id);
    if (!member) throw new Error('Only members have tags');
    changeMember(this.state, record, member, this.#by(record, options.by), (m) => {
      if (tag === '') delete m.tag;
      else m.tag = tag;
    });
  }

  /** A person blocks the bot in private. */
  block(who: Who): void {
    membership.setBlocked(this.state, this.#record(this.#user(who)), this.#user(who), true);
  }

  unblock(who: Who): void {
    membership.setBlocked(this.state, this.#record(this.#user(who)), this.#user(who), false);
  }

  createTopic(chat: Where, options: { by: Who; name: string }): { id: number; root: Message } {
    return createTopic(this.state, this.#record(chat), this.#user(options.by), options.name);
  }

  closeTopic(chat: Where, topic: number, options: { by: Who }): Message {
    return setTopicClosed(this.state, this.#record(chat), this.#user(options.by), topic, true);
  }

  reopenTopic(chat: Where, topic: number, options: { by: Who }): Message {
    return setTopicClosed(this.state, this.#record(chat), this.#user(options.by), topic, false);
  }

  /** The group becomes a supergroup; answers the new chat. */
  upgradeToSupergroup(chat: Where, options: { by?: Who } = {}): Chat {
    const record = this.#record(chat);
    return upgradeToSupergroup(this.state, record, this.#by(record, options.by)).chat;
  }

  /** A post of the linked channel arrives in the discussion group. */
  linkedChannelPost(chat: Where, channel: Chat, text: string): Message {
    return linkedChannelPost(this.state, this.#record(chat), channel, text, TELEGRAM_SERVICE);
  }

  visibleTo(chat: Where, who: Who, limit?: number): VisibleMessage[] {
    return visibleTo(this.state, this.#record(chat), this.#user(who).id, limit);
  }

  /** The newest message the person sees there. */
  lastSeen(chat: Where, who: Who): VisibleMessage | undefined {
    return this.visibleTo(chat, who, 1)[0];
  }

  /** A raw update for the bot, whatever it asked for. An update_id of your own plays a duplicate. */
  push(update: Record<string, unknown> & { update_id?: number }): number {
    return this.state.updates.push(update);
  }

  /** Update ids go on from here, as after a quiet week. */
  restartUpdateIds(from: number): void {
    this.state.updates.nextId = from;
  }

  /** Privacy mode on (Telegram's default): a bot that is no admin hears only what is meant for it. */
  setPrivacyMode(on: boolean): void {
    this.state.canReadAll = !on;
  }

  /** A picture of the person, for getUserProfilePhotos. */
  setProfilePhoto(who: Who, data: Buffer, mime = 'image/png'): void {
    const n = this.state.unique();
    const file_id = `avatar-${n}-local`;
    this.state.files.set(file_id, { file_id, file_unique_id: `avataru${n}`, name: 'avatar.png', mime, data });
    this.state.photos.set(this.#user(who).id, [file_id]);
  }

  findMessage(chat: Where, id: number): Message {
    return findMessage(this.#record(chat), id);
  }

  #user(who: Who): User {
    return this.state.user(who);
  }

  #record(chat: Where): ChatRecord {
    return this.state.record(chat);
  }

  // Somebody must have done it: whoever is named, else the owner, else any admin.
  #by(record: ChatRecord, by: Who | undefined): User {
    if (by !== undefined) return this.#user(by);
    const members = [...record.members.values()].filter((m) => m.user.id !== this.state.bot.id);
    const found =
      members.find((m) => m.status === 'creator') ??
      members.find((m) => m.status === 'administrator') ??
      members[0];
    if (!found) throw new Error(`Nobody in ${record.chat.title} could do that: say who`);
    return found.user;
  }
}
