import type { Curve } from '../../model/curve.ts';
import type { MessageEvent, PressEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { Notice } from '../../model/notice.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Request } from '../../model/request.ts';
import { MINUTE, type Seconds } from '../../model/time.ts';
import { asker, refused, say } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { JobRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { parseStored, rulesOf } from '../rules-of.ts';

/** What a work has come to so far: members whose title or points changed, and rewards. */
export interface JobCounts {
  titles: number;
  points: number;
  given: number;
  taken: number;
  skipped: number;
}

const NO_COUNTS: JobCounts = { titles: 0, points: 0, given: 0, taken: 0, skipped: 0 };

export function readCounts(stored: string): JobCounts {
  return { ...NO_COUNTS, ...(JSON.parse(stored) as Partial<JobCounts>) };
}

/** The message that tells how far a work is says it anew so often, seconds: Telegram takes 20 edits a minute. */
const TOLD_EVERY = 5;

/** The moment at which its pieces are due: at once, though ticks keep a little behind the clock. */
export const momentOf = ({ askedAt }: JobRow): Seconds => askedAt - MINUTE;

type Asked = Pick<JobRow, 'kind' | 'payload'>;

/** `/sync`: everybody's title and rewards by the ladder and the rewards of today. */
export function askToSync(
  facts: ChatDraft,
  event: MessageEvent | PressEvent,
  { exact }: Extract<Request, { ask: 'sync' }>,
): Decision {
  return beginJob(facts, event, { kind: exact ? 'sync_exact' : 'sync', payload: null });
}

/** Begins a work on all members; where another is running, says how far that one is. */
export function beginJob(facts: ChatDraft, event: MessageEvent | PressEvent, asked: Asked): Decision {
  const { running, members, row } = facts.job;
  if (running) return refused(facts, event, refusalOf(running));
  const number = (row?.number ?? 0) + 1;
  return {
    ...NOTHING,
    job: newJob(number, asker(event), event.at, members, asked),
    notices: [told(facts, event, number)],
  };
}

function newJob(
  number: number,
  askedBy: UserId | null,
  askedAt: number,
  total: number,
  asked: Asked,
): JobRow {
  return {
    ...{ number, ...asked, askedBy, askedAt, state: 'running', cursor: 0, done: 0, total },
    counts: JSON.stringify(NO_COUNTS),
  };
}

const refusalOf = ({ done, total }: JobRow): Refusal => ({ no: 'job_running', done, total });

/** One message, which is said anew until the work is over. */
function told(facts: ChatDraft, event: MessageEvent | PressEvent, job: number): Notice {
  const params = { job };
  return {
    ...say(facts, event, 'view:job', params),
    later: { key: 'view:job', params, after: TOLD_EVERY, again: true },
  };
}

/** The settings on which it hangs what points mean: how they are earned, and which level takes how many. */
export function measureOf(stored: string): string {
  const { settings } = rulesOf(stored);
  const curve = settings['levels.curve'];
  return JSON.stringify({
    'experience.policy': settings['experience.policy'],
    'levels.curve': curve,
    ...(curve === 'custom' && { 'levels.custom': settings['levels.custom'] }),
  });
}

/** The curves between which points are converted; null: they are no others, or cannot be read. */
export function curvesOf(payload: string | null): { from: Curve; to: Curve } | null {
  const { from, to } = parseStored(payload ?? '');
  if (typeof from !== 'string' || typeof to !== 'string') return null;
  return { from: rulesOf(from).curve, to: rulesOf(to).curve };
}
