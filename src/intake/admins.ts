import type { Logger } from 'pino';
import { isForAdmins } from '../engine/requests/who-may.ts';
import type { AdminList, ChatEvent, MigrationEvent } from '../model/event.ts';
import type { ChatId } from '../model/ids.ts';
import { ApiError } from '../outbox/bot-api.ts';

export interface AdminDeps {
  /**
   * Asks Telegram. Rejects when it cannot be had: then the last known list counts. `thoroughly`: the bot's own
   * standing is asked for, too, where the list does not tell it.
   */
  fetch(chat: ChatId, thoroughly: boolean): Promise<AdminList>;
  /** Whether the bot is in a group, as far as is known: what is named in private may be any. Never rejects. */
  isIn(chat: ChatId): Promise<boolean>;
  /** Whether a list of a chat's admins is known. Never rejects. */
  isKnown(chat: ChatId): Promise<boolean>;
  /** Whether Telegram answers at all. Never rejects. */
  isReachable(): Promise<boolean>;
  /** Milliseconds of the wall clock. */
  now(): number;
  log: Logger;
}

const FRESH_FOR = 10 * 60_000;
const AFTER_FAILURE = 60_000;
/** Who asks after the bot's health wants to know how things are now. */
const FRESH_FOR_HEALTH = 10_000;
/** A batch never waits longer than this for a slow Telegram; the answer is used by a later batch. */
const PATIENCE = 2_000;
/**
 * While Telegram is out of reach, a batch waits so long for the first list of a chat: its admins would be refused what they
 * may, and nothing could be answered anyway.
 */
const OUTAGE_PATIENCE = 30_000;
const RETRY = 500;
/** A batch after an outage may hold some hundred chats; more at once would be refused. */
const AT_ONCE = 50;
const MOST_REMEMBERED = 50_000;

/**
 * Keeps admin lists fresh: asked for when a message comes that may give or command, at most every 10 minutes a
 * chat; in between `chat_member` updates correct them. Never inside a transaction.
 */
export function createAdmins({ fetch, isIn, isKnown, isReachable, now, log }: AdminDeps) {
  const askAgain = new Map<ChatId, number>();
  const late = new Map<ChatId, AdminList>();
  const examined = new Map<ChatId, number>();
  /** Asked for and not answered yet; true: somebody's standing has changed meanwhile, the answer may be older. */
  const asking = new Map<ChatId, boolean>();

  async function ask(chat: ChatId, thoroughly: boolean, wait: Wait): Promise<AdminList | null> {
    for (let tries = 1; ; tries += 1) {
      try {
        const list = await fetch(chat, thoroughly);
        wait.outages.delete(chat);
        return list;
      } catch (error) {
        if (
          wait.isOver ||
          !isOutage(error) ||
          (await isKnown(chat)) ||
          (tries > 1 && (await isReachable()))
        ) {
          wait.outages.delete(chat);
          askAgain.set(chat, now() + AFTER_FAILURE);
          log.warn(
            { chat, err: error },
            'the admins of a chat could not be asked for; those known last count',
          );
          return null;
        }
      }
      wait.outages.add(chat);
      await sleep(RETRY);
    }
  }

  function takeLate(event: ChatEvent): AdminList[] {
    if (event.is === 'migration') return [];
    const list = late.get(event.chat.id);
    late.delete(event.chat.id);
    return list ? [list] : [];
  }

  /** Never rejects. Lists that came too late for their batch are handed to the next. */
  return async (events: readonly ChatEvent[], signal: AbortSignal): Promise<AdminList[]> => {
    const chats = new Set<ChatId>();
    const thorough = new Set<ChatId>();
    for (const event of events) {
      const moves = event.is === 'member' || event.is === 'bot_status';
      if (moves && asking.has(event.chat.id)) asking.set(event.chat.id, true);
      if (!mayNeedAdmins(event)) continue;
      const { id } = event.chat;
      const examines = asksHealth(event) && (examined.get(id) ?? 0) <= now();
      if (examines) thorough.add(id);
      if (!examines && (askAgain.get(id) ?? 0) > now()) continue;
      if (!isNamedInPrivate(event) || (await isIn(id))) chats.add(id);
    }
    const lists = late.size === 0 ? [] : events.flatMap((event) => takeLate(event));
    if (chats.size === 0) return lists;
    if (askAgain.size > MOST_REMEMBERED) askAgain.clear();
    if (examined.size > MOST_REMEMBERED) examined.clear();
    for (const chat of chats) askAgain.set(chat, now() + FRESH_FOR);
    for (const chat of thorough) examined.set(chat, now() + FRESH_FOR_HEALTH);

    const wait: Wait = { isOver: false, outages: new Set() };
    const queue = [...chats];
    const askFor = async (chat: ChatId) => {
      asking.set(chat, false);
      const list = await ask(chat, thorough.has(chat), wait);
      const overtaken = asking.get(chat) === true;
      asking.delete(chat);
      if (overtaken) askAgain.delete(chat);
      else if (list && !wait.isOver) lists.push(list);
      else if (list) late.set(chat, list);
    };
    const work = async () => {
      for (let chat = queue.shift(); chat !== undefined; chat = queue.shift()) await askFor(chat);
    };
    const all = Promise.all(Array.from({ length: AT_ONCE }, work));
    await Promise.race([all, sleep(PATIENCE)]);
    // Who was not asked for yet because of an outage is when it ends.
    const isOut = () => wait.outages.size > 0 || (queue.length > 0 && waited > PATIENCE);
    let waited = PATIENCE;
    for (; isOut() && waited < OUTAGE_PATIENCE && !signal.aborted; waited += RETRY)
      await Promise.race([all, sleep(RETRY)]);
    wait.isOver = true;
    return lists;
  };
}

/** What a batch waits for. */
interface Wait {
  isOver: boolean;
  /** Chats whose first list cannot be had, as Telegram is out of reach. */
  readonly outages: Set<ChatId>;
}

/** It is not about this chat: Telegram is out of reach, or has trouble of its own. */
const isOutage = (error: unknown): boolean =>
  error instanceof ApiError && (error.network || error.code >= 500);

/** Keeps no process from ending. */
const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

type Asking = Exclude<ChatEvent, MigrationEvent>;

/** Somebody in private means a group, by a link or a button: it may be any. */
function isNamedInPrivate(event: Asking): boolean {
  return (event.is === 'word' || event.is === 'press') && event.place !== null;
}

/**
 * Commands, also an admin's own, what may hold a gift (a reply, a mention, a reaction), admins' buttons, and what is
 * written in private about a group.
 */
function mayNeedAdmins(event: ChatEvent): event is Asking {
  if (event.is === 'word') return true;
  if (event.is === 'press') return isForAdmins(event.request);
  // Who has added the bot may ask in private for the group's settings before anybody has written.
  if (event.is === 'bot_status') return event.added && event.chat.type !== 'private';
  if (event.is === 'reaction') return event.now.length > 0;
  if (event.is !== 'message' || event.chat.type === 'private' || event.edited) return false;
  return (
    event.command !== null ||
    event.reply.to === 'message' ||
    event.mentions.length > 0 ||
    event.marks.length > 0
  );
}

function asksHealth(event: ChatEvent): boolean {
  return event.is === 'message' && event.command?.request.ask === 'health';
}
