import type { UserId } from '../../model/ids.ts';
import type { JobRow } from './rows.ts';

/** A chat's work on all its members while a batch is folded. */
export class JobDraft {
  /** The last one, running or over; null: there was none. */
  row: JobRow | null = null;
  /** How many members the chat has, as far as it was asked. */
  members = 0;
  /** The members whose turn it is; null: this batch does no piece of it. */
  piece: readonly UserId[] | null = null;
  changed = false;

  /** The one that is running. */
  get running(): JobRow | null {
    return this.row?.state === 'running' ? this.row : null;
  }

  set(row: JobRow): void {
    this.row = row;
    this.changed = true;
  }
}
