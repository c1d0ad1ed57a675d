import type { RawUpdate } from './update.ts';

/** Updates that came together, or stand in a row of the inbox. */
export interface Parcel {
  readonly updates: readonly RawUpdate[];
}

/** Updates in a batch, at most: five times as many as Telegram gives at once, at two thirds of the cost of each. */
export const LARGEST_BATCH = 500;

/** How many updates they hold. */
export function sizeOf(parcels: readonly Parcel[]): number {
  let size = 0;
  for (const { updates } of parcels) size += updates.length;
  return size;
}

/**
 * Cuts the first parcels off a list, as many as there is room for; where all of a batch's is free, at least one. Sample:
 * of 300, 300 and 100 updates the first; with room for 200, none.
 */
export function cut<P extends Parcel>(parcels: P[], room = LARGEST_BATCH): P[] {
  let size = 0;
  let end = 0;
  for (const { updates } of parcels) {
    size += updates.length;
    if (size > room && (end > 0 || room < LARGEST_BATCH)) break;
    end += 1;
  }
  return parcels.splice(0, end);
}
