import { onCurve } from '../../model/curve.ts';
import type { NewEntry } from '../../model/entry.ts';
import type { UserId } from '../../model/ids.ts';
import { readHoldings } from '../../ranks/holdings.ts';
import { titleOf } from '../../ranks/ladder.ts';
import { heldBySync } from '../../ranks/resync.ts';
import { diff, entitled, type Gifts, NO_GIFTS, type Rewards } from '../../ranks/rewards.ts';
import { CEILING } from '../../reputation/rules.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { JobRow, MemberRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import type { DueRule } from '../due.ts';
import { loadPieces, PIECE } from '../load/jobs.ts';
import { chainOf, handTo, standsAt } from '../ranks/holdings.ts';
import { curvesOf, type JobCounts, momentOf, readCounts } from './jobs.ts';

/** What somebody has from now on by `/sync`; `held` null: the rewards that they hold. */
export interface Synced {
  readonly of: UserId;
  readonly title: number | null;
  readonly held: readonly number[] | null;
}

/**
 * Works on all members of a chat, piece by piece, each by a tick of its own: what a piece has done and how far it came
 * are committed together, so that a process that dies loses nothing and does nothing twice.
 */
export const jobRule: DueRule = {
  load: loadPieces,
  next({ made: { job } }) {
    return job?.piece && job.running ? momentOf(job.running) : null;
  },
  decide(facts) {
    const { running, piece } = facts.job;
    return running && piece ? decidePiece(facts, running, piece) : NOTHING;
  },
};

function decidePiece(facts: ChatDraft, job: JobRow, piece: readonly UserId[]): Decision {
  const counts = readCounts(job.counts);
  const members = piece.flatMap((id) => (facts.people.get(id)?.isBot ? [] : (facts.members.get(id) ?? [])));
  const over = piece.length < PIECE;
  const done = job.done + members.length;
  const come =
    job.kind === 'sync' || job.kind === 'sync_exact'
      ? { synced: synced(facts, members, job.kind === 'sync_exact', counts) }
      : rescored(job, members, counts);
  return {
    ...NOTHING,
    ...come,
    job: {
      ...job,
      state: over ? 'done' : 'running',
      cursor: piece.at(-1) ?? job.cursor,
      done,
      // Who has come meanwhile is looked at, too.
      total: over ? done : Math.max(job.total, done),
      counts: JSON.stringify(counts),
    },
  };
}

/** Titles by the ladder and the switches as they are now, and rewards that are due to who stands there. */
function synced(
  facts: ChatDraft,
  members: readonly MemberRow[],
  exact: boolean,
  counts: JobCounts,
): readonly Synced[] {
  const switches = facts.rules.switches;
  const { ladder } = facts.titles;
  const chain = facts.row.rewards === '' ? null : chainOf(facts);
  return members.flatMap((member): Synced[] => {
    const { userId: of, experience, reputation } = member;
    const title = titleOf(experience, reputation, ladder, switches, member.title)?.id ?? null;
    if (title !== member.title) counts.titles += 1;
    if (!chain) return title === member.title ? [] : [{ of, title, held: null }];
    const before = readHoldings(member.holdings);
    const due = entitled(standsAt(facts, { experience, reputation, title }), chain);
    const held = heldBySync(before.held, due, chain.rewards, exact);
    const { give, take } = diff(before.held, held);
    for (const id of give) counts[canHave(facts, member, id, chain.rewards) ? 'given' : 'skipped'] += 1;
    counts.taken += take.length;
    const same = give.length === 0 && take.length === 0;
    return same && title === member.title ? [] : [{ of, title, held: same ? null : held }];
  });
}

/** What cannot be had is held all the same: Telegram is told when they are back, or no admins any more. */
function canHave(facts: ChatDraft, { userId, present }: MemberRow, id: number, { list }: Rewards): boolean {
  const gifts = list.find((one) => one.id === id)?.gifts;
  const { tag: _, short: __, ...others } = gifts ?? NO_GIFTS;
  const tagAlone = Object.entries(others).every(([name, gift]) => gift === NO_GIFTS[name as keyof Gifts]);
  return present && !(facts.isAdmin(userId) && tagAlone);
}

/** Points converted, or written off: a line of the ledger for each member whose points change. */
function rescored(job: JobRow, members: readonly MemberRow[], counts: JobCounts): Pick<Decision, 'entries'> {
  const curves = job.kind === 'convert' ? curvesOf(job.payload) : null;
  if (job.kind === 'convert' && !curves) return { entries: [] };
  const entries: NewEntry[] = [];
  for (const { userId: receiver, experience: before } of members) {
    const after = curves ? onCurve(curves.from, curves.to, before, CEILING) : 0;
    if (after === before) continue;
    entries.push({
      ...{ at: job.askedAt, kind: 'convert', giver: job.askedBy, receiver, giverRole: 'admin' },
      ...{ reputation: 0, experience: after - before, messageId: null, reason: null, reverses: null },
    });
  }
  counts.points += entries.length;
  return { entries };
}

/** Takes down how far a work is; while it is running its chat is due. */
export function applyJob(facts: ChatDraft, job: JobRow, synced: readonly Synced[] = []): void {
  facts.job.set(job);
  if (job.state === 'running') facts.due(momentOf(job));
  for (const { of, title, held } of synced) {
    const member = facts.touch(of, job.askedAt);
    member.title = title;
    if (held) handTo(facts, member, readHoldings(member.holdings), held, job.askedAt);
  }
}
