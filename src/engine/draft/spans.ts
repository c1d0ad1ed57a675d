import { type ChatClimate, periodOf } from '../../experience/climate.ts';
import { type Gathered, NOTHING_GATHERED, pack, unpack } from '../../experience/gathered.ts';
import type { Lesson, SpanPolicy } from '../../experience/span.ts';
import type { ChatId, UserId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import type { DraftRows } from './draft-rows.ts';
import type { ChatRow, MemberRow } from './rows.ts';

export interface SpanRow extends Gathered {
  userId: UserId;
}

const MOST_KEPT = 5_000;
const kept = new Map<ChatId, { stored: string; read: ChatClimate }>();

/** It changes four times an hour, and is asked for with every message. Kept with what it was read from, so never stale. */
function climateOf(chat: ChatId, stored: string): ChatClimate {
  const known = kept.get(chat);
  if (known?.stored === stored) return known.read;
  const read = JSON.parse(stored) as ChatClimate;
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value as ChatId);
  kept.set(chat, { stored, read });
  return read;
}

/** A chat's spans while a batch is folded: what stands packed in its members' rows, and what the chat has learnt. */
export class SpansDraft {
  /** `spansDueAt` or the climate has changed; they are written by themselves. */
  chatChanged = false;
  /** Whose span is being settled, and at which moment; null: none is. */
  closing: SpanRow | null = null;
  /** What everybody who gathers in this chat has gathered, as storage had it; null: it was not needed. */
  everybody: Map<UserId, string> | null = null;
  /** All that is over until then was read; null: nothing of that kind. */
  overUntil: Seconds | null = null;
  /** What is open beyond what a tick has read closes no earlier; null: nothing is. */
  beyond: Seconds | null = null;
  /** Who is not looked for any more. */
  readonly idle = new Set<UserId>();
  readonly #row: ChatRow;
  readonly #members: DraftRows<UserId, MemberRow>;
  readonly #rows = new Map<UserId, SpanRow>();
  readonly #changed = new Set<UserId>();

  constructor(row: ChatRow, members: DraftRows<UserId, MemberRow>) {
    this.#row = row;
    this.#members = members;
  }

  get(userId: UserId): SpanRow {
    const known = this.#rows.get(userId);
    if (known) return known;
    const packed = this.#members.get(userId)?.gathered ?? null;
    const { kind, turn, span, wake, lesson, poll, texts } =
      packed === null ? NOTHING_GATHERED : unpack(packed);
    const row = { userId, kind, turn, span, wake, lesson, poll, texts };
    this.#rows.set(userId, row);
    return row;
  }

  /** `member`: their row, which is about to be written. */
  set(member: MemberRow, row: SpanRow): void {
    this.#rows.set(row.userId, row);
    this.#changed.add(row.userId);
    member.spanClosesAt = row.span?.closesAt ?? null;
    member.gathers = row.span !== null || this.#isNew(row.lesson);
    if (row.span) this.due(row.span.closesAt);
  }

  /** Whether the chat has still to learn it. */
  #isNew(lesson: Lesson | null): boolean {
    return lesson !== null && periodOf(lesson.at) >= (this.climate?.period ?? 0);
  }

  /** Puts what has changed into its members' rows: before they are written, and once a batch. */
  store(): void {
    for (const id of this.#changed) {
      const member = this.#members.get(id);
      if (member) member.gathered = pack(this.get(id));
    }
    this.#changed.clear();
  }

  /** Null: nothing was learnt yet. */
  get climate(): ChatClimate | null {
    return this.#row.climate === null ? null : climateOf(this.#row.chatId, this.#row.climate);
  }

  set climate(climate: ChatClimate) {
    this.#row.climate = JSON.stringify(climate);
    this.chatChanged = true;
  }

  get turn(): number {
    return this.climate?.turn ?? 0;
  }

  /** A span is open until then: it is judged by a tick that comes after, if nothing else judges it before. */
  due(at: Seconds): void {
    if (this.#row.spansDueAt !== null && this.#row.spansDueAt <= at) return;
    this.setDue(at);
  }

  setDue(at: Seconds | null): void {
    if (at === this.#row.spansDueAt) return;
    this.#row.spansDueAt = at;
    this.chatChanged = true;
  }

  /** Members of the batch whose span is over by then, in the order in which they end. */
  over(until: Seconds, ids?: Iterable<UserId>): MemberRow[] {
    const rows: MemberRow[] = [];
    const look = (member: MemberRow | undefined) => {
      if (member && member.spanClosesAt !== null && member.spanClosesAt <= until) rows.push(member);
    };
    if (ids) for (const id of ids) look(this.#members.get(id));
    else for (const member of this.#members.all()) look(member);
    return rows.length < 2
      ? rows
      : rows.sort((a, b) => Number(a.spanClosesAt) - Number(b.spanClosesAt) || a.userId - b.userId);
  }

  /** Everybody who gathers, as they are now. */
  gathering(): SpanRow[] {
    const rows: SpanRow[] = [];
    for (const { userId, gathers } of this.#members.all()) if (gathers) rows.push(this.get(userId));
    for (const [userId, gathered] of this.everybody ?? []) {
      if (!this.#members.get(userId) && !this.idle.has(userId)) rows.push({ userId, ...unpack(gathered) });
    }
    return rows;
  }

  /** Nothing is open nor was learnt of them in a whole period. */
  rest(userId: UserId): void {
    this.idle.add(userId);
    const member = this.#members.get(userId);
    if (member) member.gathers = false;
  }

  /** Whether what was gathered counts still: the chat may have had another policy meanwhile. */
  counts({ kind, turn }: Gathered, policy: SpanPolicy): boolean {
    return kind === policy.kind && turn === this.turn;
  }
}
