import type { Notice } from '../model/notice.ts';
import type { Seconds } from '../model/time.ts';
import type { StoredRow } from './store.ts';

/**
 * What of the queue is in memory. A *lane* is an order to be kept: one call at a time, the next one after it. A
 * *source* is a chat's share of the window: a chat with a long queue fills its share and the rest of it stays in
 * the database, so that it neither crowds out the others nor is read again and again.
 */

export type Job = { is: 'notice'; notice: Notice } | { is: 'delete'; messageIds: number[]; singly: boolean };

export interface Row {
  id: number;
  chat: number;
  job: Job;
  at: Seconds;
  dueAt: Seconds;
  keep: boolean;
  /** `answer`: only the press behind an edit is answered; the row lives on for the edit itself. */
  part: 'whole' | 'answer';
  /** Its picture was refused: it is said in words. */
  plain?: boolean;
  /** Rungs of the ladder that failed. */
  failed: string[];
  /** Tries that ended without an answer, and those of them during which Telegram answered others. */
  tries: number;
  strikes: number;
  seenAnswers: number;
}

export interface Lane {
  key: string;
  rows: Row[];
  /** `free`: nothing to do with it until a row comes. */
  state: 'free' | 'ready' | 'asleep' | 'busy';
}

interface Source {
  rows: Map<number, Row>;
  /** The highest number taken in. */
  last: number;
  /** More of it may stand in the database, above `last`. */
  more: boolean;
}

/** Rows in memory, and those of one chat. 32 outlast two readings; 300 chats fill the window. */
const MOST = 10_000;
const SHARE = 32;
/** Where there is more to say than Telegram allows, every fifth call removes something, so that nothing stands for ever. */
const TIDY_EVERY = 5;

export class Window {
  /** Every row that is in the database and need not be read: waiting, in flight, or done and not yet deleted. */
  readonly known = new Map<number, Row>();
  readonly #lanes = new Map<string, Lane>();
  readonly #sources = new Map<number, Source>();
  readonly #ready = new Set<Lane>();
  /** Ready as well, with messages to remove: nobody waits for that, but somebody does for what is to be said. */
  readonly #tidying = new Set<Lane>();
  #taken = 0;
  /** Latest first. */
  #asleep: { lane: Lane; until: number }[] = [];

  get empty(): boolean {
    return this.#lanes.size === 0;
  }

  get room(): number {
    return MOST - this.known.size;
  }

  /** Chats whose share is full: they are read by `hungry`, not with the others. */
  overflowing(): number[] {
    return [...this.#sources].filter(([, source]) => source.more).map(([chat]) => chat);
  }

  /** Chats whose share has run low, and above which number to go on reading. */
  hungry(): { chat: number; after: number; room: number }[] {
    const low: { chat: number; after: number; room: number }[] = [];
    for (const [chat, { more, rows, last }] of this.#sources) {
      if (more && rows.size <= SHARE / 4) low.push({ chat, after: last, room: SHARE - rows.size });
    }
    return low;
  }

  /** How many notices of a chat wait here, and whether more of them stand in the database. */
  sayingIn(chat: number): { messages: number; more: boolean } {
    const source = this.#sources.get(chat);
    const notices = [...(source?.rows.values() ?? [])].filter(({ job }) => job.is === 'notice');
    return { messages: notices.length, more: source?.more ?? false };
  }

  /** The whole queue of a chat is in memory again. */
  readToEnd(chat: number): void {
    const source = this.#sources.get(chat);
    if (!source) return;
    source.more = false;
    if (source.rows.size === 0) this.#sources.delete(chat);
  }

  /** `refill`: read for this chat alone, in order. False: it is known, or waits in the database. */
  add(stored: StoredRow, job: Job, refill = false): boolean {
    if (this.known.has(stored.id)) return false;
    let source = this.#sources.get(stored.chat);
    if (!source) {
      source = { rows: new Map(), last: 0, more: false };
      this.#sources.set(stored.chat, source);
    }
    if (!refill && (source.more || source.rows.size >= SHARE)) {
      source.more = true;
      return false;
    }
    const row = newRow(stored, job);
    source.rows.set(row.id, row);
    source.last = Math.max(source.last, row.id);
    this.known.set(row.id, row);
    this.#enqueue(row);
    if (job.is === 'notice' && job.notice.way === 'edit' && job.notice.query !== null) {
      this.#enqueue({ ...newRow(stored, job), part: 'answer' });
    }
    return true;
  }

  /** The next lane that may be tried; it is busy until it is put back. */
  take(): Lane | null {
    const [said] = this.#ready;
    const [removed] = this.#tidying;
    this.#taken += 1;
    const lane = removed && (!said || this.#taken % TIDY_EVERY === 0) ? removed : said;
    if (!lane) return null;
    this.#ready.delete(lane);
    this.#tidying.delete(lane);
    lane.state = 'busy';
    return lane;
  }

  /** Puts a busy lane back: behind the other ready ones, or asleep until a moment. */
  putBack(lane: Lane, until: number | null = null): void {
    if (lane.rows.length === 0) {
      lane.state = 'free';
      this.#lanes.delete(lane.key);
    } else if (until === null) {
      lane.state = 'ready';
      (lane.rows[0]?.job.is === 'delete' ? this.#tidying : this.#ready).add(lane);
    } else {
      lane.state = 'asleep';
      const place = this.#asleep.findLastIndex((other) => other.until >= until) + 1;
      this.#asleep.splice(place, 0, { lane, until });
    }
  }

  /** Wakes the lanes whose moment has come. Returns when the next one wakes. */
  rouse(now: number): number | null {
    for (let next = this.#asleep.at(-1); next && next.until <= now; next = this.#asleep.at(-1)) {
      this.#asleep.pop();
      this.putBack(next.lane);
    }
    return this.#asleep.at(-1)?.until ?? null;
  }

  get hasReady(): boolean {
    return this.#ready.size > 0 || this.#tidying.size > 0;
  }

  /** It is done with. It stays known until its row is deleted (`forget`). */
  close(lane: Lane, row: Row): void {
    const place = lane.rows.indexOf(row);
    if (place >= 0) lane.rows.splice(place, 1);
    if (row.part === 'whole') this.#leave(row);
  }

  forget(ids: Iterable<number>): void {
    for (const id of ids) this.known.delete(id);
  }

  /** Takes rows that nobody is busy with out of memory; what becomes of them in the database is the caller's. */
  remove(test: (row: Row) => boolean): Row[] {
    const removed: Row[] = [];
    for (const lane of this.#lanes.values()) {
      const head = lane.state === 'busy' ? lane.rows[0] : undefined;
      const gone = lane.rows.filter((row) => row !== head && test(row));
      if (gone.length === 0) continue;
      lane.rows = lane.rows.filter((row) => !gone.includes(row));
      for (const row of gone) if (row.part === 'whole') removed.push(row);
      if (lane.rows.length > 0) continue;
      this.#ready.delete(lane);
      this.#tidying.delete(lane);
      this.#asleep = this.#asleep.filter((entry) => entry.lane !== lane);
      this.#lanes.delete(lane.key);
    }
    for (const row of removed) this.#leave(row);
    this.forget(removed.map((row) => row.id));
    return removed;
  }

  clear(): void {
    this.known.clear();
    this.#lanes.clear();
    this.#sources.clear();
    this.#ready.clear();
    this.#tidying.clear();
    this.#asleep = [];
  }

  #leave(row: Row): void {
    const source = this.#sources.get(row.chat);
    source?.rows.delete(row.id);
    if (source && source.rows.size === 0 && !source.more) this.#sources.delete(row.chat);
  }

  #enqueue(row: Row): void {
    const key = laneOf(row);
    let lane = this.#lanes.get(key);
    if (!lane) {
      lane = { key, rows: [], state: 'free' };
      this.#lanes.set(key, lane);
    }
    const before = lane.rows.findLastIndex((other) => other.id < row.id) + 1;
    lane.rows.splice(lane.state === 'busy' ? Math.max(1, before) : before, 0, row);
    if (lane.state === 'free') this.putBack(lane);
  }
}

/**
 * Order is kept within a chat. What is for one person keeps that person's order, wherever it will be said: a DM
 * that must wait holds up no group. Removals, reactions and the answers to presses wait for nobody.
 */
function laneOf(row: Row): string {
  if (row.job.is === 'delete') return `remove ${row.chat}`;
  const { way, to, query } = row.job.notice;
  if (row.part === 'answer' || way === 'toast') return `press ${query ?? row.id}`;
  if (way === 'reaction') return `react ${row.id}`;
  return `say ${way === 'private' ? (to ?? row.chat) : row.chat}`;
}

function newRow(stored: StoredRow, job: Job): Row {
  const { id, chat, at, dueAt, keep } = stored;
  return {
    id,
    chat,
    job,
    at,
    dueAt,
    keep,
    part: 'whole',
    failed: [],
    tries: 0,
    strikes: 0,
    seenAnswers: 0,
  };
}

/** For the log: which one, never what it says. */
export function nameOf(row: Row): object {
  return { row: row.id, chat: row.chat, key: row.job.is === 'notice' ? row.job.notice.key : 'remove' };
}
