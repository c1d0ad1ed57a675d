import type { ChatId } from './ids.ts';
import type { ChatRef, Person } from './person.ts';
import type { Request } from './request.ts';
import type { Seconds } from './time.ts';

/** Who stands behind a message. Only a person gives and receives. */
export type Author =
  | { is: 'person'; person: Person }
  | { is: 'bot'; person: Person }
  | { is: 'anonymous_admin' }
  | { is: 'channel' }
  | { is: 'linked_post' }
  | { is: 'service' };

/** What a message answers. A topic's first message is no answer, though Telegram sends it as one. */
export type Reply =
  | { to: 'nothing' }
  | { to: 'topic_root' }
  | { to: 'other_chat' }
  | { to: 'message'; messageId: number; author: Author; tag?: string };

/** Someone named in a text: by @username, or by a link that carries the person. */
export type Mention = { name: string } | { person: Person };

/** UTF-16 offsets, half open. */
export interface Range {
  start: number;
  end: number;
}

/** Where a text calls a command or names a person: not what is said, but to whom. */
export interface Mark extends Range {
  is: 'call' | 'name';
}

export type MessageKind =
  | 'text'
  | 'photo'
  | 'video'
  | 'voice'
  | 'round'
  | 'sticker'
  | 'gif'
  | 'document'
  | 'audio'
  | 'poll'
  | 'location'
  | 'service'
  | 'other';

/** Something that happened in a chat, in our words. */
export type ChatEvent =
  | MessageEvent
  | PressEvent
  | WordEvent
  | MemberEvent
  | BotStatusEvent
  | JoinEvent
  | LeaveEvent
  | ReactionEvent
  | TopicOpenedEvent
  | TickEvent
  | MigrationEvent;

/** What belongs to one chat. A migration concerns two, and is no business of rules. */
export type SettledEvent = Exclude<ChatEvent, MigrationEvent>;

export interface MessageEvent {
  is: 'message';
  chat: ChatRef;
  at: Seconds;
  messageId: number;
  /** The forum topic it stands in, null outside topics. */
  thread: number | null;
  author: Author;
  kind: MessageKind;
  /** Text or caption. Read by rules, never stored. A sticker's text is its emoji. */
  text: string;
  /** Code, blockquotes and links: words in there are not the author's thanks. */
  masked: readonly Range[];
  mentions: readonly Mention[];
  /** In the order of the text. */
  marks: readonly Mark[];
  reply: Reply;
  edited: boolean;
  forwarded: boolean;
  viaBot: boolean;
  /** Parts of an album share it. */
  album: string | null;
  /** The tag that its author bears in the chat, where they have one. */
  tag?: string;
  /** A command addressed to this bot, already read. */
  command: Command | null;
  /** The text with custom emoji spelt out, where it has any and may be a value that a panel asks for. */
  spelt?: string;
  /** How often its chat was upgraded since: its number is one of an earlier epoch then. */
  upgrades?: number;
  /** The document that its command is about, fetched before the batch, where that was needed and allowed. */
  fetched?: Fetched;
}

/** What its author has written; a sticker's emoji is not. */
export function visibleText({ kind, text }: Pick<MessageEvent, 'kind' | 'text'>): string {
  return kind === 'sticker' ? '' : text;
}

/** What came of fetching a document: its text, or why there is none. */
export type Fetched = { text: string } | { fault: 'too_large' | 'unreachable' | 'no_text' };

export interface Command {
  /** Without slash, in lower case, as it was written: `rep`, not `me`. */
  name: string;
  /** Written as `!name`; a command only where the chat switched that on. */
  bang: boolean;
  request: Request;
}

/** A button under one of the bot's messages was pressed. Telegram sends no date: stamped at intake. */
export interface PressEvent {
  is: 'press';
  /** The chat that it is about. Of one that is named by the button's data alone nothing but the id is known. */
  chat: ChatRef;
  /** The private chat where the button stands, when it is about a group; null: it stands in `chat`. */
  place: ChatRef | null;
  at: Seconds;
  messageId: number;
  /** The number of a message that only this person sees; its `messageId` is 0. */
  ephemeralId?: number;
  person: Person;
  queryId: string;
  request: Request;
}

/** Somebody wrote to the bot in private about a group: by a link that names it, or because it asked them to. */
export interface WordEvent {
  is: 'word';
  /** The group. Nothing but its id is known. */
  chat: ChatRef;
  /** The private chat; null: no such group is known, and `chat` is the private one. */
  place: ChatRef | null;
  at: Seconds;
  messageId: number;
  person: Person;
  request: Request;
}

/** An event about a chat that is not known: a button's data may name any. It is then about where it stands. */
export function placeOf(event: SettledEvent): SettledEvent {
  if (event.is === 'word' && event.place) return { ...event, chat: event.place, place: null };
  if (event.is !== 'press' || !event.place) return event;
  return { ...event, chat: event.place, place: null, request: { ask: 'stale' } };
}

/** A member's standing changed (`chat_member`). */
export interface MemberEvent {
  is: 'member';
  chat: ChatRef;
  at: Seconds;
  person: Person;
  role: 'member' | 'admin';
  present: boolean;
  /** From what to what, and by whom. */
  change?: StandingChange;
}

export interface StandingChange {
  by: Person;
  was: MemberStanding;
  now: MemberStanding;
}

export interface MemberStanding {
  present: boolean;
  banned: boolean;
  /** Ways of speaking that are taken from this member; empty where nothing is. */
  denied: readonly string[];
}

/** The bot's own standing changed (`my_chat_member`). */
export interface BotStatusEvent {
  is: 'bot_status';
  chat: ChatRef;
  at: Seconds;
  by: Person;
  status: BotStatus;
  /** False when it was muted, removed, or blocked in a private chat. */
  canWrite: boolean;
  canDelete: boolean;
  /** What it may do for members, where Telegram tells: an admin's rights. */
  may?: MayDo;
  /** It was not in the chat before. */
  added: boolean;
}

/** The rights that errands need. */
export interface MayDo {
  tag: boolean;
  invite: boolean;
  restrict: boolean;
}

/** `muted`: told so by Telegram, which will also tell when it is over. */
export type BotStatus = 'unknown' | 'member' | 'muted' | 'admin' | 'out';

/** A service message: people came. */
export interface JoinEvent {
  is: 'join';
  chat: ChatRef;
  at: Seconds;
  messageId: number;
  /** Who let them in; one of them where they came by themselves. Null: no person. */
  by: Person | null;
  people: readonly Person[];
}

export interface LeaveEvent {
  is: 'leave';
  chat: ChatRef;
  at: Seconds;
  person: Person;
}

/** A person's reactions on a message changed; whose message it is, Telegram does not say. */
export interface ReactionEvent {
  is: 'reaction';
  chat: ChatRef;
  at: Seconds;
  messageId: number;
  person: Person;
  /** What they were and what they are now, in the form in which reactions are compared. */
  before: readonly string[];
  now: readonly string[];
  /** How often its chat was upgraded since: message ids of then are others now. */
  upgrades?: number;
}

/** A forum topic that had been closed takes messages again; null: the General one. */
export interface TopicOpenedEvent {
  is: 'topic_opened';
  chat: ChatRef;
  at: Seconds;
  thread: number | null;
}

/** Nothing but that a moment has come at which something of the chat falls due. `at` is that moment, whenever it is judged. */
export interface TickEvent {
  is: 'tick';
  /** Nothing but its id is known. */
  chat: ChatRef;
  at: Seconds;
}

/** A group became a supergroup and goes on under a new id. */
export interface MigrationEvent {
  is: 'migration';
  at: Seconds;
  from: ChatId;
  to: ChatId;
}

/** The chat's admins as Telegram lists them, asked for before the batch; corrected by `MemberEvent`. */
export interface AdminList {
  chat: ChatId;
  admins: readonly Person[];
  /** `asked`: Telegram was asked for the bot itself; else a bot that is not listed is taken for a plain member. */
  bot: { status: BotStatus; canDelete: boolean; may?: MayDo; asked?: boolean } | null;
}
