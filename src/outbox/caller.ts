import { HOUR, type Seconds } from '../model/time.ts';
import type { Flight } from '../storage/database.ts';
import { ApiError, type BotApi, type OutboxMethods } from './bot-api.ts';
import { type Fault, faultOf } from './faults.ts';
import { answered, backoff, type Health, unanswered } from './health.ts';
import type { Log } from './log.ts';
import { blocked, mayGo, type Pace, type PaceJob, went } from './pace.ts';
import { type Later, park, type Removal } from './store.ts';
import type { Way } from './ways.ts';
import { nameOf, type Row } from './window.ts';

/** What became of one try with a row. */
export type Outcome =
  /** Its row may go. `said`: it was really sent. */
  | { is: 'done'; said: boolean; removal?: Removal; later?: Later }
  /** Its row waits in the database, out of our sight. */
  | { is: 'parked' }
  /** Its row has a new chat: to be read again. */
  | { is: 'moved' }
  /** It stays the first of its lane; milliseconds. */
  | { is: 'wait'; ms: number }
  /** Telegram does not accept the token. */
  | { is: 'token' };

export const SAID = { is: 'done', said: true } as const;
export const DROPPED = { is: 'done', said: false } as const;

export type Reply<T> =
  | { is: 'ok'; result: T }
  /** Not now: a limit, a pause, or no answer. */
  | { is: 'later'; outcome: Outcome }
  | { is: 'fault'; fault: Fault; error: ApiError };

export interface CallerParts {
  flight: Flight;
  api: BotApi;
  pace: Pace;
  health: Health;
  /** Milliseconds of a clock that never jumps: paces and pauses. */
  machineNow(): number;
  /** The wall clock: ages. */
  nowSeconds(): Seconds;
  log: Log;
  /** False once the process stops, or another one delivers: no call begins any more. */
  running(): boolean;
}

/** A row that fails so often while others pass is the trouble itself. */
const MOST_STRIKES = 10;

/** Calls Telegram within its limits, and knows what to do where it does not answer. */
export function createCaller(parts: CallerParts) {
  const { flight, api, pace, health, log, machineNow, nowSeconds } = parts;

  async function call<Method extends keyof OutboxMethods>(
    row: Row,
    job: PaceJob,
    by: Way['by'] | 'other',
    method: Method,
    params: OutboxMethods[Method]['params'],
  ): Promise<Reply<OutboxMethods[Method]['result']>> {
    const now = machineNow();
    const wait = parts.running() ? Math.max(mayGo(pace, job, now), health.until - now) : backoff(0);
    if (wait > 0) return { is: 'later', outcome: { is: 'wait', ms: wait } };
    went(pace, job, now);
    try {
      const result = await api.call(method, params);
      answered(health);
      return { is: 'ok', result };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const fault = faultOf(error, by, job.chat > 0);
      if (fault.is === 'outage') {
        unanswered(health, machineNow());
        log.warn({ ...nameOf(row), code: error.code, description: error.description }, 'Telegram fails');
        return { is: 'later', outcome: await again(row) };
      }
      answered(health);
      if (fault.is === 'token') return { is: 'later', outcome: { is: 'token' } };
      if (fault.is !== 'flood') return { is: 'fault', fault, error };
      blocked(pace, job.chat, fault.wait, machineNow());
      log.info({ ...nameOf(row), seconds: fault.wait }, 'Telegram asks to wait');
      return { is: 'later', outcome: { is: 'wait', ms: fault.wait * 1000 } };
    }
  }

  /** Later, and later each time. What fails while Telegram answers others gives way to them in the end. */
  async function again(row: Row): Promise<Outcome> {
    if (health.answers > row.seenAnswers) row.strikes += 1;
    row.seenAnswers = health.answers;
    if (row.strikes < MOST_STRIKES) return { is: 'wait', ms: backoff(row.tries++) };
    log.error(
      nameOf(row),
      row.keep ? 'A notice fails every time: put off' : 'A notice fails every time: dropped',
    );
    if (!row.keep) return DROPPED;
    try {
      await park(flight, row.id, nowSeconds() + HOUR);
      return { is: 'parked' };
    } catch {
      return { is: 'wait', ms: backoff(row.tries) };
    }
  }

  return { call, again };
}

export type Call = ReturnType<typeof createCaller>['call'];
