import { readCounts } from '../../engine/jobs/jobs.ts';
import { anyRewards } from '../../engine/jobs/points.ts';
import { readJob } from '../../ledger/store.ts';
import { type Html, join } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** How far a work on all members is, or what it came to. Null: another has begun since. */
export async function job({ database, chat, chatId, notice, say }: ViewContext): Promise<Rendered | null> {
  const row = await readJob(database, chatId);
  if (!row || row.number !== notice.params.job) return null;
  const { done, total, kind } = row;
  if (row.state === 'running') return { html: say('job.running', { done, total }) };
  const { titles, points, given, taken, skipped } = readCounts(row.counts);
  const lines: Html[] = [];
  if (kind === 'convert' || kind === 'restart') lines.push(say(`job.done_${kind}`, { done, points }));
  if (kind === 'convert' && anyRewards(chat?.rewards ?? '')) lines.push(say('points.rewards'));
  if (kind !== 'convert' && kind !== 'restart') {
    lines.push(say('job.done_sync', { done, titles, given }));
    if (kind === 'sync_exact') lines.push(say('job.taken', { taken }));
    if (given + taken > 0) lines.push(say('job.on_way'));
    if (skipped > 0) lines.push(say('job.skipped', { skipped }));
  }
  return { html: join(lines, '\n'), last: true };
}
