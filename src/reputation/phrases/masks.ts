import type { Range } from './entry.ts';

const NONE: readonly Range[] = [];

/** The ranges in order, within 0…`to`, apart and not empty. Those without a sense are left out. */
export function inTurn(ranges: readonly Range[], to: number): readonly Range[] {
  if (ranges.length === 0) return NONE;
  const kept: Range[] = [];
  let done = 0;
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const start = Math.max(done, Math.floor(range.start));
    const end = Math.min(to, Math.ceil(range.end));
    // Written so that NaN is left out too.
    if (!(start < end && range.start < range.end)) continue;
    kept.push({ start, end });
    done = end;
  }
  return kept;
}
