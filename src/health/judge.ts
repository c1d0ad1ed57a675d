import type { UserId } from '../model/ids.ts';
import type { Seconds } from '../model/time.ts';
import type { Condition } from './condition.ts';
import { isMissing, lacking, type RightName } from './rights.ts';

/** What is remembered of a right that is, or was, missing. */
export interface Kept {
  readonly name: RightName;
  readonly since: Seconds;
  /** When somebody came to know of it; null: nobody could be reached. */
  readonly toldAt: Seconds | null;
  /** Whom a note told; empty where it was known without one. */
  readonly toldTo: readonly UserId[];
  /** Null: it is missing still. */
  readonly healedAt: Seconds | null;
  readonly detail: string | null;
}

/**
 * Where a change comes from. `telegram`: Telegram has told of it, or refused something. `noticed`: a list of admins
 * shows it; whoever did it will be told by Telegram's own word, which may come still. `greeted`: the bot has come and
 * its greeting says what it lacks. `settings`: an admin's own doing. `out`: it is gone from the chat.
 */
export type Cause = 'telegram' | 'noticed' | 'greeted' | 'settings' | 'out';

export interface Verdict {
  /** What is to be remembered from now on; of those to tell without when and whom. */
  readonly changed: readonly Kept[];
  readonly tell: readonly RightName[];
  /** What is there again, of which a note was sent. */
  readonly well: readonly Kept[];
}

/** Compares a chat before and after something happened: each lack is told once, until it is over. */
export function judge(
  [before, after]: readonly [Condition, Condition],
  kept: ReadonlyMap<RightName, Kept>,
  cause: Cause,
  at: Seconds,
): Verdict {
  const changed: Kept[] = [];
  const tell: RightName[] = [];
  const well: Kept[] = [];
  const were = new Set(lacking(before));
  const gone = cause === 'out' || after.status === 'out';
  const are = gone ? [] : lacking(after);
  for (const name of are) {
    const known = kept.get(name);
    const detail = detailOf(name, after);
    // Of what nobody needed any more, another one is another lack.
    const other = !were.has(name) && known?.detail !== detail;
    const open = known?.healedAt === null && !other ? known : null;
    if (open && (open.toldAt !== null || cause !== 'telegram')) continue;
    // What was missing before anybody kept account of it is no news.
    const news = cause === 'telegram' && (open !== null || !were.has(name));
    if (news) tell.push(name);
    const untold = news || (cause === 'noticed' && !were.has(name));
    const since = open?.since ?? at;
    changed.push({ name, since, toldAt: untold ? null : at, toldTo: [], healedAt: null, detail });
  }
  for (const row of kept.values()) {
    if (row.healedAt !== null || are.includes(row.name)) continue;
    changed.push({ ...row, healedAt: at });
    const said = cause === 'telegram' || cause === 'noticed';
    if (said && !gone && row.toldTo.length > 0 && !isMissing(row.name, after)) well.push(row);
  }
  return { changed, tell, well };
}

function detailOf(name: RightName, condition: Condition): string | null {
  const { closedTopic, refusedReaction, refusedTag, cannotInvite } = condition;
  if (name === 'rewards_cannot_invite') return cannotInvite;
  if (name === 'rewards_tag_refused') return refusedTag;
  if (name === 'topic_closed') return closedTopic?.thread?.toString() ?? null;
  return name === 'reaction_refused' ? refusedReaction : null;
}
