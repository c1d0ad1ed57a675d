import type { CallbackAnswer, Chat, Message } from '../types.ts';
import { type PressOptions, press } from './press.ts';
import { type Reaction, react, reactAnonymously } from './react.ts';
import { editSaid, findMessage, linkedChannelPost, type SayOptions, say } from './say.ts';
import { Society, type Where, type Who } from './society.ts';
import { TELEGRAM_SERVICE } from './state.ts';
import { type VisibleMessage, visibleTo } from './visible.ts';

/**
 * The people's side of the local Telegram: everything that happens without the bot. A step that
 * people could not take (speaking while muted, pressing a button that is not there) throws.
 */
export class World extends Society {
  say(who: Who, chat: Where, what: string | SayOptions, options: SayOptions = {}): Message {
    const content = typeof what === 'string' ? { text: what } : what;
    return say(this.state, this.user(who), this.record(chat), { ...content, ...options });
  }

  edit(message: Message, what: string | SayOptions, options: SayOptions = {}): Message {
    const content = typeof what === 'string' ? { text: what } : what;
    return editSaid(this.state, this.record(message.chat), message, { ...content, ...options });
  }

  /** People delete messages; the bot is never told. */
  deleteMessage(message: Message): void {
    const record = this.record(message.chat);
    if (message.ephemeral_message_id !== undefined) record.ephemeral.delete(message.ephemeral_message_id);
    else record.messages.delete(message.message_id);
    this.state.changed(record.chat.id);
  }

  /** The message as it is now; undefined once deleted. */
  message(chat: Where, id: number): Message | undefined {
    return this.record(chat).messages.get(id)?.message;
  }

  /** The person's reactions on the message are now these: up to three, none to take all back. */
  react(
    who: Who,
    message: Message,
    reactions: Reaction[],
    options: { as?: Chat | 'anonymous_admin'; date?: number } = {},
  ): void {
    react(this.state, this.record(message.chat), this.user(who), message, reactions, options);
  }

  reactAnonymously(message: Message, reactions: Reaction[]): void {
    reactAnonymously(this.state, this.record(message.chat), message, reactions);
  }

  press(
    who: Who,
    message: Message,
    button: string | number,
    options: PressOptions = {},
  ): Promise<CallbackAnswer | undefined> {
    return press(this.state, this.record(message.chat), this.user(who), message, button, options);
  }

  /** A post of the linked channel arrives in the discussion group. */
  linkedChannelPost(chat: Where, channel: Chat, text: string): Message {
    return linkedChannelPost(this.state, this.record(chat), channel, text, TELEGRAM_SERVICE);
  }

  visibleTo(chat: Where, who: Who, limit?: number): VisibleMessage[] {
    return visibleTo(this.state, this.record(chat), this.user(who).id, limit);
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
    this.state.photos.set(this.user(who).id, [file_id]);
  }

  findMessage(chat: Where, id: number): Message {
    return findMessage(this.record(chat), id);
  }
}
