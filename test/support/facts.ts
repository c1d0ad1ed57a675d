import type { Author, MessageEvent } from '../../src/model/event.ts';
import {
  type DayFacts,
  type Facts,
  type MemberFacts,
  NO_POWERS,
  type PairFacts,
} from '../../src/model/facts.ts';
import { chatId, type UserId, userId } from '../../src/model/ids.ts';
import type { Person } from '../../src/model/person.ts';
import type { SignRules } from '../../src/reputation/rules.ts';

export const BOT = { id: userId(99), username: 'laurel_bot' };
export const AT = 1_800_000_000;

export function person(id: number, firstName = `P${id}`, username: string | null = null): Person {
  return { id: userId(id), firstName, lastName: null, username, isBot: false, language: null };
}

export const by = (who: Person): Author => ({ is: who.isBot ? 'bot' : 'person', person: who });

export function member(id: number, facts: Partial<MemberFacts> = {}): MemberFacts {
  return {
    id: userId(id),
    name: `P${id}`,
    isBot: false,
    reputation: 0,
    reputationFromAdmins: 0,
    experience: 0,
    role: 'member',
    present: true,
    messages: 0,
    firstSeenAt: 0,
    thanksGiven: 0,
    thanksGot: 0,
    thanksGivenAt: null,
    thanksGotAt: null,
    minusGivenAt: null,
    minusGotAt: null,
    toldAt: null,
    powers: NO_POWERS,
    ...facts,
  };
}

export interface Known {
  members?: readonly MemberFacts[];
  names?: Readonly<Record<string, number>>;
  pairs?: Readonly<Record<string, Partial<PairFacts>>>;
  days?: Readonly<Record<number, Partial<DayFacts>>>;
  thanksAt?: number;
  minusAt?: number;
  /** By trigger. */
  fired?: Readonly<Record<number, number>>;
}

/** What a chat is known to be, in plain values; pairs by `giver receiver`. */
export function factsOf({
  members = [],
  names = {},
  pairs = {},
  days = {},
  fired = {},
  ...chat
}: Known = {}): Facts {
  return {
    thanksAt: chat.thanksAt ?? null,
    minusAt: chat.minusAt ?? null,
    bot: BOT,
    member: (id) => members.find((known) => known.id === id) ?? null,
    holder: (name) => (names[name.toLowerCase()] as UserId | undefined) ?? null,
    pair: (giver, receiver) => ({ thanksAt: null, minusAt: null, ...pairs[`${giver} ${receiver}`] }),
    firedAt: (trigger) => fired[trigger] ?? null,
    day: (id) => ({
      ...{ thanksGiven: 0, thanksGot: 0, minusGiven: 0, minusGot: 0, experienceGot: 0 },
      ...days[id],
    }),
  };
}

/** Rules that allow everything. */
export function rules(change: Partial<SignRules> = {}): SignRules {
  return {
    enabled: true,
    from: 'all',
    award: 'normal',
    awardMin: 1,
    awardMax: 10,
    complexFull: 1000,
    receiverInterval: 0,
    giverInterval: 0,
    chatInterval: 0,
    pairInterval: 0,
    pairBothWays: false,
    givenPerDay: 0,
    receivedPerDay: 0,
    leastDays: 0,
    leastMessages: 0,
    mentions: 'with_word',
    reason: false,
    floor: -1_000_000_000,
    ...change,
  };
}

/** A message of person 1 in a group. */
export function message(text: string, change: Partial<MessageEvent> = {}): MessageEvent {
  return {
    is: 'message',
    chat: { id: chatId(-100), type: 'supergroup', title: 'Garden', username: null, isForum: false },
    at: AT,
    messageId: 10,
    thread: null,
    author: by(person(1)),
    kind: 'text',
    text,
    masked: [],
    mentions: [],
    marks: [],
    reply: { to: 'nothing' },
    edited: false,
    forwarded: false,
    viaBot: false,
    album: null,
    command: null,
    ...change,
  };
}

export const replyTo = (author: Author, messageId = 5): Partial<MessageEvent> => ({
  reply: { to: 'message', messageId, author },
});
