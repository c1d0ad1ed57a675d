import type { Logger } from 'pino';
import { applyAdmins } from '../engine/apply/chat.ts';
import { apply, decide } from '../engine/apply.ts';
import { resetChat } from '../engine/chat/reset.ts';
import { examine, isChanged } from '../engine/health/examine.ts';
import { askAboutPoints } from '../engine/jobs/points.ts';
import { asWord, readPrompts } from '../engine/load/panels.ts';
import { loadPolls } from '../engine/load/polls.ts';
import { likelySpanNeeds, loadSpans } from '../engine/load/spans.ts';
import { load } from '../engine/load.ts';
import { SPARE_NONE, type Spare, spareAs } from '../engine/needs/spared.ts';
import { needsOf } from '../engine/needs.ts';
import { diceFor, drawnBy } from '../engine/roll.ts';
import { hasErrands } from '../engine/save/errands.ts';
import { save } from '../engine/save.ts';
import { settleBefore } from '../engine/settle.ts';
import { type AdminList, type ChatEvent, placeOf, type SettledEvent } from '../model/event.ts';
import type { ChatId, UserId } from '../model/ids.ts';
import type { Notice } from '../model/notice.ts';
import type { Seconds } from '../model/time.ts';
import type { Database } from '../storage/database.ts';
import { isDiskFull, isTransient } from '../storage/errors.ts';
import { commitMigration } from './commit-migration.ts';
import { type InboxRows, LeftBehind, queueUp } from './inbox.ts';
import { pause } from './pause.ts';
import { asideItem, readdress, runsOf } from './runs.ts';
import { asideRow, mark, putAside, readFresh } from './store.ts';
import type { Item, RawUpdate } from './update.ts';

export interface IntakeDeps {
  database: Database;
  /** `readsAll`: privacy mode is off, as far as is known. */
  bot: { id: UserId; username: string; readsAll: boolean };
  /** Turns an update into what happened, in our words; null: nothing that concerns us. Throws for a broken one. */
  read(update: RawUpdate): Promise<ChatEvent | null>;
  /** Admin lists that these events may need and that are not fresh. Never throws. */
  admins(events: readonly ChatEvent[], signal: AbortSignal): Promise<AdminList[]>;
  /** The same updates, with the documents that their commands are about. Never throws; absent: none can be had. */
  documents?(items: readonly Item[], lists: readonly AdminList[]): Promise<readonly Item[]>;
  /** Asks Telegram anew what `bot` is, where these events may hang on it. Never throws. */
  refresh?(events: readonly ChatEvent[]): Promise<void>;
  secret: string;
  /** The wall clock, seconds. */
  now(): number;
  log: Logger;
  /** Called after each commit. */
  committed(report: Report): void;
  /** Told while nothing can be committed, and why; null: it works again. */
  storing?(trouble: string | null): void;
}

export interface Report {
  updates: number;
  duplicates: number;
  aside: number;
  notices: number;
  /** When the latest of its events happened; null: none that Telegram dates. */
  latest: Seconds | null;
  /** It leaves something to be done in Telegram for members. */
  errands: boolean;
  /** What people want done with what is stored of them. */
  wishes: number;
}

/** A chat of the batch goes on under another id: its events are addressed anew and the batch is tried again. */
class Moved extends Error {
  readonly chats: Map<ChatId, ChatId>;
  constructor(chats: Map<ChatId, ChatId>) {
    super('a chat of this batch was upgraded');
    this.chats = chats;
  }
}

/** An answer was assumed to give nothing, by rules that hold no longer: the batch is tried again, with all read. */
class Misjudged extends Error {}

const NO_ROWS: InboxRows = { done: new Map(), known: [] };

const LONGEST_PAUSE = 5_000;

const UNREACHED = 'the database cannot commit now; nothing is lost, trying again';

const FULL =
  'the disk of the database is full; nothing is lost, trying again: make room, and it goes on by itself';

/**
 * The one way in. Resolves when every update of the batch is either committed with its effects or set aside
 * with its reason: only then may it be confirmed to Telegram. While the database is out of reach it waits and
 * tries again, for as long as `signal` allows.
 */
export function createCommit(deps: IntakeDeps) {
  /** Of batches that were given back uncounted: these lists are not asked for again so soon. */
  let unused: readonly AdminList[] = [];
  return async (
    updates: readonly RawUpdate[],
    signal: AbortSignal,
    { done, known }: InboxRows = NO_ROWS,
  ): Promise<void> => {
    const read: Item[] = [];
    for (const update of updates) read.push(await readOne(deps, update, done.get(update)));
    const events = eventsIn(read);
    const [asked] = await Promise.all([deps.admins(events, signal), deps.refresh?.(events)]);
    signal.throwIfAborted();
    const lists = unused.length > 0 ? [...unused, ...asked] : asked;
    const items = (await deps.documents?.(read, lists)) ?? read;
    try {
      for (const run of runsOf(items)) await commitRun(deps, run, lists, known, signal);
    } catch (error) {
      unused = lists;
      throw error;
    }
    if (unused.length > 0) unused = unused.filter(({ chat }) => !chatsOf(events).has(chat));
  };
}

async function readOne(deps: IntakeDeps, update: RawUpdate, ends: number | undefined): Promise<Item> {
  const row = ends === undefined ? null : { ends };
  try {
    return { update, event: await deps.read(update), fault: null, ...row };
  } catch (fault) {
    return { update, event: null, fault: fault ?? new Error('unknown fault'), ...row };
  }
}

/**
 * Commits a run. What the database refuses is halved until the bad update stands alone and is set aside: no
 * savepoints, which cost six times a batch, always, for what happens almost never.
 */
async function commitRun(
  deps: IntakeDeps,
  items: readonly Item[],
  lists: readonly AdminList[],
  known: InboxRows['known'],
  signal: AbortSignal,
): Promise<void> {
  let run = items;
  let spare = spareAs(deps.bot.username);
  let failures = 0;
  let told = '';
  for (;;) {
    try {
      deps.committed(await commitOnce(deps, run, lists, known, spare));
      if (failures > 0) deps.log.info({ failures }, 'the database answers again');
      deps.storing?.(null);
      return;
    } catch (error) {
      if (error instanceof Moved) {
        run = run.map((item) => readdress(item, error.chats));
        continue;
      }
      if (error instanceof Misjudged) {
        spare = SPARE_NONE;
        continue;
      }
      if (error instanceof LeftBehind) throw error;
      if (isTransient(error)) {
        failures += 1;
        const trouble = isDiskFull(error) ? FULL : UNREACHED;
        if (trouble !== told || failures % 20 === 0) deps.log.warn({ err: error, failures }, trouble);
        told = trouble;
        // A single one may be a deadlock, which is nobody's illness.
        if (failures > 1) deps.storing?.(trouble);
        await pause(Math.min(LONGEST_PAUSE, 25 * 2 ** Math.min(failures, 8)), signal);
        continue;
      }
      const [only] = run;
      if (run.length > 1 || !only) {
        const middle = Math.ceil(run.length / 2);
        await commitRun(deps, run.slice(0, middle), lists, known, signal);
        await commitRun(deps, run.slice(middle), lists, known, signal);
        return;
      }
      run = [asideItem(only, error)];
      // Even its bare number was refused: no fault of the update's. Waiting loses nothing.
      if (Object.keys(only.update).length === 1) await pause(LONGEST_PAUSE, signal);
    }
  }
}

async function commitOnce(
  deps: IntakeDeps,
  items: readonly Item[],
  lists: readonly AdminList[],
  known: InboxRows['known'],
  spare: Spare,
): Promise<Report> {
  const { database, bot, log } = deps;
  const now = deps.now();
  const [only] = items;
  if (only?.event?.is === 'migration') return commitMigration(deps, only, known, now);
  const events = eventsIn(items);
  const chats = chatsOf(events);
  const own = lists.filter((list) => chats.has(list.chat));

  const prompts = await readPrompts(database, events);

  return database.transact(async (flight) => {
    const needs = { ...needsOf(events, own, prompts, spare), spans: likelySpanNeeds(events) };
    // In this order: what was seen is read behind the lock. Together, so that none fails unheard.
    const [, loaded, seen] = await Promise.all([
      known && queueUp(flight, { database, bot: bot.id, known }),
      load(flight, needs, bot),
      readFresh(flight, bot.id, items),
    ]);
    const fresh = loaded.lockedLate ? await readFresh(flight, bot.id, items) : seen;
    if (loaded.moved.size > 0) throw new Moved(loaded.moved);
    await loadSpans(flight, loaded, events);
    await loadPolls(flight, loaded, events);
    for (const list of own) {
      const facts = loaded.chats.get(list.chat);
      if (facts) applyAdmins(facts, list);
    }
    const assumed = new Map(needs.spared.map(({ event, rules }) => [event, rules]));
    const latest = latestOf(events);
    const report = { updates: items.length, duplicates: 0, latest };
    const notices: Notice[] = [];
    const tickDice = (chat: ChatId, at: Seconds) => diceFor(deps.secret, chat, at);
    const aside: [Item, unknown][] = [];
    for (const item of items) {
      if (!fresh.delete(item.update.update_id)) {
        report.duplicates += 1;
        continue;
      }
      if (item.fault) aside.push([item, item.fault]);
      if (item.fault || !item.event || item.event.is === 'migration') continue;
      const known = loaded.chats.has(item.event.chat.id) ? item.event : placeOf(item.event);
      const settled = asWord(known, loaded.chats.values());
      const facts = loaded.chats.get(settled.chat.id);
      if (!facts) throw new Error(`chat ${settled.chat.id} was not loaded`);
      const rules = item.event.is === 'message' ? assumed.get(item.event) : undefined;
      if (rules && rules.name !== facts.rules.name)
        throw new Misjudged('an answer may give something after all');
      const event = stamped(settled, facts.row.lastEventAt);
      // It draws the same, whether the chat has moved before it was counted or after.
      const dice = diceFor(deps.secret, item.cameTo ?? facts.row.chatId, drawnBy(event));
      let decision: ReturnType<typeof decide>;
      try {
        notices.push(...settleBefore(facts, event, tickDice));
        decision = decide(facts, event, dice);
      } catch (error) {
        aside.push([item, error]);
        continue;
      }
      notices.push(...apply(facts, event, decision, dice));
      if (facts.before) notices.push(...(await askAboutPoints(flight, facts, event)));
      if (isChanged(facts, event)) notices.push(...(await examine(flight, facts, event, bot.readsAll)));
      if (decision.reset) await resetChat(flight, facts, decision.reset);
    }
    // A list of admins told something new, and no event of the chat came after it: all had been seen.
    for (const facts of loaded.chats.values())
      if (isChanged(facts, null)) notices.push(...(await examine(flight, facts, null, bot.readsAll)));
    mark(flight, bot.id, items, now);
    save(flight, [...loaded.chats.values()], loaded.people, notices, bot.id);
    putAside(
      flight,
      aside.map(([item, fault]) => asideRow(bot.id, item, fault, now)),
    );
    for (const [item, fault] of aside)
      log.error({ err: fault, update: item.update.update_id }, 'update set aside');
    return {
      ...report,
      aside: aside.length,
      notices: notices.length,
      errands: hasErrands(loaded.chats.values()),
      wishes: loaded.people.wishes.size,
    };
  });
}

/** A press has no date of its own but our clock's: it never happened before what its chat has seen already. */
function stamped(event: SettledEvent, lastEventAt: number): SettledEvent {
  return event.is === 'press' && event.at < lastEventAt ? { ...event, at: lastEventAt } : event;
}

const chatsOf = (events: readonly ChatEvent[]): ReadonlySet<ChatId | null> =>
  new Set(events.map((event) => (event.is === 'migration' ? null : event.chat.id)));

const eventsIn = (items: readonly Item[]): ChatEvent[] =>
  items.map(({ event }) => event).filter((event) => event !== null);

/** A press is dated by our clock, which runs ahead of a backlog. */
function latestOf(events: readonly ChatEvent[]): Seconds | null {
  let latest: Seconds | null = null;
  for (const event of events) {
    if (event.is !== 'press' && (latest === null || event.at > latest)) latest = event.at;
  }
  return latest;
}
