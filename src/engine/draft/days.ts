import type { DayFacts } from '../../model/facts.ts';
import type { UserId } from '../../model/ids.ts';
import {
  addSums,
  type DaySums,
  dayOfToday,
  newToday,
  packToday,
  type Today,
  unpackToday,
} from '../../model/today.ts';
import { DraftRows } from './draft-rows.ts';
import type { MemberRow } from './rows.ts';

/** What stood in `day_sums` before the batch, as far as it was read, and what the batch adds. */
export interface DayRow {
  userId: UserId;
  day: number;
  before: Readonly<DaySums>;
  added: DaySums;
}

/** A day on which nothing was counted. */
const NO_SUMS: Readonly<DaySums> = newToday(0);

const NOBODY: readonly never[] = [];

/** What of the days of a member was read whose row does not tell where they end. */
interface Read {
  /** All days since then. */
  from: number;
  latest: DayRow | null;
}

/**
 * The days of a chat's members while a batch is folded. The latest one of each stands in their own row; what happens on a
 * later day closes it, and it is added to `day_sums`, like what comes late to a day that is over.
 */
export class DaysDraft {
  readonly rows = new DraftRows<string, DayRow>();
  #today: Map<UserId, Today> | null = null;
  /** Members whose row is older than `today`. Null: there are none, as in nearly every batch. */
  #old: Map<UserId, Read | null> | null = null;

  /** Takes a member's row that storage knew before the batch. */
  rememberMember({ userId, today }: MemberRow): void {
    if (today !== null) return;
    this.#old ??= new Map();
    this.#old.set(userId, this.#old.get(userId) ?? null);
  }

  /** Whose latest day must be looked up, and was not yet. */
  get unread(): readonly UserId[] {
    if (!this.#old) return NOBODY;
    return [...this.#old].flatMap(([id, read]) => (read ? [] : [id]));
  }

  /** Takes a row of `day_sums`. */
  remember(userId: UserId, day: number, before: Readonly<DaySums>): void {
    const row = { userId, day, before, added: newToday(day) };
    this.rows.remember(`${userId} ${day}`, row);
    const read = this.#old?.get(userId);
    if (read && day >= read.from && day > (read.latest?.day ?? Number.NEGATIVE_INFINITY)) read.latest = row;
  }

  /** All that `day_sums` has of a member since a day is to be remembered next. */
  readFrom(userId: UserId, from: number): void {
    if (this.#old?.get(userId) === null) this.#old.set(userId, { from, latest: null });
  }

  /** `member`: undefined for one of whom the chat knows nothing. */
  counts(member: MemberRow | undefined, day: number): DayFacts {
    if (!member) return NO_SUMS;
    const today = this.#todayOf(member);
    if (today && day >= today.day) return day === today.day ? today : NO_SUMS;
    const row = this.rows.get(`${member.userId} ${day}`);
    return row ? countsOf(row) : NO_SUMS;
  }

  /** The sums of a day to which something is about to be added. The member's row is about to change, too. */
  touch(member: MemberRow, day: number): DaySums {
    const today = this.#todayOf(member) ?? this.#firstOf(member, day);
    if (!today || day < today.day) return this.#past(member.userId, day).added;
    if (day === today.day) return today;
    addSums(this.#past(member.userId, today.day).added, today);
    return this.#begin(member.userId, newToday(day));
  }

  /** Puts what is known of the latest days into the rows of their members, who are written if they have changed. */
  store(members: DraftRows<UserId, MemberRow>): void {
    for (const [id, today] of this.#today ?? []) {
      const member = members.get(id);
      if (member) member.today = packToday(today);
    }
  }

  #todayOf(member: MemberRow): Today | null {
    const known = this.#today?.get(member.userId);
    if (known) return known;
    return member.today ? this.#begin(member.userId, unpackToday(member.today)) : null;
  }

  #begin(id: UserId, today: Today): Today {
    this.#today ??= new Map();
    this.#today.set(id, today);
    return today;
  }

  /** Null: it cannot be told whether this is their latest day. */
  #firstOf(member: MemberRow, day: number): Today | null {
    if (member.today === null) return this.#adopt(member.userId, day);
    return this.#begin(member.userId, newToday(day));
  }

  /**
   * Rows that are older than `today` do not tell their latest day: it is looked up in `day_sums`, and moves from there into
   * the member's row. Where it was not looked up, all goes to `day_sums`, and the row stays as it is.
   */
  #adopt(id: UserId, day: number): Today | null {
    const read = this.#old?.get(id);
    if (!read || day < read.from) return null;
    if (!read.latest) return this.#begin(id, newToday(day));
    const today = newToday(read.latest.day);
    addSums(today, read.latest.before);
    addSums(this.#past(id, today.day).added, today, -1);
    return this.#begin(id, today);
  }

  #past(id: UserId, day: number): DayRow {
    const key = `${id} ${day}`;
    const known = this.rows.touch(key);
    if (known) return known;
    const made = { userId: id, day, before: NO_SUMS, added: newToday(day) };
    this.rows.set(key, made);
    return made;
  }
}

/** With what the batch has added. */
function countsOf({ before, added }: DayRow): DayFacts {
  return {
    thanksGiven: before.thanksGiven + added.thanksGiven,
    thanksGot: before.thanksGot + added.thanksGot,
    minusGiven: before.minusGiven + added.minusGiven,
    minusGot: before.minusGot + added.minusGot,
    experienceGot: before.experienceGot + added.experienceGot,
  };
}

/** Whether a day may stand in `day_sums`, by what stands in a member's row. */
export const isPast = (today: string | null, day: number): boolean =>
  today !== null && today !== '' && dayOfToday(today) > day;
