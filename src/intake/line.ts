import type { Logger } from 'pino';
import type { Hold } from '../storage/database.ts';
import { type Inbox, type InboxRows, LeftBehind, type Stored } from './inbox.ts';
import { cut, LARGEST_BATCH, type Parcel, sizeOf } from './parcels.ts';
import { pause } from './pause.ts';
import type { RawUpdate } from './update.ts';

export interface LineDeps {
  inbox: Inbox;
  /** Whether updates may be put into the inbox: where the database does one thing at a time it gains nothing. */
  stores: boolean;
  /**
   * Commits the updates with their effects, and takes their rows out of the inbox. Rejects when the signal is aborted, with
   * LeftBehind, or by a fault of ours.
   */
  count(updates: readonly RawUpdate[], rows: InboxRows, signal: AbortSignal): Promise<void>;
  log: Logger;
  /** Milliseconds after which a batch that is not counted yet keeps the inbox from no other process any more. */
  patience?: number;
  /** Milliseconds that a batch may gather what is stored, from the end of the last one on. */
  gatherMs?: number;
  /** Told while what stands in the inbox cannot be read, and why; null: it can again. */
  storing?(trouble: string | null): void;
}

export interface Line {
  /**
   * Resolves when the updates are safe: committed with their effects, or in the inbox. Only then may they be confirmed to
   * Telegram. `hasMore`: Telegram has more of them. Rejects when the line stops, or by a fault of ours.
   */
  take(updates: readonly RawUpdate[], hasMore?: boolean): Promise<void>;
  /** Updates that have come and are not being counted yet. */
  readonly waiting: number;
  /** Whether nothing has come, as far as this process knows, that is not counted. */
  readonly isClear: boolean;
  /** Whether something stands in the inbox that another process has to count, or a dead one has left. */
  hasOthers(): Promise<boolean>;
  /** Looks for what a process that died has left in the inbox, now and every minute. */
  begin(): void;
  /** Resolves when all that came is counted. */
  idle(): Promise<void>;
  /** Counts what has come, for as long as `patience` milliseconds. What is in the inbox then waits for the next start. */
  stop(patience?: number): Promise<void>;
}

/** So many wait in the inbox, at most; a parcel more where it was not full. */
const MOST_STORED = 500;
/** So many have come while a batch was counted, and the next ones are stored: fewer do not wait for long. */
const MANY = 20;
/** What was left behind in the inbox is looked for so often, where nothing comes that would find it. */
const ROUND_MS = 60_000;
const RETRY_MS = 1_000;
/**
 * What is stored is answered already, so the next batch may wait until it is worth its price, or for so long since the last
 * one: the price of a batch is that of some 50 updates more.
 */
const ENOUGH = 300;
const GATHER_MS = 15;
/** Longer than a batch takes, unless Telegram or the database is slow for this process. */
const PATIENCE_MS = 5_000;
const UNREADABLE = 'what waits in the inbox cannot be read; nothing is lost, trying again';

/** Updates that came together, and are held by Telegram. */
interface OpenParcel extends Parcel {
  readonly hasMore: boolean;
  safe(): void;
  fail(error: unknown): void;
}

/**
 * All updates pass through here, in the order in which they came, and become batches. Where few come they are counted at
 * once, and confirmed then. Where many do they are put into the inbox and confirmed, and what has come while one batch is
 * being counted is the next: Telegram gives 100 at a time, and the next hundred only when those are confirmed. So asking and
 * counting go on at the same time, in batches of up to 500; it brings 1.7 times as many updates a second.
 *
 * Of several processes one at a time stores, and the others wait with counting (`Inbox.keep`), lest an update of theirs
 * overtakes one that waits here. Whoever finds rows that nobody keeps counts them first.
 */
export function createLine(deps: LineDeps): Line {
  const { inbox, stores, count, log, patience = PATIENCE_MS, gatherMs = GATHER_MS, storing: tell } = deps;
  const stopping = new AbortController();
  /** Safe. */
  let stored: Stored[] = [];
  /** Behind them, and on their way into the inbox. */
  let leaving: OpenParcel[] = [];
  /** What is open goes there soon, or is on its way. */
  let storing = false;
  /** Behind those, and held by Telegram. */
  let open: OpenParcel[] = [];
  /** What is going on: one thing of counting, asking for the inbox, looking into it. */
  let busy: Promise<void> | null = null;
  let hold: Hold | null = null;
  /** More has come than is counted in time. */
  let pressed = false;
  /** Others wait: nothing more is stored until they had their turn. */
  let yielding = false;
  let stopped = false;
  /** When the last batch was done, by `performance.now`. */
  let countedAt = Number.NEGATIVE_INFINITY;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  /** How often in a row the inbox could not be read. */
  let unread = 0;
  const idlers: (() => void)[] = [];
  let rounds: ReturnType<typeof setInterval> | undefined;

  const isKeeper = () => hold?.held === true;
  const waiting = () => sizeOf(stored) + sizeOf(leaving) + sizeOf(open);

  /** Begins whatever can be begun; called after every change. */
  function look(): void {
    if (stopping.signal.aborted) {
      for (const { fail } of open.splice(0)) fail(stopping.signal.reason);
      return;
    }
    if (!storing && mayStore()) {
      storing = true;
      // What else has come in this turn of the event loop goes along: each row costs a commit.
      setImmediate(() => void store());
    }
    if (busy !== null) return;
    if (hold !== null && stored.length === 0 && !storing && (yielding || open.length === 0)) {
      void hold.release();
      hold = null;
    } else if (pressed && stores && !stopped && !isKeeper() && open.length > 0) {
      start(ask);
      return;
    }
    if (stored.length > 0 || (open.length > 0 && !storing)) countOrGather();
    else if (!storing) for (const done of idlers.splice(0)) done();
  }

  function countOrGather(): void {
    const gathers = isKeeper() && !yielding && !stopped && stored.length > 0 && sizeOf(stored) < ENOUGH;
    const wait = gathers ? countedAt + gatherMs - performance.now() : 0;
    if (wait > 0) {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        look();
      }, wait);
      return;
    }
    clearTimeout(gathering);
    gathering = undefined;
    start(countNext);
  }

  function start(work: () => Promise<void>): void {
    // Not before `busy` is set: the work looks on at once.
    busy = Promise.resolve()
      .then(work)
      .finally(() => {
        busy = null;
      });
    void busy.then(look);
  }

  function mayStore(): boolean {
    return isKeeper() && !yielding && !stopped && open.length > 0 && isPressing();
  }

  const isPressing = () =>
    sizeOf(stored) < MOST_STORED && (open.some(({ hasMore }) => hasMore) || sizeOf(open) >= MANY);

  async function store(): Promise<void> {
    leaving = mayStore() ? cut(open) : [];
    const updates = leaving.flatMap((parcel) => parcel.updates);
    try {
      if (updates.length === 0) return;
      const row = await inbox.put(updates);
      stored.push({ updates, row });
      for (const { safe } of leaving) safe();
    } catch (error) {
      // Perhaps it is there nevertheless. Then it is found later, and known by its numbers.
      log.debug({ err: error }, 'the inbox took nothing');
      open = [...leaving, ...open];
      yielding = true;
    } finally {
      leaving = [];
      storing = false;
      look();
    }
  }

  /** Asks to keep the inbox. What stands there is of somebody who died, and nothing may be stored behind it before it is read. */
  async function ask(): Promise<void> {
    pressed = false;
    yielding = false;
    const kept = await inbox.keep();
    if (kept === null) return;
    if (await adopt()) hold = kept;
    else await kept.release();
  }

  /** Puts in front what others have left in the inbox. False where it could not be read, after a pause. */
  async function adopt(): Promise<boolean> {
    try {
      const all = await inbox.read();
      const known = new Set(stored.map(({ row }) => row));
      const found = all.filter(({ row }) => !known.has(row));
      if (unread > 0) tell?.(null);
      unread = 0;
      if (found.length === 0) return true;
      stored = [...stored, ...found].sort((a, b) => a.row - b.row);
      log.info({ updates: sizeOf(found) }, 'counting what was taken in and not counted');
      return true;
    } catch (error) {
      unread += 1;
      if (unread % 20 === 1) log.warn({ err: error, failures: unread }, UNREADABLE);
      tell?.(UNREADABLE);
      await pause(RETRY_MS, stopping.signal).catch(() => undefined);
      return false;
    }
  }

  async function adoptAtStart(): Promise<void> {
    while (!(await adopt()) && !stopping.signal.aborted);
  }

  async function countNext(): Promise<void> {
    const parcels = cut(stored);
    const isBehind = stored.length > 0 || storing;
    const held = isBehind ? [] : cut(open, LARGEST_BATCH - sizeOf(parcels));
    const done = new Map(parcels.map(({ updates, row }) => [updates.at(-1) as RawUpdate, row]));
    const known = isKeeper() ? null : [...parcels, ...stored].map(({ row }) => row);
    const updates = [...parcels, ...held].flatMap((parcel) => parcel.updates);
    // There is room again.
    look();
    void hold?.wanted().then((yes) => {
      yielding ||= yes;
    });
    // Then others count what stands there as well: it is known by its numbers.
    const tooLong = hold && setTimeout(() => void hold?.release(), patience);
    try {
      await count(updates, { done, known }, stopping.signal);
      for (const { safe } of held) safe();
      pressed ||= isPressing();
    } catch (error) {
      stored = [...parcels, ...stored];
      if (error instanceof LeftBehind) {
        open = [...held, ...open];
        await adopt();
        return;
      }
      for (const { fail } of held) fail(error);
      if (stopping.signal.aborted) return;
      log.error({ err: error }, 'a batch failed; it is tried again');
      await pause(RETRY_MS, stopping.signal).catch(() => undefined);
    } finally {
      countedAt = performance.now();
      clearTimeout(tooLong ?? undefined);
    }
  }

  function idle(): Promise<void> {
    return new Promise((resolve) => {
      idlers.push(resolve);
      look();
    });
  }

  return {
    take(updates, hasMore = false) {
      if (stopped) return Promise.reject(new Error('stopping'));
      return new Promise((safe, fail) => {
        open.push({ updates, hasMore, safe, fail });
        pressed ||= hasMore;
        look();
      });
    },
    get waiting() {
      return waiting();
    },
    get isClear() {
      return busy === null && waiting() === 0;
    },
    async hasOthers() {
      return !isKeeper() && inbox.hasOthers(stored.map(({ row }) => row));
    },
    begin() {
      if (busy === null) start(adoptAtStart);
      // Where nothing is stored, one process has the database: nobody leaves anything later.
      if (!stores) return;
      rounds = setInterval(() => {
        // Who can keep it meets nobody's but a dead one's.
        if (busy === null && waiting() === 0) start(ask);
      }, ROUND_MS);
      rounds.unref();
    },
    idle,
    async stop(patience = 3_000) {
      stopped = true;
      clearInterval(rounds);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, patience);
      });
      await Promise.race([idle(), late]);
      clearTimeout(timer);
      stopping.abort(new Error('stopping'));
      look();
      await busy;
    },
  };
}
