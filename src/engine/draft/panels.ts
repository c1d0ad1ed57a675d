import type { UserId } from '../../model/ids.ts';
import { MINUTE, type Seconds } from '../../model/time.ts';
import { readPage } from '../../settings/panel/page.ts';
import { DraftRows } from './draft-rows.ts';
import type { PanelRow } from './rows.ts';

/** A panel that is not used for so long, by the time of events, is over. */
export const PANEL_LIVES: Seconds = 5 * MINUTE;

/** A chat's settings panels while a batch is folded, by the admin whose they are. */
export class PanelsDraft {
  readonly rows = new DraftRows<UserId, PanelRow>();

  /** Somebody's panel, as far as it may still be used. */
  open(user: UserId, at: Seconds): PanelRow | null {
    const row = this.rows.get(user);
    return row && isOpen(row, at) ? row : null;
  }

  /** Those of other people that are in use. */
  others(user: UserId, at: Seconds): PanelRow[] {
    return this.rows.all().filter((row) => row.user !== user && isOpen(row, at));
  }

  /** Somebody's panel that waits for words: it shows one setting, or asks for a new trigger or reward. */
  prompt(user: UserId, at: Seconds): PanelRow | null {
    const row = this.open(user, at);
    const page = row && readPage(row.page);
    return page?.at === 'setting' || page?.at === 'adding' ? row : null;
  }
}

export function isOpen(row: PanelRow, at: Seconds): boolean {
  return at - row.pressedAt <= PANEL_LIVES;
}
