import { onCurve } from '../model/curve.ts';
import type { NewEntry } from '../model/entry.ts';
import type { UserId } from '../model/ids.ts';
import { titleOf } from '../ranks/ladder.ts';
import { CEILING } from '../reputation/rules.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';
import type { DueRule } from './due.ts';
import { curvesOf, type JobCounts, momentOf, readCounts } from './jobs.ts';
import { loadPieces, PIECE } from './load-jobs.ts';
import type { JobRow, MemberRow } from './rows.ts';
import { switchesOf } from './titles.ts';

/**
 * Works on all members of a chat, piece by piece, each by a tick of its own: what a piece has done and how far it came
 * are committed together, so that a process that dies loses nothing and does nothing twice.
 */
export const jobRule: DueRule = {
  ticksOnly: true,
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
  const done = job.done + piece.length;
  const come =
    job.kind === 'sync' || job.kind === 'sync_exact'
      ? synced(facts, members, counts)
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

/** Titles by the ladder and the switches as they are now. */
function synced(
  facts: ChatDraft,
  members: readonly MemberRow[],
  counts: JobCounts,
): Pick<Decision, 'titles'> {
  const switches = switchesOf(facts.rules.settings);
  const { ladder } = facts.titles;
  const titles: [UserId, number | null][] = [];
  for (const { userId, experience, reputation, title } of members) {
    const now = titleOf(experience, reputation, ladder, switches, title)?.id ?? null;
    if (now !== title) titles.push([userId, now]);
  }
  counts.titles += titles.length;
  return { titles };
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
export function applyJob(facts: ChatDraft, job: JobRow, titles: Decision['titles'] = []): void {
  facts.job.set(job);
  if (job.state === 'running') facts.due(momentOf(job));
  for (const [id, title] of titles) facts.touch(id, job.askedAt).title = title;
}
