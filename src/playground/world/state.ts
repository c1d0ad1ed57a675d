import { randomInt } from 'node:crypto';
import type { UpdateStore } from '../delivery/update-store.ts';
import type { Chat, Message, ReactionType, User } from '../types.ts';
import type { Member } from './rights.ts';

/** A message as the world keeps it: what everyone sees, and what only the world knows. */
export interface StoredMessage {
  message: Message;
  /** The person who really wrote it, also behind an anonymous admin or a channel. */
  authorId: number;
  /** Ephemeral: the one person (beside the bot) who sees it. */
  receiverId?: number;
  /** Ephemeral: shown to its receiver in place of this message. */
  replaces?: number;
  /** Reactions by actor: `u<user id>` or `c<chat id>`. */
  reactions: Map<string, ReactionType[]>;
  /** Its place among what people see; ephemeral and other messages are counted together. */
  order: number;
}

export interface Topic {
  id: number;
  name: string;
  closed: boolean;
  root: Message;
}

export interface ChatRecord {
  chat: Chat;
  members: Map<number, Member>;
  messages: Map<number, StoredMessage>;
  ephemeral: Map<number, StoredMessage>;
  topics: Map<number, Topic>;
  /** What members may do unless restricted further. */
  permissions: Record<string, boolean>;
  /** The emoji with which one may react; null: all. */
  reactions: readonly string[] | null;
  lastMessageId: number;
  lastEphemeralId: number;
  migratedTo?: number;
  /** Private chats: the person has started the bot; has blocked it. */
  started: boolean;
  blocked: boolean;
  description?: string;
  linkedChatId?: number;
  pinnedId?: number;
  inviteLinks: Record<string, unknown>[];
  /** When each person last sent an ephemeral command, for the bot's right to answer so. */
  ephemeralCommands: Map<number, number>;
}

/** The time of the world: the given clock and a settable distance from it, in seconds. */
export class Clock {
  offset = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Unix seconds. */
  now(): number {
    return Math.floor(this.#now() + this.offset);
  }

  advance(seconds: number): void {
    this.offset += seconds;
  }
}

export interface StoredFile {
  file_id: string;
  file_unique_id: string;
  name: string;
  mime: string;
  data: Buffer;
  /** What Telegram says of its size, where a test has it say something else. */
  claimedSize?: number;
}

/** For so long an address that getFile has given can be downloaded from. */
const LINK_LIVES = 3600;

export interface BotCommandList {
  scope: string;
  language_code: string;
  commands: { command: string; description: string; is_ephemeral?: boolean }[];
}

export interface PressedButton {
  id: string;
  userId: number;
  chatId: number;
  messageId: number;
  ephemeralId: number | undefined;
  at: number;
  answered: boolean;
  answer: (answer: Record<string, unknown>) => void;
}

export const ANONYMOUS_ADMIN: User = {
  id: 1087968824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
};
export const CHANNEL_PERSONA: User = {
  id: 136817688,
  is_bot: true,
  first_name: 'Channel',
  username: 'Channel_Bot',
};
export const TELEGRAM_SERVICE: User = { id: 777000, is_bot: false, first_name: 'Telegram' };

/** The last numbers given. */
export interface Counters {
  lastUserId: number;
  lastChatId: number;
  order: number;
  unique: number;
}

/** Everything there is in the local Telegram. The world's verbs and the Bot API both work on it. */
export class WorldState {
  readonly bot: User;
  readonly updates: UpdateStore;
  readonly clock: Clock;
  readonly users = new Map<number, User>();
  readonly chats = new Map<number, ChatRecord>();
  readonly files = new Map<string, StoredFile>();
  readonly photos = new Map<number, string[]>();
  readonly callbacks = new Map<string, PressedButton>();
  /** What the bot has registered by setMyCommands. */
  readonly commands: BotCommandList[] = [];
  readonly profile = new Map<string, string>();
  /** Privacy mode off: the bot sees everything in groups. */
  canReadAll = false;
  readonly keepMessages: number;
  #lastUserId = 5_000_000_000;
  #lastChatId = 1_600_000_000;
  #order = 0;
  // A database may outlive this world: what was numbered in another one must not come again.
  #unique = randomInt(1_000_000, 2_000_000_000);
  readonly #uploads: string[] = [];
  readonly #links = new Map<string, { file: StoredFile; until: number }>();
  readonly #changed = new Set<(chatId: number) => void>();

  constructor(bot: User, updates: UpdateStore, clock: Clock, keepMessages: number) {
    this.bot = bot;
    this.updates = updates;
    this.clock = clock;
    this.keepMessages = keepMessages;
    this.users.set(bot.id, bot);
  }

  get counters(): Counters {
    const [lastUserId, lastChatId] = [this.#lastUserId, this.#lastChatId];
    return { lastUserId, lastChatId, order: this.#order, unique: this.#unique };
  }
  set counters({ lastUserId, lastChatId, order, unique }: Counters) {
    this.#lastUserId = lastUserId;
    this.#lastChatId = lastChatId;
    this.#order = order;
    this.#unique = unique;
  }

  nextUserId(): number {
    this.#lastUserId += 1_048_583;
    return this.#lastUserId;
  }

  nextChatId(type: Chat['type']): number {
    this.#lastChatId += 7_919;
    return type === 'group' ? -this.#lastChatId : -1_000_000_000_000 - this.#lastChatId;
  }

  nextOrder(): number {
    return ++this.#order;
  }

  /** A number that has not been given before, for ids of files, links, callback queries. */
  unique(): number {
    return ++this.#unique;
  }

  addChat(chat: Chat): ChatRecord {
    const record: ChatRecord = {
      chat,
      members: new Map(),
      messages: new Map(),
      ephemeral: new Map(),
      topics: new Map(),
      permissions: {},
      reactions: null,
      lastMessageId: 0,
      lastEphemeralId: 0,
      started: false,
      blocked: false,
      inviteLinks: [],
      ephemeralCommands: new Map(),
    };
    this.chats.set(chat.id, record);
    return record;
  }

  /** The chat's record; a private chat comes to be by being asked for. */
  record(chat: Chat | User | number): ChatRecord {
    const id = typeof chat === 'number' ? chat : chat.id;
    const known = this.chats.get(id);
    if (known) return known;
    const user = this.users.get(id);
    if (!user || id === this.bot.id) throw new Error(`There is no chat ${id} in the local Telegram`);
    const { first_name, last_name, username } = user;
    const fields = { first_name, ...(last_name && { last_name }), ...(username && { username }) };
    return this.addChat({ id, type: 'private', ...fields });
  }

  user(user: User | number): User {
    const id = typeof user === 'number' ? user : user.id;
    const known = this.users.get(id);
    if (!known) throw new Error(`There is no user ${id} in the local Telegram`);
    return known;
  }

  /** Puts a message with an id of its own into the chat, forgetting the oldest beyond the limit. */
  store(record: ChatRecord, message: Message, authorId: number): StoredMessage {
    const stored: StoredMessage = { message, authorId, reactions: new Map(), order: this.nextOrder() };
    this.#keep(record.messages, message.message_id, stored);
    this.changed(record.chat.id);
    return stored;
  }

  /** The same for a message that only one person sees; `replaces` is what it is shown in place of. */
  storeEphemeral(
    record: ChatRecord,
    message: Message,
    authorId: number,
    receiverId: number,
    replaces?: number,
  ): StoredMessage {
    const order = this.nextOrder();
    const stored: StoredMessage = { message, authorId, receiverId, reactions: new Map(), order };
    if (replaces !== undefined) stored.replaces = replaces;
    this.#keep(record.ephemeral, message.ephemeral_message_id as number, stored);
    this.changed(record.chat.id);
    return stored;
  }

  #keep(messages: Map<number, StoredMessage>, id: number, stored: StoredMessage): void {
    messages.set(id, stored);
    // A Map keeps the order of insertion: its first key is the oldest.
    if (messages.size > this.keepMessages) messages.delete(messages.keys().next().value as number);
  }

  /** Keeps a file that the bot or a person uploads; of those, the last thousand. */
  storeUpload(file: StoredFile): void {
    this.files.set(file.file_id, file);
    this.#uploads.push(file.file_id);
    if (this.#uploads.length > 1000) this.files.delete(this.#uploads.shift() as string);
  }

  /** A new address under which a file can be downloaded for an hour: its id alone is none. */
  linkTo(file: StoredFile): string {
    const ending = /\.\w{1,8}$/.exec(file.name)?.[0] ?? '';
    const folder = file.mime.startsWith('image/') ? 'photos' : 'documents';
    const path = `${folder}/file_${this.unique()}${ending}`;
    this.#links.set(path, { file, until: this.clock.now() + LINK_LIVES });
    if (this.#links.size > 1000) this.#links.delete(this.#links.keys().next().value as string);
    return path;
  }

  /** What can be downloaded from there now. */
  linked(path: string): StoredFile | undefined {
    const link = this.#links.get(path);
    return link && link.until > this.clock.now() ? link.file : undefined;
  }

  onChange(listener: (chatId: number) => void): () => void {
    this.#changed.add(listener);
    return () => this.#changed.delete(listener);
  }

  /** Tells the page that something in the chat looks different now. */
  changed(chatId: number): void {
    for (const listener of this.#changed) listener(chatId);
  }
}
