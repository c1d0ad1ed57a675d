import type { Ground } from './ground.ts';
import type { Scene } from './scene.ts';

/** Something that goes wrong, and is over when `run` resolves. */
export interface Strike {
  readonly name: string;
  /** Whether it can be done on this ground. */
  possible?(ground: Ground): boolean;
  /** `share`: how much of what is left of the stream may happen meanwhile. */
  run(scene: Scene, share: number): Promise<Struck>;
}

export interface Struck {
  /** What was done, for whoever must find out why something went wrong. */
  readonly what: string;
  /** Messages that may be said once more because of it, at most. */
  readonly repeats: number;
}

/** Calls that delivery may have under way at once: whether they were heard is not known when the process dies. */
export const IN_FLIGHT = 10;
