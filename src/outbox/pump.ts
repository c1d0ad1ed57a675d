import type { Seconds } from '../model/time.ts';
import type { Outcome } from './caller.ts';
import { type Health, isBroken } from './health.ts';
import type { Log } from './log.ts';
import type { Machine } from './machine.ts';
import { mayGo, overallWait, type Pace } from './pace.ts';
import { isStale } from './stale.ts';
import type { Lane, Row, Window } from './window.ts';

/** Calls under way at once. */
const AT_ONCE = 10;
const TOKEN_PAUSE_MS = 60_000;

export interface PumpParts {
  window: Window;
  pace: Pace;
  health: Health;
  machine: Machine;
  nowSeconds(): Seconds;
  replyMaxAge: number;
  log: Log;
  /** May calls start at all? */
  running(): boolean;
  send(row: Row): Promise<Outcome>;
  /** A try has ended. `current`: the row still stands in the window. */
  settled(row: Row, outcome: Outcome, current: boolean): void;
}

/** Starts calls: as many as may go, each in its lane, and none before its time. */
export class Pump {
  inFlight = 0;
  readonly #parts: PumpParts;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #alarmAt = Number.POSITIVE_INFINITY;
  #reign = 0;

  constructor(parts: PumpParts) {
    this.#parts = parts;
  }

  /** Leadership changes hands: what was begun before belongs to a window that is gone. */
  startAfresh(): void {
    this.#reign += 1;
  }

  /** Starts every call that may start now, and sets the timer for the next one. */
  run(): void {
    const { window, pace, health, machine, running } = this.#parts;
    if (!running()) return;
    const now = machine.now();
    let next = window.rouse(now) ?? Number.POSITIVE_INFINITY;
    while (window.hasReady && this.inFlight < (isBroken(health) ? 1 : AT_ONCE)) {
      const free = Math.max(now + overallWait(pace, now), this.#pausedUntil, health.until);
      if (free > now) {
        next = Math.min(next, free);
        break;
      }
      const lane = window.take();
      const row = lane?.rows[0];
      if (!lane || !row) break;
      const wait = this.#waitOf(row, now);
      if (wait > 0) {
        window.putBack(lane, now + wait);
        next = Math.min(next, now + wait);
      } else {
        this.#start(lane, row);
      }
    }
    this.#alarm(next);
  }

  #start(lane: Lane, row: Row): void {
    const reign = this.#reign;
    this.inFlight += 1;
    void this.#parts.send(row).then((outcome) => {
      this.inFlight -= 1;
      if (outcome.is === 'token') this.#pauseForToken();
      if (reign === this.#reign) this.#putBack(lane, row, outcome);
      this.#parts.settled(row, outcome, reign === this.#reign);
    });
  }

  #putBack(lane: Lane, row: Row, outcome: Outcome): void {
    const { window, machine } = this.#parts;
    if (outcome.is === 'done' || outcome.is === 'parked' || outcome.is === 'moved') {
      window.close(lane, row);
      if (outcome.is !== 'done') window.forget([row.id]);
    }
    window.putBack(lane, outcome.is === 'wait' ? machine.now() + outcome.ms : null);
  }

  /** What is known without asking the database; where a private notice will go is not. */
  #waitOf(row: Row, now: number): number {
    const { pace, nowSeconds, replyMaxAge } = this.#parts;
    if (row.job.is === 'delete' || row.part === 'answer') return 0;
    if (row.job.notice.way === 'toast' || row.job.notice.way === 'reaction') return 0;
    if (row.job.notice.way === 'private' && row.chat < 0) return 0;
    if (isStale(row, nowSeconds(), replyMaxAge)) return 0;
    return mayGo(pace, { chat: row.chat, kind: 'message' }, now);
  }

  #pauseForToken(): void {
    const now = this.#parts.machine.now();
    if (this.#pausedUntil <= now) {
      this.#parts.log.error({}, 'Telegram does not accept BOT_TOKEN: nothing is sent. Next try in 60 s.');
    }
    this.#pausedUntil = now + TOKEN_PAUSE_MS;
  }

  #alarm(at: number): void {
    if (at >= this.#alarmAt) return;
    const { machine } = this.#parts;
    this.#alarmAt = at;
    machine.after(Math.max(1, Math.ceil(at - machine.now())), () => {
      if (this.#alarmAt === at) this.#alarmAt = Number.POSITIVE_INFINITY;
      this.run();
    });
  }
}
