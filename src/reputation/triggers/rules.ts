import type { Crowd, Trigger } from '../../model/trigger.ts';

/** How many a chat may have. */
export const MOST_TRIGGERS = 300;
/** Most reputation or experience that one may give or take. */
export const MOST_POINTS = 1000;
export const LONGEST_PHRASE = 500;
export const LONGEST_TEXT = 1024;
/** A year, in minutes: whoever wants longer wants to remove it. */
export const LONGEST_INTERVAL = 525_600;

export const MATCHES = ['whole', 'starts', 'anywhere'] as const satisfies readonly Trigger['match'][];
export const CROWDS = ['all', 'admins', 'users'] as const satisfies readonly Crowd[];

/** What is meant where an admin says nothing of it. */
export const DEFAULTS: Omit<Trigger, 'id' | 'phrase'> = {
  match: 'anywhere',
  reputation: 0,
  experience: 0,
  text: null,
  from: 'all',
  to: 'all',
  interval: 0,
};

/** A trigger as the rules read it. */
export interface ReadyTrigger extends Trigger {
  /** Its text speaks of a receiver, so that it cannot be said without one. */
  namesReceiver: boolean;
}

/** It changes no points: all it does is say its text. */
export function onlySpeaks(trigger: Trigger): boolean {
  return trigger.reputation === 0 && trigger.experience === 0;
}

export function isOf(crowd: Crowd, role: 'admin' | 'member'): boolean {
  return crowd === 'all' || (crowd === 'admins') === (role === 'admin');
}

const WIDTH = { whole: 0, starts: 1, anywhere: 2 } as const;

/** Of two with the same phrase: wherever the younger could do something, the older does it. */
export function covers(older: Trigger, younger: Trigger): boolean {
  const crowd = (one: Crowd, other: Crowd) => one === 'all' || one === other;
  return (
    WIDTH[older.match] >= WIDTH[younger.match] &&
    crowd(older.from, younger.from) &&
    crowd(older.to, younger.to)
  );
}
