import type { Logger } from 'pino';
import type { AdminList, ChatEvent, Fetched, MessageEvent } from '../model/event.ts';
import type { ChatId, UserId } from '../model/ids.ts';
import { LARGEST_FILE } from '../settings/file.ts';
import type { Item } from './update.ts';

export interface DocumentDeps {
  /** Fetches a document's text, no more than it may have. May reject: it cannot be had then. */
  fetch(id: string, signal: AbortSignal): Promise<Fetched>;
  /** The admins of chats as they are known. */
  admins(chats: readonly ChatId[]): Promise<ReadonlyMap<ChatId, readonly UserId[]>>;
  log: Logger;
}

/** A batch waits no longer than this for all of its documents. */
const PATIENCE = 5_000;
const AT_ONCE = 4;

/**
 * Fetches the documents that commands of a batch are about, before its transaction: of admins only, and only what is
 * small enough. Never rejects; what could not be had in time is told so.
 */
export function createDocuments({ fetch, admins, log }: DocumentDeps, patience = PATIENCE) {
  async function fetchOne(event: Importing, signal: AbortSignal): Promise<MessageEvent> {
    const { id } = event.command.request.document;
    try {
      signal.throwIfAborted();
      return { ...event, fetched: await fetch(id, signal) };
    } catch (error) {
      log.warn({ chat: event.chat.id, err: error }, 'a document could not be fetched');
      return { ...event, fetched: { fault: 'unreachable' } };
    }
  }

  /** Whether somebody may be an admin when their command is decided; refusing is the rules' business. */
  async function mayBeAdmins(
    asking: readonly Importing[],
    events: readonly ChatEvent[],
    lists: readonly AdminList[],
  ): Promise<(event: Importing) => boolean> {
    const known = await admins([...new Set(asking.map(({ chat }) => chat.id))]).catch(() => null);
    return ({ chat, author }) => {
      if (author.is !== 'person' || known === null) return author.is === 'person';
      const { id } = author.person;
      if (known.get(chat.id)?.includes(id)) return true;
      if (lists.some((list) => list.chat === chat.id && list.admins.some((one) => one.id === id)))
        return true;
      return events.some(
        (one) =>
          one.is === 'member' && one.chat.id === chat.id && one.person.id === id && one.role === 'admin',
      );
    };
  }

  return async (items: readonly Item[], lists: readonly AdminList[]): Promise<readonly Item[]> => {
    if (!items.some(({ event }) => isImporting(event))) return items;
    const asking = items.flatMap(({ event }) => (isImporting(event) ? [event] : []));
    const events = items.flatMap(({ event }) => event ?? []);
    const wanted = asking.filter(await mayBeAdmins(asking, events, lists));
    if (wanted.length === 0) return items;
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new Error(`not within ${patience} ms`)), patience);
    const fetched = new Map<ChatEvent, MessageEvent>();
    const queue = [...wanted];
    const work = async () => {
      for (let event = queue.shift(); event; event = queue.shift()) {
        fetched.set(event, await fetchOne(event, controller.signal));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    clearTimeout(timer);
    return items.map((item) => {
      const event = item.event && fetched.get(item.event);
      return event ? { ...item, event } : item;
    });
  };
}

type Importing = MessageEvent & { command: { request: { ask: 'import'; document: { id: string } } } };

/** A command about a document that is not too large to be looked at. */
function isImporting(event: ChatEvent | null): event is Importing {
  if (event?.is !== 'message' || event.chat.type === 'private' || event.edited) return false;
  const request = event.command?.request;
  return (
    request?.ask === 'import' && request.document !== null && (request.document.size ?? 0) <= LARGEST_FILE
  );
}
