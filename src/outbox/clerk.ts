import type { Notice } from '../model/notice.ts';
import type { Seconds } from '../model/time.ts';
import type { Database } from '../storage/database.ts';
import type { Log } from './log.ts';
import { type Reader, readChat, readDue, readMissed, readNew } from './reading.ts';
import { isStale, staleLimits } from './stale.ts';
import { dropStale, finish, type Later, type Removal, type StoredRow } from './store.ts';
import type { Job, Row, Window } from './window.ts';

/** Rows read at once, and stale ones dropped at once. */
const PAGE = 500;
const DROP_PAGE = 5000;
/** How far below the newest row one may still become visible. Now and then all of the queue is looked at. */
const LATE_WITHIN = 20_000;

export interface ClerkParts {
  database: Database;
  botId: number;
  window: Window;
  nowSeconds(): Seconds;
  replyMaxAge: number;
  log: Log;
}

/** The look that is taken: `fresh` rows, those whose moment `due` has come, rows `missed`, the `stale` to drop. */
export type Look = 'fresh' | 'due' | 'missed' | 'all' | 'stale';

/**
 * Keeps window and table in step. One piece of work at a time: what is read after a deletion never holds what was
 * deleted, so nothing is sent again.
 */
export class Clerk {
  dropped = 0;
  readonly #parts: ClerkParts;
  readonly #looks = new Set<Look>();
  #done: number[] = [];
  #removals: Removal[] = [];
  #later: Later[] = [];
  #cursor = 0;
  #staleFrom = 0;
  #sawStale = false;
  /** Grows when everything is forgotten: an answer to an older question is thrown away. */
  #age = 0;

  constructor(parts: ClerkParts) {
    this.#parts = parts;
  }

  want(...looks: Look[]): void {
    for (const look of looks) this.#looks.add(look);
  }

  /** Is there chatter to drop, as far as was seen? */
  get sawStale(): boolean {
    return this.#sawStale;
  }

  get hasWriting(): boolean {
    return this.#done.length > 0 || this.#removals.length > 0 || this.#later.length > 0;
  }

  get hasReading(): boolean {
    if (this.#looks.has('stale')) return true;
    if (this.#parts.window.room < PAGE) return false;
    return this.#looks.size > 0 || this.#parts.window.hungry().length > 0;
  }

  /** Everything known is forgotten: someone else may have worked on the queue. */
  startAfresh(): void {
    this.#age += 1;
    this.#parts.window.clear();
    this.#cursor = 0;
    this.#staleFrom = 0;
    this.#looks.clear();
    this.want('stale', 'fresh', 'due');
  }

  done(row: Row, removal?: Removal, later?: Later): void {
    this.#done.push(row.id);
    if (removal) this.#removals.push(removal);
    if (later) this.#later.push(later);
  }

  remove(removal: Removal): void {
    this.#removals.push(removal);
  }

  /** Deletes what is done, with what gathered meanwhile. Rejects when the database does not answer. */
  async write(): Promise<void> {
    const ids = this.#done;
    const removals = this.#removals;
    const later = this.#later;
    this.#done = [];
    this.#removals = [];
    this.#later = [];
    try {
      await finish(this.#parts.database, this.#parts.botId, ids, removals, later);
      this.#parts.window.forget(ids);
    } catch (error) {
      this.#done = [...ids, ...this.#done];
      this.#removals = [...removals, ...this.#removals];
      this.#later = [...later, ...this.#later];
      throw error;
    }
  }

  /** One look. A look that found a full page stays wanted. */
  async read(): Promise<void> {
    const { window } = this.#parts;
    const look = (['stale', 'due', 'fresh', 'missed', 'all'] as const).find((one) => this.#looks.has(one));
    if (!look) return this.#refill();
    this.#looks.delete(look);
    const age = this.#age;
    try {
      let rows: StoredRow[] = [];
      if (look === 'stale') return await this.#dropStale();
      if (look === 'fresh') return await this.#readNew();
      if (look === 'due') {
        const known = [...window.known.values()].filter((row) => row.dueAt > 0).map((row) => row.id);
        rows = await readDue(this.#reader(), known);
      } else {
        const after = look === 'all' ? 0 : Math.max(0, this.#cursor - LATE_WITHIN);
        const known = [...window.known.keys()].filter((id) => id > after);
        rows = await readMissed(this.#reader(), after, this.#cursor, known);
      }
      if (age !== this.#age) return;
      this.#take(rows);
      if (rows.length === PAGE) this.want(look);
    } catch (error) {
      this.want(look);
      throw error;
    }
  }

  async #readNew(): Promise<void> {
    const age = this.#age;
    const { rows, top } = await readNew(this.#reader(), this.#cursor);
    if (age !== this.#age) return;
    const last = rows.at(-1)?.id ?? 0;
    this.#cursor = Math.max(this.#cursor, rows.length === PAGE ? last : top);
    this.#take(rows);
    if (rows.length === PAGE) this.want('fresh');
  }

  async #refill(): Promise<void> {
    const { window } = this.#parts;
    const age = this.#age;
    for (const { chat, after, room } of window.hungry()) {
      const rows = await readChat({ ...this.#reader(), limit: room }, chat, after);
      if (age !== this.#age) return;
      this.#take(rows, true);
      if (rows.length === room) continue;
      window.readToEnd(chat);
      // While its share was full, its due and late rows were passed over.
      this.want('due', 'missed');
    }
  }

  async #dropStale(): Promise<void> {
    const { database, botId, window, log, replyMaxAge } = this.#parts;
    const now = this.#parts.nowSeconds();
    this.#sawStale = false;
    const limits = staleLimits(now, replyMaxAge);
    const { dropped, last } = await dropStale(database, botId, this.#staleFrom, limits, DROP_PAGE);
    this.dropped += dropped;
    if (dropped === DROP_PAGE) {
      this.#staleFrom = last;
      this.want('stale');
      return;
    }
    this.#staleFrom = 0;
    window.remove((row) => isStale(row, now, replyMaxAge));
    if (dropped > 0) log.info({ dropped }, 'Notices that came too late were dropped');
  }

  #take(rows: readonly StoredRow[], refill = false): void {
    const { window, nowSeconds, replyMaxAge, log } = this.#parts;
    const now = nowSeconds();
    for (const row of rows) {
      const job = parse(row);
      if (!job) log.error({ row: row.id, chat: row.chat }, 'A row of the outbox cannot be read: dropped');
      if (job && !isStale({ ...row, job }, now, replyMaxAge)) {
        window.add(row, job, refill);
      } else if (!window.known.has(row.id)) {
        this.#done.push(row.id);
        this.dropped += 1;
        this.#sawStale = true;
      }
    }
  }

  #reader(): Reader {
    const { database, botId, window, nowSeconds } = this.#parts;
    return { flight: database, botId, now: nowSeconds(), limit: PAGE, skip: window.overflowing() };
  }
}

function parse(row: StoredRow): Job | null {
  try {
    const body = JSON.parse(row.body) as Notice | { messageIds: number[] };
    if ('messageIds' in body) return { is: 'delete', messageIds: [...body.messageIds], singly: false };
    return 'key' in body && row.job === 'notice' ? { is: 'notice', notice: body } : null;
  } catch {
    return null;
  }
}
