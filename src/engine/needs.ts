import type { AdminList, ChatEvent, MessageEvent } from '../model/event.ts';
import type { ChatId, UserId } from '../model/ids.ts';
import type { Person } from '../model/person.ts';
import type { Target } from '../model/request.ts';
import { DAY } from '../model/time.ts';

/** What must be read before a batch can be decided: collected in one pass, read in one flight. */
export interface Needs {
  chats: ChatId[];
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
  /**
   * Chats where a gift is possible, whose rating it may change; how many people of each are asked for above; and
   * whether its settings change in the batch, so that the stored ones do not tell how much of it is needed.
   */
  standings: [chat: ChatId, asked: number, unsettled: boolean][];
  /** UTC days around the batch: a time zone moves a moment by one day at most. */
  firstDay: number;
  lastDay: number;
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
  const members = new Map<string, [ChatId, UserId]>();
  const names = new Map<string, [ChatId, string]>();
  const pairs = new Map<string, [ChatId, UserId, UserId]>();
  const namedPairs = new Map<string, [ChatId, UserId, string]>();
  const days = new Map<string, [ChatId, UserId]>();
  const rated = new Set<ChatId>();
  const unsettled = new Set<ChatId>();
  const bearers = namesIn(events);
  let firstDay = Number.POSITIVE_INFINITY;
  let lastDay = Number.NEGATIVE_INFINITY;

  const needMember = (chat: ChatId, id: UserId) => members.set(`${chat} ${id}`, [chat, id]);
  const needDay = (chat: ChatId, id: UserId) => days.set(`${chat} ${id}`, [chat, id]);
  const needPair = (chat: ChatId, giver: UserId, receiver: UserId) => {
    if (giver === receiver) return;
    rated.add(chat);
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
    if (event.is !== 'message') continue;
    for (const name of namesNeeded(event)) {
      names.set(`${chat} ${name}`, [chat, name]);
      for (const id of bearers.get(name) ?? []) needMember(chat, id);
    }
    const target = targetOf(event);
    if (target?.by === 'id') needMember(chat, target.id);
    const ask = event.command?.request.ask;
    if (ask === 'set' || ask === 'trigger') unsettled.add(chat);
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
        rated.add(chat);
        namedPairs.set(`${chat} ${giver} ${name}`, [chat, giver, name]);
        for (const id of bearers.get(name) ?? []) needPair(chat, giver, id);
      }
    }
  }
  const asked = new Map<ChatId, number>();
  for (const [chat] of [...members.values(), ...names.values()]) asked.set(chat, (asked.get(chat) ?? 0) + 1);
  return {
    chats: [...chats].sort((a, b) => a - b),
    members: [...members.values()],
    names: [...names.values()],
    usernames: [...new Set([...bearers.keys(), ...[...names.values()].map(([, name]) => name)])].sort(),
    pairs: [...pairs.values()],
    namedPairs: [...namedPairs.values()],
    days: [...days.values()],
    standings: [...rated].map((chat) => [chat, asked.get(chat) ?? 0, unsettled.has(chat)]),
    firstDay,
    lastDay,
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
