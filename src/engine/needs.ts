import type { AdminList, ChatEvent, MessageEvent, SettledEvent } from '../model/event.ts';
import type { ChatId, UserId } from '../model/ids.ts';
import type { Person } from '../model/person.ts';
import type { Target } from '../model/request.ts';
import { DAY } from '../model/time.ts';
import { isPlain } from '../reputation/air.ts';

/** What must be read before a batch can be decided: collected in one pass, read in one flight. */
export interface Needs {
  chats: ChatId[];
  /** Chats that only buttons name: never made where there is no such chat. */
  guests: Set<ChatId>;
  members: [ChatId, UserId][];
  names: [ChatId, string][];
  /** Every @username in the batch, in lower case: who bears it may change. */
  usernames: string[];
  /** Giver and receiver, in chats where a gift is possible. */
  pairs: [ChatId, UserId, UserId][];
  /** Giver and a receiver known by name only, until storage tells who it is. */
  namedPairs: [ChatId, UserId, string][];
  /** Whose day counts may be asked for. */
  days: [ChatId, UserId][];
  /** UTC days around the batch: a time zone moves a moment by one day at most. */
  firstDay: number;
  lastDay: number;
  /** Messages that may be thanks into the air, and questions whose buttons were pressed: see `load-air.ts`. */
  plain: MessageEvent[];
  /** Chats whose settings this batch may change; true: whether thanks into the air are asked about, too. */
  changing: Map<ChatId, boolean>;
  offers: [ChatId, number][];
}

/** The chat that an event concerns: a button under a private message may be about a group. */
export function aboutOf(event: SettledEvent): ChatId {
  return event.is === 'press' && event.request.ask === 'air' ? event.request.chat : event.chat.id;
}

/** Everyone who appears in an event, as Telegram showed them. */
export function peopleIn(event: ChatEvent): Person[] {
  switch (event.is) {
    case 'message':
      return peopleInMessage(event);
    case 'press':
    case 'member':
    case 'leave':
      return [event.person];
    case 'join':
      return [...event.people];
    case 'bot_status':
      return [event.by];
    case 'migration':
      return [];
  }
}

/** Asked three times a message: without a closure, which costs more than the rest. */
function peopleInMessage({ author, reply, mentions }: MessageEvent): Person[] {
  const people: Person[] = [];
  if (author.is === 'person' || author.is === 'bot') people.push(author.person);
  if (reply.to === 'message' && (reply.author.is === 'person' || reply.author.is === 'bot')) {
    people.push(reply.author.person);
  }
  for (const mention of mentions) if ('person' in mention) people.push(mention.person);
  return people;
}

/** Collects what a batch needs; sorted, so that every process asks in the same order. */
export function needsOf(events: readonly ChatEvent[], adminLists: readonly AdminList[]): Needs {
  const chats = new Set<ChatId>();
  const about = new Set<ChatId>();
  const plain: MessageEvent[] = [];
  const changing = new Map<ChatId, boolean>();
  const offers: [ChatId, number][] = [];
  const members = new Map<string, [ChatId, UserId]>();
  const names = new Map<string, [ChatId, string]>();
  const pairs = new Map<string, [ChatId, UserId, UserId]>();
  const namedPairs = new Map<string, [ChatId, UserId, string]>();
  const days = new Map<string, [ChatId, UserId]>();
  const bearers = namesIn(events);
  let firstDay = Number.POSITIVE_INFINITY;
  let lastDay = Number.NEGATIVE_INFINITY;

  const needMember = (chat: ChatId, id: UserId) => members.set(`${chat} ${id}`, [chat, id]);
  const needDay = (chat: ChatId, id: UserId) => days.set(`${chat} ${id}`, [chat, id]);
  const needPair = (chat: ChatId, giver: UserId, receiver: UserId) => {
    if (giver === receiver) return;
    needMember(chat, receiver);
    needDay(chat, receiver);
    pairs.set(`${chat} ${giver} ${receiver}`, [chat, giver, receiver]);
    pairs.set(`${chat} ${receiver} ${giver}`, [chat, receiver, giver]);
  };

  for (const { chat } of adminLists) chats.add(chat);
  for (const event of events) {
    if (event.is === 'migration') continue;
    const chat = event.chat.id;
    chats.add(chat);
    for (const person of peopleIn(event)) needMember(chat, person.id);
    if (event.is === 'press' && event.request.ask === 'air') {
      about.add(event.request.chat);
      needMember(event.request.chat, event.person.id);
      offers.push([event.request.chat, event.request.message]);
    }
    if (event.is !== 'message') continue;
    if (isPlain(event)) plain.push(event);
    if (event.command?.request.ask === 'set') {
      const air = /reputation\.air/i.test(event.command.request.text);
      changing.set(chat, air || changing.get(chat) === true);
    }
    for (const name of namesNeeded(event)) {
      names.set(`${chat} ${name}`, [chat, name]);
      for (const id of bearers.get(name) ?? []) needMember(chat, id);
    }
    const target = targetOf(event);
    if (target?.by === 'id') needMember(chat, target.id);
    if (event.author.is !== 'person') continue;

    const giver = event.author.person.id;
    const day = Math.floor(event.at / DAY);
    firstDay = Math.min(firstDay, day - 1);
    lastDay = Math.max(lastDay, day + 1);
    if (event.reply.to === 'message' && event.reply.author.is === 'person') {
      needDay(chat, giver);
      needPair(chat, giver, event.reply.author.person.id);
    }
    for (const mention of event.mentions) {
      needDay(chat, giver);
      if ('person' in mention) needPair(chat, giver, mention.person.id);
      else {
        const name = mention.name.toLowerCase();
        namedPairs.set(`${chat} ${giver} ${name}`, [chat, giver, name]);
        for (const id of bearers.get(name) ?? []) needPair(chat, giver, id);
      }
    }
  }
  return {
    chats: [...new Set([...chats, ...about])].sort((a, b) => a - b),
    guests: new Set([...about].filter((id) => !chats.has(id))),
    members: [...members.values()],
    names: [...names.values()],
    usernames: [...new Set([...bearers.keys(), ...[...names.values()].map(([, name]) => name)])].sort(),
    pairs: [...pairs.values()],
    namedPairs: [...namedPairs.values()],
    days: [...days.values()],
    firstDay,
    lastDay,
    plain,
    changing,
    offers,
  };
}

/** A name can be learnt from one message of a batch and thanked in the next: what storage says is then too old. */
function namesIn(events: readonly ChatEvent[]): Map<string, Set<UserId>> {
  const bearers = new Map<string, Set<UserId>>();
  for (const event of events) {
    for (const person of peopleIn(event)) {
      const name = person.username?.toLowerCase();
      if (!name) continue;
      const ids = bearers.get(name) ?? new Set();
      bearers.set(name, ids.add(person.id));
    }
  }
  return bearers;
}

function namesNeeded(event: MessageEvent): string[] {
  const names = event.mentions.flatMap((mention) => ('name' in mention ? [mention.name.toLowerCase()] : []));
  const target = targetOf(event);
  if (target?.by === 'name') names.push(target.name.toLowerCase());
  return names;
}

/** Whom a command that changes something means; views look for themselves. */
export function targetOf(event: MessageEvent): Target | null {
  const request = event.command?.request;
  return request?.ask === 'adjust' ? request.target : null;
}
