import { type Buckets, bucketsOf } from '../../leaderboard/places.ts';
import type { UserId } from '../../model/ids.ts';
import type { ChatRow, MemberRow } from './rows.ts';

const NOWHERE: Buckets = { reputation: null, experience: null };

/** Where members of a chat with a histogram stood before the batch. */
export class RanksDraft {
  readonly #row: ChatRow;
  readonly #before = new Map<UserId, Buckets>();

  constructor(row: ChatRow) {
    this.#row = row;
  }

  /** Takes a member as storage knew them. */
  remember(member: MemberRow): void {
    this.#before.set(member.userId, this.now(member));
  }

  before(id: UserId): Buckets {
    return this.#before.get(id) ?? NOWHERE;
  }

  /** Where a member stands by what they have now; as long as the histogram is being made, some stand nowhere. */
  now(member: MemberRow): Buckets {
    const { rankedTo, rankBits } = this.#row;
    return rankedTo !== null && member.userId <= rankedTo ? bucketsOf(member, rankBits) : NOWHERE;
  }

  /** The histogram was emptied in the midst of the batch. */
  clear(): void {
    this.#before.clear();
  }
}
