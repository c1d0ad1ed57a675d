import type { AdminList, ChatEvent, MessageEvent } from '../model/event.ts';
import type { ChatId, UserId } from '../model/ids.ts';
import type { Seconds } from '../model/time.ts';
import { isPlain } from '../reputation/air.ts';
import { needCard } from './load/cards.ts';
import { isAboutJob } from './load/jobs.ts';
import { type LinkNeed, linksIn } from './load/links.ts';
import { isAboutPanel, type Prompts } from './load/panels.ts';
import { settingPlace } from './load/places.ts';
import type { SpanNeeds } from './load/spans.ts';
import { type Arrival, arrivalOf } from './needs/arrival.ts';
import { type ModerationNeeds, needModeration } from './needs/moderation.ts';
import { namesIn, namesNeeded, peopleIn, targetOf } from './needs/people.ts';
import { SPARE_NONE, type Spared } from './needs/spared.ts';
import { Tuples } from './needs/tuples.ts';
import { needUndo, type UndoNeeds } from './needs/undo.ts';
import { settingsChange } from './needs/unsettled.ts';

/** Whom the lines that an undo means may touch, about. */
const PEOPLE_AN_UNDO = 20;
/** Those under the question, its giver, and who pressed. */
const PEOPLE_AN_OFFER = 7;

/** What must be read before a batch can be decided: collected in one pass, read in one flight. */
export interface Needs {
  chats: ChatId[];
  members: [ChatId, UserId][];
  names: [ChatId, string][];
  /** Every @username in the batch, in lower case: who bears it may change. */
  usernames: string[];
  /** Those of them that messages and commands name: who bears them has to be known. */
  mentioned: string[];
  /** Those that people of the batch bear, by whom. Most people bear the name that they have in storage. */
  bearers: ReadonlyMap<string, readonly UserId[]>;
  /** Giver and receiver, in chats where a gift is possible. */
  pairs: [ChatId, UserId, UserId][];
  /** Giver and a receiver known by name only, until storage tells who it is. */
  namedPairs: [ChatId, UserId, string][];
  /** Whose day counts may be asked for. */
  days: [ChatId, UserId][];
  /** Changes of reactions: message, person, and how often the chat was upgraded since. */
  reactions: [ChatId, number, UserId, number][];
  /** Messages of groups: reactions may wait for them. */
  arrivals: Arrival[];
  /**
   * Chats where a gift is possible, whose rating it may change; how many people of each are asked for above; and
   * whether its settings change in the batch, so that the stored ones do not tell how much of it is needed.
   */
  standings: [chat: ChatId, asked: number, unsettled: boolean][];
  /** What is needed of spans, where that can be known beforehand. */
  spans?: SpanNeeds | null;
  /** When the first event happened that may ask for them; infinite: none may. */
  earliest: Seconds;
  /** Chats that only a button's data names: looked for, never made. */
  onlyIfKnown: ReadonlySet<ChatId>;
  undo: UndoNeeds;
  /** Whose open question a button may answer. */
  questions: [ChatId, UserId][];
  /** Messages that may be thanks into the air, and questions whose buttons were pressed: see `load/air.ts`. */
  plain: MessageEvent[];
  /** Chats whose settings this batch may change; true: whether thanks into the air are asked about, too. */
  changing: Map<ChatId, boolean>;
  offers: [ChatId, number][];
  /** Versions of settings that are to hold again. */
  versions: [ChatId, number][];
  /** Who asks for a card. */
  cards: [ChatId, UserId][];
  /** Chats whose settings panels an event may be about. */
  panels: ChatId[];
  /** Who may choose another group for announcements, in which chat. */
  placing: [ChatId, UserId][];
  moderation: ModerationNeeds;
  /** Members whose standing changes. */
  changed: [ChatId, UserId][];
  /** Chats in which a work on all members may begin or go on. */
  jobs: ChatId[];
  /** Groups that rewards are to lead into. */
  links: LinkNeed[];
  /** Answers for which nothing is read that only a gift needs: see `needs/spared.ts`. */
  spared: readonly Spared[];
}

/** Collects what a batch needs; sorted, so that every process asks in the same order. */
export function needsOf(
  events: readonly ChatEvent[],
  adminLists: readonly AdminList[],
  prompts: Prompts = new Map(),
  spare = SPARE_NONE,
): Needs {
  const spared: Spared[] = [];
  const chats = new Set<ChatId>();
  const plain: MessageEvent[] = [];
  const changing = new Map<ChatId, boolean>();
  const offers: [ChatId, number][] = [];
  const versions: [ChatId, number][] = [];
  const members = new Tuples<[ChatId, UserId]>();
  const names = new Tuples<[ChatId, string]>();
  const pairs = new Tuples<[ChatId, UserId, UserId]>();
  const namedPairs = new Tuples<[ChatId, UserId, string]>();
  const days = new Tuples<[ChatId, UserId]>();
  const named = new Set<ChatId>();
  const undo: UndoNeeds = { entries: [], messages: [], givers: [], events: 0 };
  const questions = new Tuples<[ChatId, UserId]>();
  const rated = new Set<ChatId>();
  const unsettled = new Set<ChatId>();
  const bearers = namesIn(events);
  const reactions = new Tuples<[ChatId, number, UserId, number]>();
  const arrivals: Arrival[] = [];
  let earliest: Seconds = Number.POSITIVE_INFINITY;
  const panels = new Set<ChatId>();
  const cards = new Tuples<[ChatId, UserId]>();
  const placing = new Tuples<[ChatId, UserId]>();
  const moderation: ModerationNeeds = { pasts: [], removals: [] };
  const changed = new Tuples<[ChatId, UserId]>();
  const jobs = new Set<ChatId>();
  const links: LinkNeed[] = [];

  const needMember = (chat: ChatId, id: UserId) => members.add([chat, id]);
  const needDay = (chat: ChatId, id: UserId) => days.add([chat, id]);
  const needPair = (chat: ChatId, giver: UserId, receiver: UserId) => {
    if (giver === receiver) return;
    rated.add(chat);
    needMember(chat, receiver);
    needDay(chat, receiver);
    pairs.add([chat, giver, receiver]);
    pairs.add([chat, receiver, giver]);
  };

  for (const event of events) {
    if (event.is === 'migration') continue;
    const chat = event.chat.id;
    if ((event.is === 'press' || event.is === 'word') && event.place) {
      chats.add(event.place.id);
      named.add(chat);
    } else if (event.is === 'tick') named.add(chat);
    else chats.add(chat);
    for (const person of peopleIn(event)) needMember(chat, person.id);
    needUndo(event, undo);
    needModeration(event, moderation);
    if (event.is === 'member' && event.change) changed.add([chat, event.person.id]);
    needCard(event, cards);
    if (isAboutPanel(event)) panels.add(chat);
    const placer = settingPlace(event);
    if (placer !== null) placing.add([chat, placer]);
    if (isAboutJob(event)) jobs.add(chat);
    if (event.is === 'press' && event.request.ask === 'panel') {
      // Which settings it would save only its row tells.
      changing.set(chat, true);
      unsettled.add(chat);
    }
    if (event.is === 'press' && (event.request.ask === 'confirm' || event.request.ask === 'cancel')) {
      questions.add([chat, event.person.id]);
    }
    if (event.is === 'reaction') {
      const { messageId, person, upgrades = 0 } = event;
      reactions.add([chat, messageId, person.id, upgrades]);
      needDay(chat, person.id);
      earliest = Math.min(earliest, event.at);
    }
    if (event.is === 'press' && event.request.ask === 'restore') {
      versions.push([chat, event.request.version]);
    }
    if (event.is === 'press' && event.request.ask === 'air') {
      offers.push([chat, event.request.message]);
      rated.add(chat);
    }
    if (event.is === 'join' && event.by) {
      needDay(chat, event.by.id);
      earliest = Math.min(earliest, event.at);
    }
    const change = settingsChange(event);
    if (change) {
      unsettled.add(chat);
      changing.set(chat, change.air || changing.get(chat) === true);
    }
    if (event.is !== 'message') continue;
    if (event.chat.type === 'private' && event.author.is === 'person' && !event.edited) {
      const { id } = event.author.person;
      for (const about of prompts.get(id) ?? []) {
        named.add(about);
        panels.add(about);
        needMember(about, id);
        unsettled.add(about);
      }
    }
    if (event.chat.type !== 'private') arrivals.push(arrivalOf(event));
    if (isPlain(event)) plain.push(event);
    links.push(...linksIn(event, prompts));
    for (const name of namesNeeded(event)) {
      names.add([chat, name]);
      for (const id of bearers.get(name) ?? []) needMember(chat, id);
    }
    const target = targetOf(event);
    if (target?.by === 'id') needMember(chat, target.id);
    if (event.command?.request.ask === 'trigger') unsettled.add(chat);
    if (event.author.is !== 'person') continue;

    const giver = event.author.person.id;
    earliest = Math.min(earliest, event.at);
    if (event.reply.to === 'message' && event.reply.author.is === 'person') {
      const one = spare(event);
      if (one) spared.push(one);
      else {
        needDay(chat, giver);
        needPair(chat, giver, event.reply.author.person.id);
      }
    }
    for (const mention of event.mentions) {
      needDay(chat, giver);
      if ('person' in mention) needPair(chat, giver, mention.person.id);
      else {
        const name = mention.name.toLowerCase();
        rated.add(chat);
        namedPairs.add([chat, giver, name]);
        for (const id of bearers.get(name) ?? []) needPair(chat, giver, id);
      }
    }
  }
  for (const { chat } of adminLists) chats.add(chat);
  const mentioned = [...new Set(names.list.map(([, name]) => name))].sort();
  const onlyIfKnown = new Set([...named].filter((chat) => !chats.has(chat)));
  // Whose message it is may be told by this batch only.
  if (reactions.list.length > 0) {
    const authors = new Map(
      arrivals.map((arrival) => [`${arrival.chat} ${arrival.messageId}`, arrival.author]),
    );
    for (const [chat, messageId, id] of reactions.list) {
      const author = authors.get(`${chat} ${messageId}`);
      if (author) needPair(chat, id, author);
    }
  }
  // Each of them may stand among the first, where what was read of them counts no more.
  const asked = new Map<ChatId, number>();
  const ask = (chat: ChatId, people: number) => asked.set(chat, (asked.get(chat) ?? 0) + people);
  for (const [chat] of members.list) ask(chat, 1);
  for (const [chat] of names.list) ask(chat, 1);
  for (const [chat] of reactions.list) ask(chat, 2);
  for (const [chat] of [...undo.entries, ...undo.messages, ...undo.givers]) ask(chat, PEOPLE_AN_UNDO);
  for (const [chat] of offers) ask(chat, PEOPLE_AN_OFFER);
  return {
    chats: [...chats, ...onlyIfKnown].sort((a, b) => a - b),
    members: members.list,
    names: names.list,
    usernames: [...new Set([...bearers.keys(), ...mentioned])].sort(),
    mentioned,
    bearers,
    pairs: pairs.list,
    namedPairs: namedPairs.list,
    days: days.list,
    reactions: reactions.list,
    arrivals,
    standings: [...rated].map((chat) => [chat, asked.get(chat) ?? 0, unsettled.has(chat)]),
    earliest,
    onlyIfKnown,
    undo,
    questions: questions.list,
    plain,
    changing,
    offers,
    versions,
    panels: [...panels],
    cards: cards.list,
    placing: placing.list,
    moderation,
    changed: changed.list,
    jobs: [...jobs],
    links,
    spared,
  };
}
