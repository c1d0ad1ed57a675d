import type { BotStatus } from '../../model/event.ts';
import type { ChatId, UserId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';

/** Mutable copies of table rows while a batch is folded. Names as in the tables, in camel case. */
export interface ChatRow {
  chatId: ChatId;
  type: string;
  title: string;
  username: string | null;
  isForum: boolean;
  epoch: number;
  migratedTo: ChatId | null;
  settingsVersion: number;
  settings: string;
  triggers: string;
  triggersFired: string;
  ladder: string;
  rewards: string;
  admins: string;
  botStatus: BotStatus;
  botCanWrite: boolean;
  botCanDelete: boolean;
  lastEntry: number;
  lastThanksAt: Seconds | null;
  lastMinusAt: Seconds | null;
  textsAt: string;
  lastEventAt: Seconds;
  reactionsWaitUntil: Seconds | null;
  /** Members up to this id move in the chat's histogram; null: it has none. */
  rankedTo: number | null;
  rankBits: number;
  dueAt: Seconds | null;
  spansDueAt: Seconds | null;
  climate: string | null;
}

export interface MemberRow {
  userId: UserId;
  reputation: number;
  reputationFromAdmins: number;
  experience: number;
  present: boolean;
  messages: number;
  firstSeenAt: Seconds;
  lastSeenAt: Seconds;
  album: string | null;
  albumSpoke: boolean;
  thanksGiven: number;
  thanksGot: number;
  thanksGivenAt: Seconds | null;
  thanksGotAt: Seconds | null;
  minusGivenAt: Seconds | null;
  minusGotAt: Seconds | null;
  toldAt: Seconds | null;
  earnedAt: Seconds | null;
  lastText: number;
  title: number | null;
  unannounced: boolean;
  holdings: string | null;
  hidden: boolean;
  /** Packed; what of it changes in a batch is in `SpansDraft`. */
  gathered: string | null;
  spanClosesAt: Seconds | null;
  gathers: boolean;
  /** Packed; what of it changes in a batch is in `DaysDraft`. */
  today: string | null;
}

export interface PersonRow {
  userId: UserId;
  firstName: string;
  lastName: string | null;
  username: string | null;
  isBot: boolean;
  language: string | null;
  speaks: string | null;
  dmOpen: boolean;
  awaited: boolean;
  /** Hidden in every further chat. */
  hides: boolean;
  seenAt: Seconds;
}

export interface PairRow {
  giver: UserId;
  receiver: UserId;
  thanksAt: Seconds | null;
  minusAt: Seconds | null;
}

/** A question that an admin was asked and has not answered. */
export interface QuestionRow {
  user: UserId;
  messageId: number;
  kind: 'reset_chat' | 'experience' | 'import' | 'points';
  step: number;
  askedAt: Seconds;
  about: UserId | null;
  amount: number;
  reason: string | null;
  /** JSON of what else is to be done. */
  payload: string | null;
}

/** How far work on all members of a chat is. */
export interface JobRow {
  number: number;
  kind: 'sync' | 'sync_exact' | 'convert' | 'restart';
  askedBy: UserId | null;
  askedAt: Seconds;
  payload: string | null;
  state: 'running' | 'done';
  cursor: number;
  done: number;
  total: number;
  counts: string;
}

/** An admin's open settings panel: what it shows, where, and what is not saved yet. */
export interface PanelRow {
  user: UserId;
  session: number;
  step: number;
  page: string;
  place: ChatId | null;
  messageId: number | null;
  ephemeralId: number | null;
  pressedAt: Seconds;
  baseVersion: number;
  /** The stored settings of that version; null: it is the version before all others. */
  base: string | null;
  changes: string;
}

export interface MessageRow {
  messageId: number;
  epoch: number;
  userId: number;
  at: Seconds;
  kind: string;
  length: number;
  words: number;
  replyTo: number | null;
  thread: number | null;
  rule: string | null;
  outcome: string | null;
}

export interface ReactionRow {
  messageId: number;
  epoch: number;
  userId: UserId;
  at: Seconds;
  entry: number | null;
  outcome: string | null;
  waiting: string | null;
  counted: boolean;
}

/** Somebody of whom nothing was known in this chat. */
export function newMember(userId: UserId, at: Seconds, hidden = false): MemberRow {
  return {
    userId,
    reputation: 0,
    reputationFromAdmins: 0,
    experience: 0,
    present: true,
    messages: 0,
    firstSeenAt: at,
    lastSeenAt: at,
    album: null,
    albumSpoke: false,
    thanksGiven: 0,
    thanksGot: 0,
    thanksGivenAt: null,
    thanksGotAt: null,
    minusGivenAt: null,
    minusGotAt: null,
    toldAt: null,
    earnedAt: null,
    lastText: 0,
    title: null,
    unannounced: false,
    holdings: null,
    hidden,
    gathered: null,
    spanClosesAt: null,
    gathers: false,
    today: '',
  };
}
