import type { UserId } from '../../model/ids.ts';
import { fullName } from '../../model/person.ts';
import { compareRanked, type Ranked } from '../../reputation/overtake.ts';
import type { DraftRows } from './draft-rows.ts';
import type { People } from './people.ts';
import type { MemberRow } from './rows.ts';

/** Somebody whose rows are in the draft: they may have moved, so what storage said of them counts no more. */
interface Drafted extends Ranked {
  /** Present, no bot, not hidden, with something: in the rating of the chat. */
  ranked: boolean;
}

/** Whom the batch may touch, as they stand now. */
interface Touched {
  readonly asked: ReadonlySet<UserId>;
  readonly members: Pick<DraftRows<UserId, MemberRow>, 'get'>;
  readonly people: Pick<People, 'get'>;
}

/**
 * A chat's rating while a batch is folded. What storage knew of those whom the batch does not touch cannot change;
 * those it touches are laid over it as they stand now. So it is exact at each event, wherever a batch began.
 * Read only where a gift is possible, and counted only where a text of the chat says a place.
 * `moved`: what a message has made of people so far, before it is applied.
 */
export class Standings {
  readonly #touched: Touched;
  readonly #first: Ranked[] = [];
  #above: Map<number, number> | null = null;
  /** How those whose rows were loaded stood then, where a place may be asked for. */
  readonly #before = new Map<UserId, { ranked: boolean; reputation: number }>();

  constructor(touched: Touched) {
    this.#touched = touched;
  }

  /** One of the first of the stored rating. As many are read as may be asked for, and one for each one touched. */
  rememberFirst(row: Ranked): void {
    this.#first.push(row);
  }

  /** How many have exactly this reputation, those touched among them. Told at least once where it was counted. */
  rememberCount(reputation: number, people: number): void {
    this.#above ??= new Map();
    this.#above.set(reputation, (this.#above.get(reputation) ?? 0) + people);
  }

  /** One of those counted above, whom the batch may touch; be it told once or by name again. */
  rememberTouched(row: MemberRow): void {
    if (!this.#above) return;
    this.#before.set(row.userId, { ranked: this.#isRanked(row), reputation: row.reputation });
  }

  /** The first `count` above zero now, best first. */
  first(count: number, moved: ReadonlyMap<UserId, number>): Ranked[] {
    const drafted = this.#drafted(moved);
    const others = this.#first
      .filter(({ id }) => !drafted.has(id))
      // Names may have been learnt since.
      .map((row) => ({ ...row, name: this.#nameOf(row.id) ?? row.name }));
    const own = [...drafted.values()].filter(({ ranked, reputation }) => ranked && reputation > 0);
    return [...others, ...own].sort(compareRanked).slice(0, count);
  }

  /** The place of one who is touched, counting from 1; equals share one. Null: not in the rating, or not counted. */
  place(id: UserId, moved: ReadonlyMap<UserId, number>): number | null {
    if (!this.#above) return null;
    const drafted = this.#drafted(moved);
    const own = drafted.get(id);
    if (!own?.ranked) return null;
    const isAbove = ({ ranked, reputation }: { ranked: boolean; reputation: number }) =>
      ranked && reputation > own.reputation;
    let above = 0;
    for (const [reputation, people] of this.#above) if (reputation > own.reputation) above += people;
    above += [...drafted.values()].filter(isAbove).length - [...this.#before.values()].filter(isAbove).length;
    return above + 1;
  }

  #drafted(moved: ReadonlyMap<UserId, number>): Map<UserId, Drafted> {
    const { asked, members } = this.#touched;
    const drafted = new Map<UserId, Drafted>();
    for (const id of asked) {
      const row = members.get(id);
      const reputation = moved.get(id) ?? row?.reputation ?? 0;
      const ranked = this.#isRanked({
        userId: id,
        present: row?.present ?? true,
        hidden: row?.hidden ?? this.#touched.people.get(id)?.hides ?? false,
        reputation,
      });
      drafted.set(id, { id, name: this.#nameOf(id) ?? `#${id}`, reputation, ranked });
    }
    return drafted;
  }

  #nameOf(id: UserId): string | null {
    const person = this.#touched.people.get(id);
    return person && fullName({ ...person, id });
  }

  #isRanked({
    userId,
    present,
    hidden,
    reputation,
  }: Pick<MemberRow, 'userId' | 'present' | 'hidden' | 'reputation'>): boolean {
    return present && !hidden && reputation !== 0 && this.#touched.people.get(userId)?.isBot !== true;
  }
}
