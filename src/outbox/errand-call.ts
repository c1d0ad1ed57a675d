import type { Seconds } from '../model/time.ts';
import { ApiError, type BotApi } from './bot-api.ts';
import type { ErrandMethods } from './errand-api.ts';
import { type ErrandFault, errandFaultOf } from './errand-faults.ts';
import { answered, type Health, unanswered } from './health.ts';
import type { Log } from './log.ts';
import { mayGo, type Pace, type PaceJob, went } from './pace.ts';

/** What became of one try with an errand. */
export type ErrandEnd =
  /** `did`: Telegram took it; else there was nothing to do. `told`: something is to be said, and its row is gone. */
  | { is: 'done'; did: boolean; told?: boolean }
  | Unanswered
  /** `drop`: not to be tried again, whatever stood in the way. */
  | (Refused & { drop?: boolean });

interface Refused {
  is: 'fault';
  why: 'right' | 'out' | 'person' | 'refused';
  /** The tag that Telegram does not take as it is. */
  tag?: string;
  description: string;
}

type Unanswered =
  /** Nothing may go for so many milliseconds. */
  | { is: 'wait'; ms: number }
  /** Telegram asks this chat to wait. */
  | { is: 'flood'; wait: Seconds }
  /** No answer; later. */
  | { is: 'again' }
  | { is: 'token' }
  | { is: 'migrated'; to: number };

export type ErrandReply<T> = { is: 'ok'; result: T } | Unanswered | Refused;

export type ErrandCall = <Name extends keyof ErrandMethods>(
  place: number,
  method: Name,
  params: ErrandMethods[Name]['params'],
) => Promise<ErrandReply<ErrandMethods[Name]['result']>>;

export interface ErrandCallParts {
  api: BotApi<ErrandMethods>;
  pace: Pace;
  health: Health;
  machineNow(): number;
  running(): boolean;
  log: Log;
}

const STOPPED_MS = 500;

/** Calls Telegram within the limits that all calls share; it never waits for them itself. */
export function createErrandCall({
  api,
  pace,
  health,
  machineNow,
  running,
  log,
}: ErrandCallParts): ErrandCall {
  return async (place, method, params) => {
    const now = machineNow();
    const job: PaceJob = { chat: place, kind: 'light' };
    const ms = running() ? Math.max(mayGo(pace, job, now), health.until - now) : STOPPED_MS;
    if (ms > 0) return { is: 'wait', ms };
    went(pace, job, now);
    try {
      const result = await api.call(method, params);
      answered(health);
      return { is: 'ok', result };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const fault = errandFaultOf(error);
      if (fault.is === 'outage') {
        unanswered(health, machineNow());
        log.warn({ method, place, code: error.code, description: error.description }, 'Telegram fails');
        return { is: 'again' };
      }
      answered(health);
      return endOf(fault, error.description);
    }
  };
}

function endOf(fault: Exclude<ErrandFault, { is: 'outage' }>, description: string): Unanswered | Refused {
  if (fault.is === 'flood' || fault.is === 'token' || fault.is === 'migrated') return fault;
  return { is: 'fault', why: fault.is, description };
}
