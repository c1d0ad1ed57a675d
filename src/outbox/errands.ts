import type { Errand } from '../model/errand.ts';
import { DAY, HOUR, type Seconds } from '../model/time.ts';
import type { Lesson } from '../model/trouble.ts';
import type { Database } from '../storage/database.ts';
import { type ActParts, invite, lift, type MadeLinks, restrict, setTag } from './errand-acts.ts';
import { createErrandCall, type ErrandCallParts, type ErrandEnd } from './errand-call.ts';
import {
  closeErrand,
  delayErrand,
  delayPlace,
  parseErrand,
  REFUSED,
  readErrands,
  redirectErrand,
  type StoredErrand,
} from './errand-store.ts';
import type { Machine } from './machine.ts';

export interface ErrandParts extends Omit<ErrandCallParts, 'machineNow'> {
  database: Database;
  botId: number;
  machine: Machine;
  nowSeconds(): Seconds;
  /** What a chat does not let the bot do, or does again. */
  learnt(chat: number, lesson: Lesson): Promise<void>;
  migrated(from: number, to: number): Promise<void>;
  /** Something is to be said. */
  said(): void;
  /** There is nothing more to do now. */
  rested(): void;
}

/** Errands read at once. */
const PAGE = 20;
const TOKEN_PAUSE_MS = 60_000;
const DATABASE_PAUSE_MS = 500;
/** What an admin must change first is tried so often, and given up after so many times. */
const PATIENCE: Seconds = DAY;
const MOST_DAYS = 60;

/**
 * Works off what is to be done for members, one after the other in the order in which it arose. What has no answer
 * comes again later; what a missing right prevents waits for the right (`releaseErrands`), or a day.
 */
export class Errands {
  readonly #parts: ErrandParts;
  readonly #acts: ActParts;
  readonly #made: MadeLinks = new Map();
  #working = false;
  #wanted = false;
  #asleep = false;

  constructor(parts: ErrandParts) {
    this.#parts = parts;
    const { database, botId, nowSeconds, machine } = parts;
    const call = createErrandCall({ ...parts, machineNow: machine.now });
    this.#acts = { database, botId, nowSeconds, call };
  }

  get busy(): boolean {
    return this.#working || this.#wanted || this.#asleep;
  }

  /** An errand has begun and is not over. */
  get underWay(): boolean {
    return this.#working;
  }

  /** Looks for errands that are due; what arises meanwhile is found as well. */
  work(): void {
    this.#wanted = true;
    if (this.#working || this.#asleep || !this.#parts.running()) return;
    this.#working = true;
    void this.#workOff().finally(() => {
      this.#working = false;
      if (this.#wanted) this.work();
      this.#parts.rested();
    });
  }

  async #workOff(): Promise<void> {
    const { database, botId, nowSeconds, running, log } = this.#parts;
    try {
      while (running()) {
        this.#wanted = false;
        const rows = await readErrands(database, botId, nowSeconds(), PAGE);
        if (rows.length === 0) return;
        for (const row of rows) {
          if (!running()) return;
          const pauseMs = await this.#tryOne(row);
          if (pauseMs === 0) continue;
          if (pauseMs !== null) return this.#sleep(pauseMs);
          break;
        }
      }
    } catch (error) {
      // The outbox, which reaches the same one, tells of it.
      log.debug({ error: String(error) }, 'Errands cannot reach their database; trying again');
      this.#sleep(DATABASE_PAUSE_MS);
    } finally {
      if (!running()) this.#wanted = false;
    }
  }

  /** Milliseconds for which nothing may go; null: the rest of what was read is to be read again. */
  async #tryOne(row: StoredErrand): Promise<number | null> {
    const { database, nowSeconds, log } = this.#parts;
    const errand = parseErrand(row);
    if (!errand) {
      log.error({ errand: row.id, chat: row.chat }, 'An errand cannot be read: dropped');
      await closeErrand(database, row.id);
      return 0;
    }
    const end = await this.#act(row, errand);
    const now = nowSeconds();
    switch (end.is) {
      case 'done':
        if (!end.told) await closeErrand(database, row.id);
        else this.#parts.said();
        if (end.did) await this.#mended(row, errand);
        return 0;
      case 'wait':
        return Math.max(1, end.ms);
      case 'token':
        log.error({}, 'Telegram does not accept BOT_TOKEN: nothing is done. Next try in 60 s.');
        return TOKEN_PAUSE_MS;
      case 'flood':
        log.info({ place: row.place, seconds: end.wait }, 'Telegram asks to wait');
        await delayPlace(database, row.place, ['tag', 'invite', 'limit'], now + end.wait);
        return null;
      case 'again':
        await delayErrand(database, row.id, now + Math.min(HOUR, 2 ** Math.min(row.attempts, 12)));
        return 0;
      case 'migrated':
        await this.#parts.migrated(row.place, end.to);
        await redirectErrand(database, row, end.to);
        return null;
      case 'fault':
        return this.#refused(row, end, now);
    }
  }

  #act(row: StoredErrand, errand: Errand): Promise<ErrandEnd> {
    switch (errand.do) {
      case 'tag':
        return setTag(this.#acts, row, errand);
      case 'invite':
        return invite(this.#acts, row, errand, this.#made);
      case 'restrict':
        return restrict(this.#acts, row, errand);
      case 'lift':
        return lift(this.#acts, row);
    }
  }

  async #refused(
    row: StoredErrand,
    { why, description, drop = false, tag }: Extract<ErrandEnd, { is: 'fault' }>,
    now: Seconds,
  ): Promise<number | null> {
    const { database, log, learnt } = this.#parts;
    const about = { errand: row.id, kind: row.kind, chat: row.chat, place: row.place, description };
    if (why === 'person' || why === 'refused') {
      if (why === 'refused') log.warn(about, 'Telegram refuses an errand: dropped');
      else log.debug(about, 'It cannot be done for this person: dropped');
      await closeErrand(database, row.id);
      // Telegram's words do not tell why; only another tag can help.
      if (tag && !(row.tagTold && row.refusedTag === tag))
        await learnt(row.chat, { is: 'trouble', name: 'rewards_tag_refused', detail: tag });
      return 0;
    }
    log.info(about, 'The bot may not do it there');
    if (drop || row.attempts >= MOST_DAYS) await closeErrand(database, row.id);
    else {
      await delayErrand(database, row.id, now + PATIENCE);
      // The others would meet the same.
      await delayPlace(database, row.place, [row.kind], now + PATIENCE);
    }
    // That it is out of its own chat it hears from Telegram itself.
    const gone = why === 'out' && row.place === row.chat;
    const name = REFUSED[row.kind];
    const known = row.refused !== null && row.told;
    if (!known && !gone) await learnt(row.chat, { is: 'trouble', name, detail: detailOf(row) });
    return null;
  }

  /** Where something stood in the way before, it does so no more. */
  async #mended(row: StoredErrand, errand: Errand): Promise<void> {
    if (row.refusedTag !== null && errand.do === 'tag' && errand.tag !== '')
      await this.#parts.learnt(row.chat, { is: 'over', name: 'rewards_tag_refused', detail: errand.tag });
    const detail = detailOf(row);
    if (row.refused === null || (detail !== null && row.refused !== detail)) return;
    await this.#parts.learnt(row.chat, { is: 'over', name: REFUSED[row.kind], detail });
  }

  #sleep(ms: number): void {
    this.#asleep = true;
    this.#wanted = false;
    this.#parts.machine.after(ms, () => {
      this.#asleep = false;
      this.work();
    });
  }
}

/** Which group it is that the bot may not invite to. */
function detailOf({ kind, place, placeTitle }: StoredErrand): string | null {
  return kind === 'invite' ? placeTitle || String(place) : null;
}
