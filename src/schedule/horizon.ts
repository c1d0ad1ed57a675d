import { MINUTE, type Seconds } from '../model/time.ts';

export interface HorizonDeps {
  /** The wall clock. */
  now(): Seconds;
  /** Whether updates have come, or may have, that are not counted: 0 where none. */
  waiting(): number;
}

export interface Horizon {
  /** How far the time of events has surely come; null: not known yet. */
  (): Seconds | null;
  /** A batch was committed whose latest event happened then. */
  handled(at: Seconds): void;
  /** Whether Telegram has no more updates for us, as far as its last answer tells. */
  caughtUp(yes: boolean): void;
  /** Whether it had none, as far as is known. */
  isCaughtUp(): boolean;
}

/** An update is on its way for so long at most, where nothing is wrong. */
export const ON_ITS_WAY: Seconds = 5;
/** Telegram knocks again after so long at the latest at a webhook that was away. */
export const KNOCKS_AGAIN: Seconds = 2 * MINUTE + 30;

/**
 * A tick never overtakes an update that happened before it: what is judged with the clock alone could not be judged
 * otherwise by what comes later. Hence the clock counts only while Telegram has nothing waiting for us; while a backlog
 * is worked off, time is that of the last update handled.
 */
export function createHorizon({ now, waiting }: HorizonDeps): Horizon {
  let latest: Seconds | null = null;
  let current = false;
  const horizon = (): Seconds | null => {
    const clock = now() - ON_ITS_WAY;
    if (current && waiting() === 0) return clock;
    return latest === null ? null : Math.min(clock, latest - ON_ITS_WAY);
  };
  return Object.assign(horizon, {
    handled(at: Seconds) {
      latest = Math.max(latest ?? at, at);
    },
    caughtUp(yes: boolean) {
      current = yes;
    },
    isCaughtUp: () => current,
  });
}
