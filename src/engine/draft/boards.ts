import type { Seconds } from '../../model/time.ts';

/** When a chat's boards are posted next, as far as it was read or set. */
export class BoardsDraft {
  nextAt: Seconds | null = null;
  changed = false;

  set(nextAt: Seconds | null): void {
    this.nextAt = nextAt;
    this.changed = true;
  }
}
